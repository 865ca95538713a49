import { compileStandard, createRelease, type Evaluator, FactDictionary, type StandardDocument } from '@tidu/criteria';
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

/** One standard, compiled here: from now on it judges in the page. */
export function useEvaluator(id: string) {
  return useQuery({
    ...once,
    queryKey: ['open-standard', id],
    queryFn: async ({ signal }): Promise<Evaluator> => {
      const asked = api.GET('/api/open/standards/{id}', { params: { path: { id } }, signal });
      const { document, facts, hash } = await unwrap(asked);
      const release = createRelease(document as unknown as StandardDocument);
      if (release.hash !== hash)
        throw new ApiProblem(
          ...([0, '标准没有完整收到', '收到的标准与发布时的校验值不符，不能用来试算。请刷新页面重试。'] as const),
          ...(['WEB.RELEASE_CHANGED', ''] as const),
        );
      return compileStandard(release, FactDictionary.fromRows(facts));
    },
    // an evaluator is functions and buffers: nothing to compare structurally
    structuralSharing: false,
  });
}
