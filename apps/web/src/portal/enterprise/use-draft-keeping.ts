import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { portalApi, settle, unwrap } from '../../shared/api/client';
import type { Draft } from '../portal.queries';
import { entriesOf, type EntryUnit, type Typed, typedOf } from './draft-entries';

/** Milliseconds of rest after which what was typed is kept. */
const rest = 1200;

interface Standing {
  version: number;
  savedAt: string | null;
  problems: Draft['problems'];
}

/** Keeps what is typed by itself, one save at a time, each from the version the one before left. */
export function useDraftKeeping(enterpriseId: string, view: Draft, onSent: () => void) {
  const { year, draft, facts } = view;
  const begun = typedOf(draft?.entries ?? []);
  const [typed, setTyped] = useState<Typed>(begun.typed);
  const [unit, setUnitState] = useState<EntryUnit>(begun.unit);
  const [changed, setChanged] = useState(0);
  const [standing, setStanding] = useState<Standing>({
    ...{ version: draft?.version ?? 0, savedAt: draft?.savedAt ?? null, problems: view.problems },
  });
  const kept = useRef(0);
  const queries = useQueryClient();
  const params = useCallback(
    (version: number) => ({ path: { enterpriseId, year }, header: { 'If-Match': String(version) } }),
    [enterpriseId, year],
  );
  const saving = useMutation({
    mutationFn: () =>
      unwrap(
        portalApi.PUT('/api/portal/enterprises/{enterpriseId}/figures/{year}/draft', {
          params: params(standing.version),
          body: { basedOn: draft?.basedOn ?? view.revision, entries: entriesOf(typed, facts, unit) },
        }),
      ),
    onSuccess: ({ version, problems }) => setStanding({ version, problems, savedAt: new Date().toISOString() }),
  });
  const { mutate, isPending, isError } = saving;
  useEffect(() => {
    if (changed === kept.current || isPending || isError) return;
    const timer = setTimeout(() => {
      kept.current = changed;
      mutate();
    }, rest);
    return () => clearTimeout(timer);
  }, [changed, isPending, isError, mutate]);
  const reread = () => {
    void queries.invalidateQueries({ queryKey: ['portal', enterpriseId, 'home'] });
    onSent();
  };
  const submitting = useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/figures/{year}/submissions', {
          params: params(standing.version),
          body: reason === '' ? {} : { reason },
        }),
      ),
    onSuccess: reread,
  });
  const discarding = useMutation({
    mutationFn: () =>
      settle(
        portalApi.DELETE('/api/portal/enterprises/{enterpriseId}/figures/{year}/draft', {
          params: params(standing.version),
        }),
      ),
    onSettled: reread,
  });
  return {
    ...{ typed, unit, saving, submitting, problems: standing.problems },
    savedAt: standing.version === 0 ? null : standing.savedAt,
    type: (code: string, value: string) => {
      setTyped((before) => ({ ...before, [code]: value }));
      setChanged((n) => n + 1);
    },
    setUnit: (next: EntryUnit) => {
      setUnitState(next);
      setChanged((n) => n + 1);
    },
    discard: () => discarding.mutate(),
    /** Takes what stands on the server in place of what couldn't be saved. */
    reload: reread,
  };
}
