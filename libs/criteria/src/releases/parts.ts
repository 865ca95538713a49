import type { Bound, Clause, Condition, Measure, Points, Score, StandardDocument, Wording } from '../document';
import { COMPARATOR_SIGNS } from '../explain/display';
import { conditionText, measureText, valueText } from '../explain/wording';
import type { FactDictionary } from '../fact-dictionary';
import { canonicalJson } from '../release';

/** One demand of a clause: what it is about, and what is asked of it. Demands of two versions with one key are a pair. */
export interface Demand {
  key: string;
  subject: string;
  value: string;
  /** The clause that stands here, where the demand is no more than its place. */
  clause?: string;
}

/** One entry of a standard that has an id, with all that is its own: nested clauses stand for themselves. */
export interface Part {
  wording: Wording;
  demands: Demand[];
  /** The whole rule as one text that is equal for equal rules, whatever their order; nested clauses by their id. */
  rule: string;
}

/** Where a demand stands inside its clause: part of its key, and the words before its subject. */
interface Place {
  key: string;
  words: string;
}

/** What the whole stands under; no clause may be called so, because ids end in a letter or a digit. */
export const WHOLE = 'requires-';

/**
 * Takes a standard apart into its clauses, categories, indicators and total, in the order of the document; the list of
 * all that is required comes last.
 */
export function partsOf({ requires }: StandardDocument, dictionary: FactDictionary): Map<string, Part> {
  const taker = new Taker(dictionary);
  const demands: Demand[] = [];
  for (const condition of requires) taker.condition(condition, { key: '', words: '' }, demands);
  const wording: Wording = { id: WHOLE, label: '全部要求', text: '', article: '', confidence: 'A' };
  return taker.parts.set(WHOLE, { wording, demands, rule: ruleText({ kind: 'all', of: requires }) });
}

/** Equal for rules that judge alike: parts of `all` and `any` sorted, clauses within by their id alone. */
function ruleText(condition: Condition): string {
  const { kind } = condition;
  if (kind === 'clause') return `clause ${condition.clause.id}`;
  if (kind === 'score') return kind;
  if (kind === 'all' || kind === 'any') return `${kind}(${condition.of.map(ruleText).sort().join(';')})`;
  if (kind === 'exempt') return `exempt(${ruleText(condition.rule)};${ruleText(condition.exemption)})`;
  if (kind === 'byPurpose') return `byPurpose(${ruleText(condition.application)};${ruleText(condition.renewal)})`;
  return canonicalJson(condition);
}

class Taker {
  readonly parts = new Map<string, Part>();

  constructor(private readonly dictionary: FactDictionary) {}

  condition(condition: Condition, at: Place, into: Demand[]): void {
    // oxlint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what has no words here shows its values
    switch (condition.kind) {
      case 'clause':
        into.push(standsHere(condition.clause, at));
        return this.clause(condition.clause);
      case 'score':
        return this.score(condition.score);
      case 'all':
      case 'any':
        return this.group(condition, at, into);
      case 'exempt':
        this.condition(condition.rule, at, into);
        return this.condition(condition.exemption, inside(at, 'exempt', '免予要求：'), into);
      case 'byPurpose':
        this.condition(condition.application, inside(at, 'application', '新申报：'), into);
        return this.condition(condition.renewal, inside(at, 'renewal', '复核：'), into);
      case 'compare':
        return this.compare(condition.measure, condition.bounds, at, into);
      case 'is':
      case 'oneOf': {
        const values = condition.kind === 'is' ? [condition.value] : condition.values;
        const value = values.map((one) => valueText(condition.fact, one, this.dictionary)).join('、');
        into.push({ key: `${at.key}value|${condition.fact}`, subject: at.words + this.fact(condition.fact), value });
        return;
      }
      case 'startsWith':
      case 'judgement':
      case 'notApplicable':
        into.push({
          key: `${at.key}${condition.kind}|${'fact' in condition ? condition.fact : ''}`,
          subject: at.words + ('fact' in condition ? this.fact(condition.fact) : '要求'),
          value: conditionText(condition, this.dictionary),
        });
        return;
      default:
        return leaves(condition, at, into);
    }
  }

  private clause({ rule, ...wording }: Clause): void {
    const demands: Demand[] = [];
    this.parts.set(wording.id, { wording, demands, rule: ruleText(rule) });
    this.condition(rule, { key: '', words: '' }, demands);
  }

  private group({ kind, of }: { kind: 'all' | 'any'; of: Condition[] }, at: Place, into: Demand[]): void {
    if (of.length > 1)
      into.push({
        key: `${at.key}group`,
        subject: `${at.words}各项要求`,
        value: kind === 'all' ? '全部满足' : '满足任意一项',
      });
    const inner = inside(at, kind === 'any' ? 'any' : 'all', '');
    of.forEach((one) =>
      this.condition(one, one.kind === 'all' || one.kind === 'any' ? inside(inner, 'in', '其中：') : inner, into),
    );
  }

  private compare(measure: Measure, bounds: Bound[], at: Place, into: Demand[]): void {
    for (const { comparator, threshold } of bounds) {
      const side = comparator === 'atLeast' || comparator === 'moreThan' ? 'low' : 'high';
      const right = threshold.kind === 'constant' ? threshold.text : measureText(threshold.measure, this.dictionary);
      into.push({
        key: `${at.key}${side}|${canonicalJson(measure)}`,
        subject: at.words + measureText(measure, this.dictionary),
        value: `${COMPARATOR_SIGNS[comparator]} ${right}`,
      });
    }
  }

  private score({ categories, total }: Score): void {
    for (const { indicators, full, atLeast, ...wording } of categories) {
      if (wording.id !== '') this.parts.set(wording.id, { wording, demands: lines(full, atLeast), rule: '' });
      for (const { full: most, points, ...own } of indicators) {
        const demands: Demand[] = [
          { key: 'full', subject: '满分', value: `${most} 分` },
          { key: 'category', subject: '所属类别', value: wording.id },
        ];
        this.parts.set(own.id, { wording: own, demands, rule: canonicalJson(points) });
        this.points(points, { key: '', words: '' }, demands);
      }
    }
    const { full, atLeast, ...wording } = total;
    this.parts.set(wording.id, { wording, demands: lines(full, atLeast), rule: '' });
  }

  private points(points: Points, at: Place, into: Demand[]): void {
    const add = (key: string, subject: string, value: string) =>
      into.push({ key: at.key + key, subject: at.words + subject, value });
    // oxlint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what has no words here shows its values
    switch (points.kind) {
      case 'bands': {
        const what = measureText(points.measure, this.dictionary);
        for (const { bounds, points: earned } of points.bands) {
          const value = bounds.map(({ comparator, text }) => `${COMPARATOR_SIGNS[comparator]} ${text}`).join(' 且 ');
          add(`band|${canonicalJson(points.measure)}|${earned}`, `${what} 得 ${earned} 分`, value);
        }
        return void add('else', `${what} 其余`, `${points.otherwise} 分`);
      }
      case 'ladder':
        for (const { when, points: earned } of points.rungs) add(`rung|${earned}`, `得 ${earned} 分`, this.whole(when));
        return void add('else', '其余', `${points.otherwise} 分`);
      case 'byValue':
        for (const [value, earned] of Object.entries(points.points))
          add(
            `value|${points.fact}|${value}`,
            `${this.fact(points.fact)}为“${valueText(points.fact, value, this.dictionary)}”`,
            `${earned} 分`,
          );
        return;
      case 'betterOf':
        return points.options.forEach((option, i) =>
          this.points(option, inside(at, `option${i}`, `第 ${i + 1} 种算法：`), into),
        );
      case 'count':
        for (const one of points.of) add(`item|${canonicalJson(one)}`, '计数的项目', this.whole(one));
        add('each', '每项', `${points.each} 分`);
        return void add('most', '最多', `${points.atMost} 分`);
      case 'perFull':
        add(
          `every|${canonicalJson(points.measure)}`,
          `${measureText(points.measure, this.dictionary)} 每满`,
          points.every,
        );
        add('each', '每满一次', `${points.points} 分`);
        return void add('most', '最多', `${points.atMost} 分`);
      case 'asPoints':
        return void add(
          `points|${points.fact}`,
          `${this.fact(points.fact)} 直接计分`,
          `${points.from} 至 ${points.to} 分`,
        );
      default:
        return leaves(points, at, into);
    }
  }

  /** A condition with all its parts in one line. */
  private whole(condition: Condition): string {
    if (condition.kind === 'all') return condition.of.map((one) => this.whole(one)).join(' 且 ');
    if (condition.kind === 'any') return condition.of.map((one) => this.whole(one)).join(' 或 ');
    return conditionText(condition, this.dictionary);
  }

  private fact(code: string): string {
    return measureText({ kind: 'fact', fact: code }, this.dictionary);
  }
}

const inside = (at: Place, key: string, words: string): Place => ({ key: `${at.key}${key}/`, words: at.words + words });

const standsHere = ({ id, label }: Clause, at: Place): Demand => ({
  ...{ key: `${at.key}clause|${id}`, subject: `${at.words}条款 ${label}`, value: id, clause: id },
});

const lines = (full: string, atLeast: string | null): Demand[] => [
  { key: 'full', subject: '满分', value: `${full} 分` },
  { key: 'line', subject: '最低分', value: atLeast === null ? '不设' : `${atLeast} 分` },
];

/** Every single value inside something this file has no words for, so that no change of it goes unseen. */
export function leaves(value: unknown, at: Place, into: Demand[], path = ''): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, at, into, path === '' ? key : `${path}.${key}`);
    return;
  }
  into.push({ key: `${at.key}${path}`, subject: at.words + path, value: String(value) });
}
