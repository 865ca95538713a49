import { COMPARATOR_SIGNS } from '../explain/display';
import { measureText } from '../explain/wording';
import type { FactDictionary } from '../fact-dictionary';
import type { Band, Bound, Comparator, Condition, Measure, Score, StandardDocument } from '../document';

/** A number in a standard that can be tried at another value (可调门槛). */
export interface TunableThreshold {
  /** Names it within the release. */
  key: string;
  /** The clause, indicator, category or total it belongs to. */
  clauseId: string;
  label: string;
  comparator: Comparator;
  /** As the standard writes it: `500万`, `3%`; points for a line. */
  text: string;
  /** The number of `text`, and what follows it. */
  value: number;
  suffix: string;
  /** Of a band: its points; null for a condition or a line. */
  points: number | null;
  /** Between which values it may be moved: bands must keep their order. */
  from: number | null;
  to: number | null;
  /** What is compared; null for a line, which is compared with the points. */
  measure: Measure | null;
  /** `研发费用 ÷ 营业收入 ≥ 3% 得 15 分` and the like. */
  shown: string;
}

const NUMBER = /^(-?\d+(?:\.\d+)?)(.*)$/s;
type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object';

function split(text: string): { value: number; suffix: string } | null {
  const match = NUMBER.exec(text.trim());
  return match ? { value: Number(match[1]), suffix: (match[2] ?? '').trim() } : null;
}

interface Place {
  id: string;
  label: string;
}

/** Every place of a threshold, with the means to write another one there. */
interface Found extends TunableThreshold {
  write: (text: string) => void;
}

/** Finds the thresholds of a copy of a document, in the order of the document. */
function find(document: StandardDocument, dictionary: FactDictionary | null): Found[] {
  const about = (measure: Measure) => (dictionary ? `${measureText(measure, dictionary)} ` : '');
  const found: Found[] = [];
  const counts = new Map<string, number>();
  const add = (place: Place, one: Partial<Found> & Pick<Found, 'comparator' | 'text' | 'write'>): void => {
    const number = split(one.text);
    if (!number) return;
    const count = counts.get(place.id) ?? 0;
    counts.set(place.id, count + 1);
    found.push({
      ...{ key: `${place.id}.${count}`, clauseId: place.id, label: place.label, ...number },
      ...{ points: null, from: null, to: null, measure: null },
      ...{ shown: `${COMPARATOR_SIGNS[one.comparator]} ${one.text}`, ...one },
    });
  };
  const line = (place: Place, holder: { atLeast: string | null }) => {
    if (holder.atLeast === null) return;
    const write = (text: string) => (holder.atLeast = text);
    add(place, { comparator: 'atLeast', text: holder.atLeast, shown: `≥ ${holder.atLeast}分`, write });
  };
  const bound = ({ comparator, threshold }: Bound, measure: Measure, place: Place, reward: string) => {
    // a threshold that is a multiple of a parameter is moved by its parameter
    if (threshold.kind !== 'constant' || 'times' in threshold) return;
    const shown = `${about(measure)}${COMPARATOR_SIGNS[comparator]} ${threshold.text}${reward}`;
    add(place, { comparator, text: threshold.text, measure, shown, write: (text) => (threshold.text = text) });
  };
  const bands = (list: Band[], measure: Measure, place: Place) => {
    // bands between two thresholds share their ends; moving one end alone would leave a gap
    if (list.some(({ bounds }) => bounds.length !== 1)) return;
    const values = list.map(({ bounds: [only] }) => split(only?.text ?? ''));
    list.forEach(({ bounds: [only], points }, i) => {
      const own = values[i];
      if (!only || !own || values.some((other) => other?.suffix !== own.suffix)) return;
      const [a, b] = [values[i - 1]?.value ?? null, values[i + 1]?.value ?? null];
      const rising = only.comparator === 'atLeast' || only.comparator === 'moreThan';
      const write = (text: string) => (only.text = text);
      const span = { from: rising ? b : a, to: rising ? a : b };
      const shown = `${about(measure)}${COMPARATOR_SIGNS[only.comparator]} ${only.text} 得 ${points} 分`;
      add(place, {
        comparator: only.comparator,
        text: only.text,
        measure,
        write,
        points: Number(points),
        ...span,
        shown,
      });
    });
  };
  const walk = (value: unknown, place: Place, reward = ''): void => {
    if (Array.isArray(value)) return value.forEach((item) => walk(item, place, reward));
    if (!isObject(value)) return;
    const condition = value as unknown as Condition;
    if (condition.kind === 'clause') return walk(condition.clause.rule, condition.clause);
    if (condition.kind === 'score') return score(condition.score);
    if (condition.kind === 'compare')
      return condition.bounds.forEach((one) => bound(one, condition.measure, place, reward));
    if (value.kind === 'bands') return bands(value.bands as Band[], value.measure as Measure, place);
    // a rung of a ladder says what it earns
    const earns = 'when' in value && typeof value.points === 'string' ? ` 得 ${value.points} 分` : reward;
    Object.values(value).forEach((item) => walk(item, place, earns));
  };
  const score = ({ total, categories }: Score) => {
    for (const category of categories) {
      line(category, category);
      for (const indicator of category.indicators) walk(indicator.points, indicator);
    }
    line(total, total);
  };
  walk(document.requires, { id: '', label: '' });
  return found;
}

/** The thresholds of a release that can be moved; with a dictionary, what they say of which fact is put in words. */
export function tunableThresholds(
  document: StandardDocument,
  dictionary: FactDictionary | null = null,
): TunableThreshold[] {
  return find(structuredClone(document), dictionary).map(({ write: _write, ...threshold }) => threshold);
}

/** The document with some thresholds at other values, by key. Unknown keys are passed over. */
export function withThresholds(document: StandardDocument, texts: ReadonlyMap<string, string>): StandardDocument {
  const copy = structuredClone(document);
  for (const { key, write } of find(copy, null)) {
    const text = texts.get(key);
    if (text !== undefined) write(text);
  }
  return copy;
}
