import { sha256Hex } from '../sha256';

/**
 * Hash trees with domain separation: every hash names what it is of, so that no node can pass for a leaf, none of a case
 * for one of a batch. A last one without a partner goes up as it is; the root counts its leaves.
 */
export type TreeKind = 'case' | 'batch' | 'list';

/** A hash beside the way from a leaf to the root. */
export interface ProofStep {
  side: 'left' | 'right';
  hash: string;
}

const hash = (what: string, ...parts: readonly (string | number)[]): string =>
  sha256Hex([`tidu ${what} 1`, ...parts].join('\n'));

/** The leaf of one part of a package: what it is called and what it says. */
export const caseLeaf = (name: string, canonical: string): string => hash('case leaf', name, canonical);

/** The leaf of a package in its batch; without the salt nobody can try whose it might be. */
export const batchLeaf = (salt: string, root: string): string => hash('batch leaf', salt, root);

/** The leaf of a row of a list that was frozen, in its place. */
export const listLeaf = (position: number, canonical: string): string => hash('list leaf', position, canonical);

function pairs(kind: TreeKind, row: readonly string[]): string[] {
  const above: string[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const [left = '', right] = [row[i], row[i + 1]];
    above.push(right === undefined ? left : hash(`${kind} node`, left, right));
  }
  return above;
}

/** The root over leaves in their order. @throws RangeError where there is none. */
export function treeRoot(kind: TreeKind, leaves: readonly string[]): string {
  if (leaves.length === 0) throw new RangeError('treeRoot: no leaves');
  let row = leaves;
  while (row.length > 1) row = pairs(kind, row);
  return hash(`${kind} root`, leaves.length, row[0] ?? '');
}

/** What proves that a leaf stands under the root: hashes alone. */
export function proofOf(kind: TreeKind, leaves: readonly string[], index: number): ProofStep[] {
  const path: ProofStep[] = [];
  let [row, at] = [leaves, index];
  while (row.length > 1) {
    const beside = row[at % 2 === 0 ? at + 1 : at - 1];
    if (beside !== undefined) path.push({ side: at % 2 === 0 ? 'right' : 'left', hash: beside });
    [row, at] = [pairs(kind, row), at >> 1];
  }
  return path;
}

/** The root that a leaf leads to by its proof, in a tree of so many leaves. */
export function rootByProof(kind: TreeKind, leaf: string, count: number, path: readonly ProofStep[]): string {
  const top = path.reduce(
    (below, step) =>
      step.side === 'left' ? hash(`${kind} node`, step.hash, below) : hash(`${kind} node`, below, step.hash),
    leaf,
  );
  return hash(`${kind} root`, count, top);
}
