import { formatScaled, readScaled } from '@tidu/kernel';
import type {
  Band,
  Bound,
  Category,
  ClassTable,
  Comparator,
  Condition,
  Indicator,
  Measure,
  Points,
  Score,
  StandardDocument,
} from '../document';
import { COMPARATOR_SIGNS } from '../explain/display';
import { conditionText, measureText, valueText } from '../explain/wording';
import type { FactDictionary } from '../fact-dictionary';
import { measureShape } from '../measure-shape';
import { parsePoints, parseThreshold, type Shape } from '../threshold';
import { nearestBelow } from './attainable';

/** A document that says something slightly else. Good cases tell it from the original. */
export interface Variant {
  /** The clause, indicator, category or total it belongs to. */
  clause: string;
  /** What no case shows, if none tells the two apart; in Chinese. */
  what: string;
  /**
   * Of a border that takes in its number or not: what is compared with which number. Where one alternative begins
   * where the other ends, it is enough that the cases tell which of the two takes the number.
   */
  border?: string;
  /** The answer a case must expect so that it counts: an alternative is shown by a case that it alone makes met. */
  expected?: 'met' | 'unmet';
  document: StandardDocument;
}

type Edit = Omit<Variant, 'document'> & { apply: () => void };

const NOT_APPLICABLE: Condition = { kind: 'notApplicable' };
/** The same comparison with, or without, the number itself. */
const OTHER_END: Readonly<Record<Comparator, Comparator>> = {
  atLeast: 'moreThan',
  moreThan: 'atLeast',
  atMost: 'lessThan',
  lessThan: 'atMost',
};
const LEADING_NUMBER = /^-?\d+(?:\.\d+)?/;

/** A fifth more or less: `3%` becomes `2.4%`; a threshold of nothing becomes a hundredth of its unit. */
function moved(text: string, down: boolean): string {
  const number = LEADING_NUMBER.exec(text)?.[0] ?? '0';
  const value = readScaled(number, 6);
  if (typeof value !== 'bigint') return text;
  const size = value < 0n ? -value : value;
  const step = size === 0n ? 10_000n : size / 5n;
  return formatScaled(down ? value - step : value + step, 6) + text.slice(number.length);
}

/** One smallest step more or less: `500万` becomes `4999999.99元`. */
function stepped(text: string, { unit, scale }: Shape, down: boolean): string {
  const value = parseThreshold(text, { unit, scale }).num + (down ? -1n : 1n);
  return unit === '1' ? `${formatScaled(value, scale - 2)}%` : `${formatScaled(value, scale)}${unit}`;
}

/** One ten-thousandth of a point more. */
const more = (points: string): string => formatScaled(parsePoints(points) + 1, 4);

/** Collects what can be said otherwise in a document; `apply` changes that very document. */
class Edits {
  readonly list: Edit[] = [];
  private clause = '';

  constructor(private readonly dictionary: FactDictionary) {}

  private add(what: string, apply: () => void, more: Pick<Variant, 'border' | 'expected'> = {}): void {
    this.list.push({ clause: this.clause, what, apply, ...more });
  }

  conditions(holder: Condition[], way: string, expected?: 'met' | 'unmet'): void {
    holder.forEach((condition, i) => {
      const what = `${this.words(condition)}：没有用例表明${way}`;
      this.add(what, () => (holder[i] = NOT_APPLICABLE), { expected });
      this.condition(condition);
    });
  }

  condition(condition: Condition): void {
    // oxlint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others have neither lines nor parts
    switch (condition.kind) {
      case 'compare':
        return condition.bounds.forEach((bound) => this.bound(bound, condition.measure));
      case 'oneOf':
        return this.oneOf(condition);
      case 'all':
        return this.conditions(condition.of, '少了它就不满足', 'unmet');
      case 'any':
        return this.conditions(condition.of, '只靠它也满足', 'met');
      case 'exempt':
        this.add('没有用例免予要求', () => (condition.exemption = NOT_APPLICABLE), { expected: 'met' });
        this.condition(condition.rule);
        return this.condition(condition.exemption);
      case 'byPurpose': {
        const { application, renewal } = condition;
        this.add('没有用例表明新申报与复核不同', () => Object.assign(condition, { application: renewal, renewal: application })); // prettier-ignore
        this.condition(application);
        return this.condition(renewal);
      }
      case 'score':
        return this.score(condition.score);
      case 'classify':
        return this.table(condition.table);
      case 'clause': {
        const outer = this.clause;
        this.clause = condition.clause.id;
        this.condition(condition.clause.rule);
        this.clause = outer;
        return;
      }
      default:
    }
  }

  private words(condition: Condition): string {
    return condition.kind === 'clause' ? condition.clause.label : conditionText(condition, this.dictionary);
  }

  private bound(bound: Bound, measure: Measure): void {
    const { comparator, threshold } = bound;
    const right = threshold.kind === 'constant' ? threshold.text : measureText(threshold.measure, this.dictionary);
    const line = `${measureText(measure, this.dictionary)} ${COMPARATOR_SIGNS[comparator]} ${right}`;
    const border = `${this.clause} ${measureText(measure, this.dictionary)} ${right}`;
    this.add(`${line}：没有用例恰好在线上`, () => (bound.comparator = OTHER_END[comparator]), { border });
    if (threshold.kind !== 'constant') return;
    const { text } = threshold;
    this.add(`${line}：没有用例紧挨在线外`, () => (threshold.text = this.looser(text, comparator, measure)));
  }

  /**
   * A threshold that answers otherwise right beside the line, on the side where the line's own answer ends: for a
   * single fact by its smallest step, so that only a case just there sees it.
   */
  private looser(text: string, comparator: Comparator, measure: Measure): string {
    const lower = comparator === 'atLeast' || comparator === 'moreThan';
    const strict = comparator === 'moreThan' || comparator === 'lessThan';
    // a line that does not include its number fails on it already: there the far side is the met one
    const down = lower !== strict;
    const shape = measureShape(measure, this.dictionary);
    const whole = measure.kind === 'fact' || (measure.kind !== 'ratio' && shape.unit !== '1');
    return whole ? stepped(text, shape, down) : moved(text, down);
  }

  private oneOf(condition: Condition & { kind: 'oneOf' }): void {
    const { fact, values } = condition;
    for (const value of this.dictionary.get(fact).values) {
      const inside = values.includes(value);
      const others = inside ? values.filter((one) => one !== value) : [...values, value];
      const what = `${valueText(fact, value, this.dictionary)}：没有用例表明它${inside ? '算' : '不算'}`;
      this.add(what, () => (condition.values = others));
    }
  }

  private table({ rows }: ClassTable): void {
    for (const { label, limits } of rows)
      for (const { fact, atLeast } of limits)
        atLeast.forEach((text, i) => {
          const line = `${label} ${this.dictionary.get(fact).label} ≥ ${text}`;
          this.add(`${line}：没有用例恰好在线上`, () => (atLeast[i] = stepped(text, this.dictionary.get(fact), false)));
          this.add(`${line}：没有用例紧挨在线外`, () => (atLeast[i] = stepped(text, this.dictionary.get(fact), true)));
        });
  }

  private score({ categories, total }: Score): void {
    const outer = this.clause;
    for (const category of categories) this.category(category);
    this.clause = total.id;
    this.line(
      total,
      categories.flatMap(({ indicators }) => indicators),
    );
    this.clause = outer;
  }

  private category(category: Category): void {
    for (const { id, points } of category.indicators) {
      this.clause = id;
      this.points(points);
    }
    this.clause = category.id;
    this.line(category, category.indicators);
  }

  private line(holder: { atLeast: string | null }, indicators: readonly Indicator[]): void {
    const { atLeast } = holder;
    if (atLeast === null) return;
    this.add(`≥ ${atLeast} 分：没有用例恰好在线上`, () => (holder.atLeast = more(atLeast)));
    const below = nearestBelow(parsePoints(atLeast), indicators);
    if (below === null) return;
    const text = formatScaled(below, 4);
    this.add(`≥ ${atLeast} 分：没有用例紧挨在线外（${text} 分）`, () => (holder.atLeast = text));
  }

  /** One more ten-thousandth of a point: whoever states the points exactly sees it. */
  private worth<K extends string>(holder: Record<K, string>, key: K, what: string): void {
    const text = holder[key];
    this.add(`${what} ${text} 分：没有用例得这个分`, () => (holder[key] = more(text)));
  }

  private points(points: Points): void {
    switch (points.kind) {
      case 'bands':
        points.bands.forEach((band) => this.band(band, points.measure));
        return this.worth(points, 'otherwise', '其余');
      case 'byValue':
        for (const value of Object.keys(points.points))
          this.worth(points.points, value, valueText(points.fact, value, this.dictionary));
        return;
      case 'ladder':
        for (const rung of points.rungs) {
          this.condition(rung.when);
          this.worth(rung, 'points', this.words(rung.when));
        }
        return this.worth(points, 'otherwise', '其余');
      case 'betterOf':
        points.options.forEach((option, i) => {
          const rest = points.options.filter((_, k) => k !== i);
          this.add(`第 ${i + 1} 种算法：没有用例靠它得分`, () => (points.options = rest));
          this.points(option);
        });
        return;
      case 'count':
        this.worth(points, 'each', '每项');
        this.worth(points, 'atMost', '最多');
        return this.conditions(points.of, '它计入项数');
      case 'perFull':
        this.perFull(points);
        this.worth(points, 'points', '每满一次');
        return this.worth(points, 'atMost', '最多');
      case 'benchmark':
        return this.benchmark(points);
      case 'minMax':
        for (const key of ['weight', 'from', 'to'] as const) this.worth(points, key, key);
        return;
      case 'asPoints':
    }
  }

  private band(band: Band, measure: Measure): void {
    for (const bound of band.bounds) {
      const { comparator, text } = bound;
      const line = `${measureText(measure, this.dictionary)} ${COMPARATOR_SIGNS[comparator]} ${text}`;
      this.add(`${line}：没有用例恰好在线上`, () => (bound.comparator = OTHER_END[comparator]));
      this.add(`${line}：没有用例紧挨在线外`, () => (bound.text = this.looser(text, comparator, measure)));
    }
    this.worth(band, 'points', '这一档');
  }

  private perFull(points: Points & { kind: 'perFull' }): void {
    const { every, measure } = points;
    const other = (down: boolean) => (measure.kind === 'fact' ? stepped(every, this.dictionary.get(measure.fact), down) : moved(every, down)); // prettier-ignore
    this.add(`每满 ${every}：没有用例恰好满`, () => (points.every = other(false)));
    this.add(`每满 ${every}：没有用例紧挨着不满`, () => (points.every = other(true)));
  }

  private benchmark(points: Points & { kind: 'benchmark' }): void {
    const { benchmark, atMost, whenMissing } = points;
    this.worth(points, 'weight', '权重');
    this.add(`基准值 ${benchmark}：没有用例按它得分`, () => (points.benchmark = moved(benchmark, false)));
    if (atMost !== null) this.add(`封顶 ${atMost} 分：没有用例到顶`, () => (points.atMost = null));
    if (whenMissing) this.add('没有用例取同批企业的平均分', () => (points.whenMissing = null));
  }
}

function editsOf(document: StandardDocument, dictionary: FactDictionary): Edit[] {
  const edits = new Edits(dictionary);
  document.requires.forEach((condition) => edits.condition(condition));
  return edits.list;
}

/**
 * Every way in which one threshold, one border, one alternative, one exemption or one number of points could be
 * another: what the cases beside a standard must tell apart, all together.
 */
export function variantsOf(document: StandardDocument, dictionary: FactDictionary): Variant[] {
  return editsOf(document, dictionary).map(({ apply: _apply, ...words }, i) => {
    const copy = structuredClone(document);
    editsOf(copy, dictionary)[i]?.apply();
    return { ...words, document: copy };
  });
}
