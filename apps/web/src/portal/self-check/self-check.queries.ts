import {
  type AdviceCosts,
  compileStandard,
  createRelease,
  type Evaluator,
  FactDictionary,
  type StandardDocument,
} from '@tidu/criteria';
import { useQuery } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import { unwrap } from '../../shared/api/client';
import type { paths } from '../../shared/api/open.gen';
import { ApiProblem } from '../../shared/api/problem';

const api = createClient<paths>({ baseUrl: '' });

/** Read once: while somebody answers, nothing is asked of the server again. */
const once = { staleTime: Infinity, gcTime: Infinity, refetchOnReconnect: false, refetchOnMount: false } as const;

/** The standards in use. */
export function useOpenStandards() {
  return useQuery({
    ...once,
    queryKey: ['open-standards'],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/open/standards', { signal }))).items,
  });
}

/** A standard that judges in the page, and what the bureau reckons each step to cost. */
export interface OpenStandard {
  evaluator: Evaluator;
  costs: AdviceCosts;
}

/** One standard, compiled here: from now on nothing of it is asked again. */
export function useOpenStandard(id: string) {
  return useQuery({
    ...once,
    queryKey: ['open-standard', id],
    queryFn: async ({ signal }): Promise<OpenStandard> => {
      const asked = api.GET('/api/open/standards/{id}', { params: { path: { id } }, signal });
      return compiled(await unwrap(asked));
    },
    // an evaluator is functions and buffers: nothing to compare structurally
    structuralSharing: false,
  });
}

/** A release as it was sent, compiled here. @throws ApiProblem where it isn't what was published. */
export function compiled({ document, facts, hash, costs }: SentStandard): OpenStandard {
  const release = createRelease(document as unknown as StandardDocument);
  if (release.hash !== hash)
    throw new ApiProblem(
      ...([0, '标准没有完整收到', '收到的标准与发布时的校验值不符，不能用来试算。请刷新页面重试。'] as const),
      ...(['WEB.RELEASE_CHANGED', ''] as const),
    );
  const evaluator = compileStandard(release, FactDictionary.fromRows(facts));
  return { evaluator, costs: costs as unknown as AdviceCosts };
}

interface SentStandard {
  hash: string;
  document: Record<string, unknown>;
  facts: Record<string, string>[];
  costs: Record<string, unknown>;
}
