import { canonicalJson } from '../release';
import { sha256Hex } from '../sha256';
import { batchLeaf, caseLeaf, type ProofStep, proofOf, treeRoot } from './tree';

export const packageFormat = 'tidu-case-package-1';

/** One part of a case by its name, as it is sealed. */
export type Part = readonly [name: string, value: unknown];

export interface Leaf {
  name: string;
  value: unknown;
  hash: string;
}

/** How the case stands under the root that is printed on a public notice; nothing of it tells of the others. */
export interface PackageSeal {
  noticeId: string;
  noticeTitle: string;
  publishedAt: string;
  /** How many packages are under the root: as many as stand on the notice. */
  count: number;
  salt: string;
  path: ProofStep[];
  root: string;
}

/** A case that can be checked and worked out anew without us (一案一包). */
export interface CasePackage {
  format: typeof packageFormat;
  /** By name, in order. */
  leaves: Leaf[];
  root: string;
  /** Null: the case stands on no notice. */
  seal: PackageSeal | null;
  /** Number and time of the export; who made it stands in the trail. */
  exported: { code: string; at: string };
  /** SHA-256 of the page around it; null: a file without a page. */
  page: string | null;
  /** SHA-256 of all this. */
  check: string;
}

/** Parts in the one order in which they are hashed. @throws RangeError for a name that stands there twice. */
export function leavesOf(parts: readonly Part[]): Leaf[] {
  const leaves = parts
    .map(([name, value]): Leaf => ({ name, value, hash: caseLeaf(name, canonicalJson(value)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = leaves.find(({ name }, i) => leaves[i + 1]?.name === name);
  if (twice) throw new RangeError(`leavesOf: two parts are called ${twice.name}`);
  return leaves;
}

export const rootOf = (leaves: readonly Pick<Leaf, 'hash'>[]): string =>
  treeRoot(
    'case',
    leaves.map(({ hash }) => hash),
  );

/** Seals the roots of all packages of a notice, in its order: the root to print, and the proof of each. */
export function sealBatch(packages: readonly { root: string; salt: string }[]): { root: string; paths: ProofStep[][] } {
  const leaves = packages.map(({ salt, root }) => batchLeaf(salt, root));
  return { root: treeRoot('batch', leaves), paths: leaves.map((_, i) => proofOf('batch', leaves, i)) };
}

/** A package of these parts, whole. */
export function packCase(
  parts: readonly Part[],
  { seal, exported, page }: Pick<CasePackage, 'seal' | 'exported' | 'page'>,
): CasePackage {
  const leaves = leavesOf(parts);
  const all = { format: packageFormat, leaves, root: rootOf(leaves), seal, exported, page } as const;
  return { ...all, check: checkOf(all) };
}

export const checkOf = (all: Omit<CasePackage, 'check'>): string => sha256Hex(canonicalJson(all));

/** The one text of a package: canonical, and safe inside a page. */
export const packageText = (all: unknown): string => canonicalJson(all).replaceAll('<', String.raw`\u003c`);
