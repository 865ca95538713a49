import type { ConditionNode, PointsNode } from '../compile/nodes';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import type { Clause, Condition, Indicator, StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { canonicalJson } from '../release';

/** What is judged by itself: a clause without clauses below it, or an indicator. Everything else combines these. */
export type LeafSource = { kind: 'clause'; clause: Clause } | { kind: 'indicator'; indicator: Indicator };

/** What decides a leaf's result, as text: two leaves with the same key have the same result on every sheet. */
export function leafKey(source: LeafSource): string {
  return canonicalJson(source.kind === 'clause' ? source.clause.rule : source.indicator.points);
}

/** Whether a condition contains anything that is reported under an id of its own. */
export function holdsIds(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsIds);
  if (value === null || typeof value !== 'object') return false;
  const { kind } = value as { kind?: unknown };
  return kind === 'clause' || kind === 'score' || Object.values(value).some(holdsIds);
}

const nothing = { label: '', text: '', article: '', confidence: 'A' } as const;

/** A standard that asks nothing but this leaf. */
function leafDocument(source: LeafSource): StandardDocument {
  const requires: Condition[] =
    source.kind === 'clause'
      ? [{ kind: 'clause', clause: source.clause }]
      : [
          {
            kind: 'score',
            score: {
              total: { ...nothing, id: '', full: '0', atLeast: null },
              categories: [{ ...nothing, id: '', full: '0', atLeast: null, indicators: [source.indicator] }],
            },
          },
        ];
  return { requires } as unknown as StandardDocument;
}

/** A leaf compiled for itself by the one compiler, and where its nodes and its result are. */
export interface CompiledLeaf {
  readonly evaluator: Evaluator;
  /** Place of its result in the arrays of a compact result. */
  readonly index: number;
  readonly condition: ConditionNode | null;
  readonly points: PointsNode | null;
}

export function compileLeaf(source: LeafSource, dictionary: FactDictionary): CompiledLeaf {
  const document = leafDocument(source);
  const evaluator = compileStandard({ id: '', version: 0, hash: '', document }, dictionary);
  const [node] = evaluator.requires;
  const indicator = node?.score?.categories[0]?.indicators[0];
  return {
    evaluator,
    index: indicator?.index ?? node?.clause?.index ?? 0,
    condition: node?.clause?.rule ?? null,
    points: indicator?.points ?? null,
  };
}
