import {
  compileStandard,
  type Evaluator,
  type FactDictionary,
  type FactValue,
  loadStandard,
  MET,
  NOT_APPLICABLE,
  UNMET,
} from '@tidu/criteria';
import { openSegmentLabels } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';

/** One way of dividing enterprises (分法), compiled: the first clause that is met says where one stands. */
export interface Dimension {
  id: string;
  label: string;
  note: string;
  hash: string;
  segments: Segment[];
  evaluator: Evaluator;
}

export interface Segment {
  code: string;
  label: string;
  /** The rule in words. */
  text: string;
}

/** 未定: a rule that comes first can't be judged yet. 其余: no rule is met. */
export const undecided = 'undecided';
export const remaining = 'remaining';
export const openSegments: Segment[] = [
  { code: undecided, label: openSegmentLabels.undecided, text: '排在前面的规则缺数据，不能判断。' },
  { code: remaining, label: openSegmentLabels.remaining, text: '各条规则都不满足。' },
];

const file = 'seeds/reference/segments.yaml';
const kept = new WeakMap<FactDictionary, Dimension[]>();

/** The ways of dividing of this installation, read again with another dictionary. */
export function dimensions(dictionary: FactDictionary): Dimension[] {
  const known = kept.get(dictionary);
  if (known) return known;
  const read = readDimensions(readInstalledFile(file), dictionary);
  kept.set(dictionary, read);
  return read;
}

/**
 * Reads the file: documents in the language of standards, a clause a segment.
 *
 * @throws DomainError of the standards' reader, its lines those of the file; `SCORING.BAD_SEGMENTS` for what is no division.
 */
export function readDimensions(text: string, dictionary: FactDictionary): Dimension[] {
  const codes = new Set<string>(openSegments.map(({ code }) => code));
  let line = 0;
  return text.split(/^---$/m).map((part) => {
    // blank lines before it, so that a message names the line of the file
    const release = loadStandard('\n'.repeat(line) + part, dictionary, file);
    line += part.split('\n').length - 1;
    const { id, name, requires, note } = release.document;
    const segments = requires.map((rule): Segment => {
      if (rule.kind !== 'clause') throw bad(`${id}：requires 的每一条都应有 id，一条是一类`);
      const { id: code, label, text: words } = rule.clause;
      if (!/^[a-z][a-z0-9-]{1,29}$/.test(code) || codes.has(code))
        throw bad(`${id}：类的代码“${code}”应为 2 到 30 个小写字母、数字或连字符，且不与别的类相同`);
      codes.add(code);
      return { code, label, text: words };
    });
    const evaluator = compileStandard(release, dictionary);
    return {
      ...{ id: id.replace(/^segment-/, ''), label: name, note: note ?? '' },
      hash: release.hash,
      segments,
      evaluator,
    };
  });
}

const bad = (what: string) => new DomainError('invalid', 'SCORING.BAD_SEGMENTS', `${file} ${what}。`);

/** Where a fact sheet stands: values by the evaluator's slots. */
export function segmentOf({ evaluator, segments }: Dimension, values: readonly FactValue[]): string {
  const result = evaluator.createResult();
  evaluator.evaluateInto(values, 'application', result);
  for (const { code } of segments) {
    const outcome = result.clauseOutcomes[evaluator.clauseIds.indexOf(code)] ?? UNMET;
    if (outcome === MET) return code;
    if (outcome !== UNMET && outcome !== NOT_APPLICABLE) return undecided;
  }
  return remaining;
}
