import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';

type Schemas = components['schemas'];
export type Definition = Schemas['RankingDefinitionDto'];
export type WholeDefinition = Schemas['WholeDefinitionDto'];
export type DefinitionChange = Schemas['DefinitionChangeDto'];
export type Gap = Schemas['RankingGapDto'];
export type Snapshot = Schemas['SnapshotDto'];
export type WholeSnapshot = Schemas['WholeSnapshotDto'];
export type SnapshotRow = Schemas['SnapshotRowDto'];
export type Pair = Schemas['PairDto'];
export type Movement = Schemas['RankingMovementDto'];
export type Dispatch = Schemas['DispatchDto'];
export type NewDispatch = Schemas['NewDispatchDto'];
export type BandFigure = Schemas['BandFigureDto'];
export type ReportedRows = Schemas['FilledFormDto']['rows'];

/** What a check left: whether screen and file agree. */
export interface FileCheck {
  rowsShown: number;
  rowsInFile: number;
  duplicates: number;
  /** Null: a superior's form, which bears no root. */
  rootMatches: boolean | null;
  faults: string[];
  ok: boolean;
  /** Document the form came with, if it was still to be answered. */
  document: Pick<Schemas['IncomingDocumentDto'], 'id' | 'title' | 'dueOn' | 'ownerName'> | null;
}

export const rowsPerPage = 50;
export const gapsPerPage = 20;
const key = 'yearly';

export const useDefinitions = () =>
  useQuery({
    queryKey: [key, 'definitions'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/console/ranking-definitions', { signal })),
  });

export const useDefinition = (id: string | undefined) =>
  useQuery({
    queryKey: [key, 'definition', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/ranking-definitions/{id}', { params: { path: { id: id ?? '' } }, signal })),
  });

/** Reads a text and says what it changes; nothing is kept. */
export const useCheckDefinition = () =>
  useMutation({
    mutationFn: (text: string) => unwrap(api.POST('/api/console/ranking-definitions/checks', { body: { text } })),
  });

function useAct<In, Out>(act: (given: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ queryKey: [key] }) });
}

export const useProposeDefinition = () =>
  useAct((body: Schemas['NewDefinitionDto']) => unwrap(api.POST('/api/console/ranking-definitions', { body })));

export const usePublishDefinition = (id: string) =>
  useAct(() => settle(api.POST('/api/console/ranking-definitions/{id}/publication', { params: { path: { id } } })));

export const useReadiness = (id: string) =>
  useQuery({
    queryKey: [key, 'readiness', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/ranking-definitions/{id}/readiness', { params: { path: { id } }, signal })),
  });

export interface GapFilter {
  kind?: Gap['kind'];
  waived?: 'yes' | 'no';
}

export const useGaps = (id: string, filter: GapFilter, after: string | undefined) =>
  useQuery({
    queryKey: [key, 'gaps', id, filter, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-definitions/{id}/gaps', {
          ...{ params: { path: { id }, query: { ...filter, after, limit: gapsPerPage } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const useWaive = (id: string, enterpriseId: string) =>
  useAct((body: Schemas['NewWaiverDto']) =>
    unwrap(
      api.POST('/api/console/ranking-definitions/{id}/enterprises/{enterpriseId}/waivers', {
        ...{ params: { path: { id, enterpriseId } }, body },
      }),
    ),
  );

/** Asks for a task for each enterprise with gaps. */
export const useGiveGapTasks = (id: string) =>
  useMutation({
    mutationFn: () => unwrap(api.POST('/api/console/ranking-definitions/{id}/gap-tasks', { params: { path: { id } } })),
  });

export const useSnapshots = (code: string | undefined, after: string | undefined) =>
  useQuery({
    queryKey: [key, 'snapshots', code, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-snapshots', { params: { query: { code, after, limit: rowsPerPage } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const useSnapshot = (id: string) =>
  useQuery({
    queryKey: [key, 'snapshot', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/ranking-snapshots/{id}', { params: { path: { id } }, signal })),
  });

export interface RowFilter {
  q?: string;
  line?: 'in' | 'tied' | 'out';
  only?: 'flagged' | 'excluded' | 'vetoed' | 'undecided' | 'chosen';
}

export const useSnapshotRows = (id: string, filter: RowFilter, after: string | undefined, limit = rowsPerPage) =>
  useQuery({
    queryKey: [key, 'rows', id, filter, after, limit],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-snapshots/{id}/rows', {
          ...{ params: { path: { id }, query: { ...filter, after, limit } }, signal },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Every row, a page at a time: for the sheets to be printed. */
export const useAllRows = (id: string, wanted: boolean) =>
  useQuery({
    queryKey: [key, 'all-rows', id],
    enabled: wanted,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const rows: SnapshotRow[] = [];
      for (let after: string | undefined; ;) {
        const page = await unwrap(
          api.GET('/api/console/ranking-snapshots/{id}/rows', {
            ...{ params: { path: { id }, query: { after, limit: 200 } }, signal },
          }),
        );
        rows.push(...page.items);
        if (page.next === null) return rows;
        after = page.next;
      }
    },
  });

export const useRun = () =>
  useMutation({
    mutationFn: (body: Schemas['NewSnapshotDto']) => unwrap(api.POST('/api/console/ranking-snapshots', { body })),
  });

export const useDiscard = (id: string) =>
  useAct(() => settle(api.DELETE('/api/console/ranking-snapshots/{id}', { params: { path: { id } } })));

export const useDecideTie = (id: string) =>
  useAct((body: Schemas['GivenTieDto']) =>
    settle(api.POST('/api/console/ranking-snapshots/{id}/tie', { params: { path: { id } }, body })),
  );

/** Asks for the freeze of what was reviewed: a job that looks at every row first. */
export const useFreeze = (id: string) =>
  useMutation({
    mutationFn: (rowsRoot: string) =>
      unwrap(api.POST('/api/console/ranking-snapshots/{id}/freeze', { params: { path: { id } }, body: { rowsRoot } })),
  });

export const useDisclose = (id: string) =>
  useAct(() => settle(api.POST('/api/console/ranking-snapshots/{id}/disclosure', { params: { path: { id } } })));

export const useExportSnapshot = (id: string) =>
  useMutation({
    mutationFn: (format: Schemas['ExportSnapshotDto']['format']) =>
      unwrap(api.POST('/api/console/ranking-snapshots/{id}/exports', { params: { path: { id } }, body: { format } })),
  });

/** What a form would be filled with; asked once a template is chosen. */
export const useFormCheck = (id: string, versionId: string | undefined, rows: ReportedRows) =>
  useQuery({
    queryKey: [key, 'form', id, versionId, rows],
    enabled: versionId !== undefined,
    retry: false,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-snapshots/{id}/reports/{versionId}', {
          ...{ params: { path: { id, versionId: versionId ?? '' }, query: { rows } }, signal },
        }),
      ),
  });

export const useFillForm = (id: string) =>
  useMutation({
    mutationFn: ({ versionId, ...body }: Schemas['FilledFormDto'] & { versionId: string }) =>
      unwrap(
        api.POST('/api/console/ranking-snapshots/{id}/reports/{versionId}', {
          ...{ params: { path: { id, versionId } }, body },
        }),
      ),
  });

export const useSpread = (id: string) =>
  useQuery({
    queryKey: [key, 'spread', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/ranking-snapshots/{id}/distribution', { params: { path: { id } }, signal })),
  });

/** Which figure decides the places of one. */
export const useBand = (id: string, enterpriseId: string) =>
  useQuery({
    queryKey: [key, 'band', id, enterpriseId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-snapshots/{id}/enterprises/{enterpriseId}/band', {
          ...{ params: { path: { id, enterpriseId } }, signal },
        }),
      ),
  });

export const usePair = (id: string, enterpriseId: string | undefined, otherId: string | undefined) =>
  useQuery({
    queryKey: [key, 'pair', id, enterpriseId, otherId],
    enabled: enterpriseId !== undefined && otherId !== undefined,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-snapshots/{id}/enterprises/{enterpriseId}/beside/{otherId}', {
          ...{ params: { path: { id, enterpriseId: enterpriseId ?? '', otherId: otherId ?? '' } }, signal },
        }),
      ),
  });

export const useMovements = (id: string, otherId: string | undefined) =>
  useQuery({
    queryKey: [key, 'movements', id, otherId],
    enabled: otherId !== undefined,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/ranking-snapshots/{id}/movements/{otherId}', {
          ...{ params: { path: { id, otherId: otherId ?? '' }, query: { limit: 20 } }, signal },
        }),
      ),
  });

/** Asks for a file to be checked before it leaves: a job that reads all of it. */
export const useCheckFile = (id: string) =>
  useMutation({
    mutationFn: (jobId: string) =>
      unwrap(api.POST('/api/console/ranking-snapshots/{id}/files/{jobId}/checks', { params: { path: { id, jobId } } })),
  });

export const useDispatches = (id: string) =>
  useQuery({
    queryKey: [key, 'dispatches', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/ranking-snapshots/{id}/dispatches', { params: { path: { id } }, signal })),
  });

/** Asks for a file to be registered as sent: a job that checks it first. */
export const useDispatch = (id: string) =>
  useMutation({
    mutationFn: (body: NewDispatch) =>
      unwrap(api.POST('/api/console/ranking-snapshots/{id}/dispatches', { params: { path: { id } }, body })),
  });
