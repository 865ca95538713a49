import type { ClassRow, Condition } from '../document';
import { MANUAL, MET, type OutcomeCode, UNKNOWN } from '../outcome';
import type { Frame } from './frame';
import type { ClassNode, ConditionNode } from './nodes';

/** What a class of a row asks, as an ordinary condition. */
function demand(row: ClassRow, place: number): Condition {
  return {
    kind: 'all',
    of: row.limits.map(({ fact, atLeast }) => ({
      kind: 'compare',
      measure: { kind: 'fact', fact },
      bounds: [{ comparator: 'atLeast', threshold: { kind: 'constant', text: atLeast[place] ?? '' } }],
    })),
  };
}

/**
 * A table by code: the class is the first whose every limit holds. A limit that is missing where it could still
 * decide leaves the class open; a code without a row is for a person to look up.
 */
export function compileClassify(
  source: Condition & { kind: 'classify' },
  frame: Frame,
  of: (condition: Condition) => ConditionNode,
): ConditionNode {
  const { classes, by, rows, whenMissing } = source.table;
  const slot = frame.slot(by);
  const compiled = rows.map((row): ClassNode => ({
    row,
    demands: classes.slice(0, -1).map((_, place) => of(demand(row, place))),
  }));
  const missing = compiled.find(({ row }) => row.id === whenMissing) ?? null;
  const rowOf = (): ClassNode | null => {
    const code = frame.values[slot];
    if (typeof code !== 'string') return missing;
    return compiled.find(({ row }) => row.prefixes.some((prefix) => code.startsWith(prefix))) ?? null;
  };
  const run = (): OutcomeCode => {
    const { out } = frame;
    out.value = null;
    const row = rowOf();
    if (!row) return typeof frame.values[slot] === 'string' ? MANUAL : UNKNOWN;
    for (let place = 0; place < row.demands.length; place++) {
      const outcome = (row.demands[place] as ConditionNode).run();
      if (outcome === UNKNOWN || outcome === MANUAL) return outcome;
      if (outcome !== MET) continue;
      out.value = classes[place] ?? null;
      return MET;
    }
    out.value = classes.at(-1) ?? null;
    return MET;
  };
  frame.classifies = true;
  return { source, run, parts: [], classify: { rowOf, rows: compiled } };
}
