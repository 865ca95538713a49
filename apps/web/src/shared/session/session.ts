import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accessApi, settle, unwrap } from '../api/client';
import type { components } from '../api/access.gen';
import { noteLeft } from '../provider/provider';

export type Session = components['schemas']['SessionDto'];
/** What somebody may be allowed to do: the closed list of the interface. */
export type PermissionName = Session['permissions'][number];

const key = ['session'];

/** Who is signed in; null when nobody is. Read once, and again when an answer says that it is over. */
export function useSession() {
  return useQuery({ queryKey: key, queryFn: readSession, staleTime: Infinity, gcTime: Infinity });
}

/** Who is signed in, asked of the server. */
export async function readSession({ signal }: { signal?: AbortSignal } = {}): Promise<Session | null> {
  return (await unwrap(accessApi.GET('/api/access/session', { signal }))).session;
}

/** Puts what the server answered in place of what was known of the session. */
export function useKeepSession(): (session: Session | null) => void {
  const queries = useQueryClient();
  return (session) => queries.setQueryData(key, session);
}

/** What the person signed in may do; nothing while that is unknown. */
export function useMay(): (permission: PermissionName) => boolean {
  const { data } = useSession();
  return (permission) => data?.permissions.includes(permission) ?? false;
}

/** Forgets who was signed in and all that was read in their name. */
export function useForgetSession(): () => void {
  const queries = useQueryClient();
  return () => {
    // what is still shown keeps its observers: the session is told, not taken away
    queries.setQueryData(key, null);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
  };
}

/** Ends the session. */
export function useSignOut() {
  const forget = useForgetSession();
  return useMutation({
    mutationFn: () => settle(accessApi.DELETE('/api/access/session')),
    onSettled: () => {
      noteLeft();
      forget();
    },
  });
}

/** Whether the person sees every enterprise: what is done for all of them is theirs alone. */
export function useSeesAll(): boolean {
  const { data } = useSession();
  return data?.roles.some(({ scopeKind }) => scopeKind === 'everything') ?? false;
}

const scopeWords = { everything: '全部区域', region: '地区', zone: '园区', enterprise: '企业' } as const;

/** What the person sees, in a few words: `全部区域`, `地区 涧西区`, `园区 A1 等 3 处`; empty for who sees nothing. */
export function scopeText(
  roles: readonly Pick<Session['roles'][number], 'scopeKind' | 'scopeId' | 'scopeName'>[],
): string {
  if (roles.some(({ scopeKind }) => scopeKind === 'everything')) return scopeWords.everything;
  const named = roles.flatMap(({ scopeKind, scopeId, scopeName }) =>
    scopeKind ? [`${scopeWords[scopeKind]} ${scopeName ?? scopeId ?? ''}`] : [],
  );
  const [first, ...more] = [...new Set(named)];
  return first === undefined ? '' : more.length === 0 ? first : `${first} 等 ${more.length + 1} 处`;
}
