import { useMutation, useQuery } from '@tanstack/react-query';
import { accessApi, sentOnce, unwrap } from '../api/client';

/** The identity provider of this installation; null where there is none, undefined while that is unknown. */
export function useProvider() {
  return useQuery({
    queryKey: ['provider'],
    queryFn: async ({ signal }) => (await unwrap(accessApi.GET('/api/access/provider', { signal }))).provider,
    staleTime: Infinity,
  });
}

const leftKey = 'tidu.left';

/** Notes that somebody left at this desk: the provider is to ask who comes next, instead of letting the same in. */
export const noteLeft = (): void => window.localStorage.setItem(leftKey, 'yes');
const whetherLeft = (): boolean => window.localStorage.getItem(leftKey) !== null;

const wantedKey = 'tidu.wanted';

/** Leads to the provider, and remembers where one wanted to go. */
export function useLeaveForProvider(to: string | undefined) {
  return useMutation({
    mutationFn: () =>
      unwrap(accessApi.POST('/api/access/provider/attempts', { body: { anew: whetherLeft() }, ...sentOnce })),
    onSuccess: ({ address }) => {
      window.sessionStorage.setItem(wantedKey, to ?? '');
      window.location.assign(address);
    },
  });
}

/** Where one wanted to go before the way to the provider; only once. */
export function wantedPlace(): string | undefined {
  const wanted = window.sessionStorage.getItem(wantedKey);
  window.sessionStorage.removeItem(wantedKey);
  window.localStorage.removeItem(leftKey);
  return wanted === null || wanted === '' ? undefined : wanted;
}

const proofs = 'tidu.provider-proof';

/** Tells the page that waits for it that the person proved themselves in another window. */
export function tellProof(): void {
  const channel = new BroadcastChannel(proofs);
  channel.postMessage('done');
  channel.close();
}

/** Calls `listener` when the person proved themselves in another window. */
export function onProof(listener: () => void): () => void {
  const channel = new BroadcastChannel(proofs);
  channel.onmessage = listener;
  return () => channel.close();
}
