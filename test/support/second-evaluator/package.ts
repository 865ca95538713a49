import { createHash } from 'node:crypto';
import { type Result, secondEvaluation } from './evaluate';

/** What a second reading finds of a package: from its text alone, by nothing of the product. */
export interface SecondReading {
  submitted: Result;
  decided: Result;
  /** What the package itself says came out. */
  says: {
    submitted: unknown;
    decided: unknown;
    stored: { outcome: string; minPoints: number | null; maxPoints: number | null };
  };
  /** Names of leaves, and of roots, whose hash is not the one that is written. */
  wrong: string[];
}

interface Leaf {
  name: string;
  value: unknown;
  hash: string;
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Keys in order, no space: written anew. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

function rootOf(hashes: readonly string[]): string {
  let row = [...hashes];
  while (row.length > 1) {
    const next: string[] = [];
    while (row.length > 0) {
      const [left, right] = row.splice(0, 2);
      next.push(right === undefined ? left! : sha256(`tidu case node 1\n${left}\n${right}`));
    }
    row = next;
  }
  return sha256(`tidu case root 1\n${hashes.length}\n${row[0]}`);
}

export function secondReading(text: string): SecondReading {
  const { leaves, root, seal } = JSON.parse(text) as {
    leaves: Leaf[];
    root: string;
    seal: { salt: string; count: number; root: string; path: { side: string; hash: string }[] } | null;
  };
  const parts = new Map(leaves.map(({ name, value }) => [name, value]));
  const under = (start: string) =>
    Object.fromEntries(
      [...parts].filter(([name]) => name.startsWith(start)).map(([name, value]) => [name.slice(start.length), value]),
    );
  const { purpose, date } = parts.get('revision') as { purpose: string; date: string };
  const rows = Object.values(under('dictionary.')) as Record<string, string>[];
  const facts = under('content.facts.');
  const given = {
    document: parts.get('standard.document') as Record<string, unknown>,
    ...{ purpose, date, dictionary: new Map(rows.map((row) => [row.code ?? '', row])) },
    cohort:
      (parts.get('cohort') as { hash: string; items: Record<string, Record<string, string | null>> } | undefined) ??
      null,
  };
  const sealed = seal?.path.reduce(
    (below, { side, hash }) =>
      sha256(`tidu batch node 1\n${side === 'left' ? `${hash}\n${below}` : `${below}\n${hash}`}`),
    sha256(`tidu batch leaf 1\n${seal.salt}\n${root}`),
  );
  return {
    submitted: secondEvaluation({ ...given, facts }),
    decided: secondEvaluation({ ...given, facts: { ...facts, ...under('judged.') } }),
    says: {
      ...{ submitted: parts.get('result.submitted'), decided: parts.get('result.decided') },
      stored: parts.get('result.stored') as SecondReading['says']['stored'],
    },
    wrong: [
      ...leaves
        .filter(({ name, value, hash }) => sha256(`tidu case leaf 1\n${name}\n${canonical(value)}`) !== hash)
        .map(({ name }) => name),
      ...(rootOf(leaves.map(({ hash }) => hash)) === root ? [] : ['root']),
      ...(seal && sha256(`tidu batch root 1\n${seal.count}\n${sealed}`) !== seal.root ? ['seal'] : []),
    ],
  };
}
