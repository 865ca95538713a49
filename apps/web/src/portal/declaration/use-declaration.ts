import type { FactDictionary } from '@tidu/criteria';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { portalApi, unwrap } from '../../shared/api/client';
import { answersOf, type Typed, typedOf } from './answers';
import type { Declaration, SavedDeclaration } from './declaration.queries';

/** Milliseconds of rest after which what was typed is kept. */
const rest = 1200;

interface Standing {
  version: number;
  savedAt: string | null;
  savedByName: string | null;
  problems: SavedDeclaration['problems'];
  /** Whether anything was saved since the page was read: a confirmation that was given then is void. */
  changed: boolean;
}

/** A form that is typed into and kept, as it was read. */
export type Draft = Pick<Declaration, 'draftVersion' | 'savedAt' | 'savedByName' | 'problems' | 'unit' | 'answers'> &
  Partial<Pick<Declaration, 'evidence'>>;

export type KeptDraft = ReturnType<typeof useKeptDraft>;

/** The draft of a declaration. */
export const useDeclarationDraft = (enterpriseId: string, view: Declaration, dictionary: FactDictionary) =>
  useKeptDraft(view, (typed, version) =>
    unwrap(
      portalApi.PUT('/api/portal/enterprises/{enterpriseId}/applications/{id}/draft', {
        params: { path: { enterpriseId, id: view.id }, header: { 'If-Match': String(version) } },
        body: { unit: typed.unit, answers: answersOf(typed, dictionary), evidence: typed.evidence },
      }),
    ),
  );

/** Keeps what is typed by itself, one save at a time, each from the version the one before left. */
export function useKeptDraft(view: Draft, save: (typed: Typed, version: number) => Promise<SavedDeclaration>) {
  const [typed, setTyped] = useState<Typed>(() => typedOf(view));
  const [changes, setChanges] = useState(0);
  const kept = useRef(0);
  const { draftVersion: version, savedAt, savedByName, problems } = view;
  const [standing, setStanding] = useState<Standing>({ version, savedAt, savedByName, problems, changed: false });
  const saving = useMutation({
    mutationFn: () => save(typed, standing.version),
    onSuccess: (saved) =>
      setStanding({ ...saved, savedAt: new Date().toISOString(), savedByName: null, changed: true }),
  });
  const { mutate, isPending, isError } = saving;
  useEffect(() => {
    if (changes === kept.current || isPending || isError) return;
    const timer = setTimeout(() => {
      kept.current = changes;
      mutate();
    }, rest);
    return () => clearTimeout(timer);
  }, [changes, isPending, isError, mutate]);
  return {
    ...{ typed, saving, standing },
    /** What was typed is not on the server yet. */
    unsaved: changes !== kept.current || isPending,
    change: (part: Partial<Typed>) => {
      setTyped((before) => ({ ...before, ...part }));
      setChanges((n) => n + 1);
    },
    type: (texts: Readonly<Record<string, string>>) => {
      setTyped((before) => ({ ...before, texts: { ...before.texts, ...texts } }));
      setChanges((n) => n + 1);
    },
  };
}
