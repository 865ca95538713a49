import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../shared/api/access.gen';
import { accessApi, unwrap } from '../../shared/api/client';

type Schemas = components['schemas'];
export type Person = Schemas['PersonDto'];
export type Grant = Schemas['GrantDto'];
export type NewPerson = Schemas['NewPersonDto'];
export type NewGrant = Schemas['NewGrantDto'];
export type Link = Schemas['IssuedLinkDto'];

/** Rows a page. */
export const pageSize = 20;

export interface PersonsQuery {
  q: string | undefined;
  status: Person['status'] | undefined;
  after: string | undefined;
}

export function usePersons({ q, status, after }: PersonsQuery) {
  return useQuery({
    queryKey: ['persons', q, status, after],
    queryFn: ({ signal }) =>
      unwrap(
        accessApi.GET('/api/access/persons', { params: { query: { q, status, after, limit: pageSize } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function usePerson(id: string) {
  return useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => unwrap(accessApi.GET('/api/access/persons/{id}', { params: { path: { id } }, signal })),
  });
}

export function useGrants(id: string) {
  return useQuery({
    queryKey: ['grants', id],
    queryFn: ({ signal }) =>
      unwrap(accessApi.GET('/api/access/persons/{id}/grants', { params: { path: { id } }, signal })),
  });
}

export function useRoles() {
  return useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => unwrap(accessApi.GET('/api/access/roles', { signal })),
    staleTime: Infinity,
  });
}

/** A change of accounts or rights; what was read of them is read anew. */
function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(['persons', 'person', 'grants'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

const seen = ({ id, version }: Pick<Person, 'id' | 'version'>) => ({
  path: { id },
  header: { 'If-Match': String(version) },
});

export const useCreatePerson = () =>
  useChange((body: NewPerson) => unwrap(accessApi.POST('/api/access/persons', { body })));

export const useReissue = (person: Person) =>
  useChange((reason: string) =>
    unwrap(accessApi.POST('/api/access/persons/{id}/links', { params: seen(person), body: { reason } })),
  );

export const useSetEnabled = (person: Person) =>
  useChange((body: { enabled: boolean; reason: string }) =>
    unwrap(accessApi.PATCH('/api/access/persons/{id}', { params: seen(person), body })),
  );

export const useSetSubject = (person: Person) =>
  useChange((body: { subject: string | null; reason: string }) =>
    unwrap(accessApi.PUT('/api/access/persons/{id}/provider', { params: seen(person), body })),
  );

export const useConfirm = (person: Person) =>
  useChange(() => unwrap(accessApi.POST('/api/access/persons/{id}/confirmations', { params: seen(person) })));

export const useGrant = (id: string) =>
  useChange((body: NewGrant) =>
    unwrap(accessApi.POST('/api/access/persons/{id}/grants', { params: { path: { id } }, body })),
  );

export const useEndGrant = (grant: Grant) =>
  useChange((reason: string) =>
    unwrap(accessApi.POST('/api/access/grants/{id}/end', { params: seen(grant), body: { reason } })),
  );
