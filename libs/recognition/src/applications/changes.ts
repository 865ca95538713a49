import type { Content, ContentEvidence } from './revision';

/** What stands otherwise in a revision than in the one before. */
export interface Change {
  /** Code of the fact, or of the kind of evidence. */
  code: string;
  what: 'fact' | 'evidence';
  /** Null: it was not there, or is not any more. */
  before: string | boolean | null;
  after: string | boolean | null;
  /** Whether it was asked for (补正项). */
  asked: boolean;
}

/** Every change from one revision to the next, those that nobody asked for too. */
export function changesBetween(before: Content, after: Content, marked: ReadonlySet<string>): Change[] {
  const facts = differing(before.facts, after.facts).map(([code, was, now]): Change => ({
    ...{ code, what: 'fact', before: plain(was), after: plain(now), asked: marked.has(code) },
  }));
  const evidence = differing(byKind(before.evidence), byKind(after.evidence)).map(([code, was, now]): Change => ({
    ...{ code, what: 'evidence', before: was ?? null, after: now ?? null, asked: marked.has(code) },
  }));
  return [...facts, ...evidence];
}

function differing<T>(before: Record<string, T>, after: Record<string, T>): [string, T | undefined, T | undefined][] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((code) => before[code] !== after[code])
    .map((code) => [code, before[code], after[code]]);
}

const plain = (value: string | number | boolean | undefined) =>
  typeof value === 'number' ? String(value) : (value ?? null);

/** The pieces of each kind as one text: another file under the same name is a change. */
function byKind(evidence: readonly ContentEvidence[]): Record<string, string> {
  const kinds = [...new Set(evidence.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      evidence
        .filter((one) => one.kind === kind)
        .map(({ name, period, fileHash }) => [name, period, fileHash?.slice(0, 12)].filter(Boolean).join(' '))
        .sort()
        .join('；'),
    ]),
  );
}
