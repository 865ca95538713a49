import type { Category, Clause, Condition, Indicator, Score, StandardDocument } from '../document';
import { canonicalJson } from '../release';

/** What two releases differ by, as small as a clause: 改变的条款. */
export interface Difference {
  /** Id of the clause, category, indicator or total; empty for how the whole is put together. */
  id: string;
  change: 'changed' | 'added' | 'removed';
  label: string;
}

/** Everything of a document that has an id. A score goes by the id of its total. */
interface Parts {
  clauses: Map<string, Clause>;
  scores: Map<string, Score>;
  categories: Map<string, Category>;
  indicators: Map<string, Indicator>;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The id a condition is reported under, or null. */
export function idOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  if (value.kind === 'clause') return (value.clause as Clause).id;
  return value.kind === 'score' ? (value.score as Score).total.id : null;
}

function partsOf(document: StandardDocument): Parts {
  const parts: Parts = { clauses: new Map(), scores: new Map(), categories: new Map(), indicators: new Map() };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isObject(value)) return;
    if (value.kind === 'clause') parts.clauses.set((value.clause as Clause).id, value.clause as Clause);
    if (value.kind === 'score') {
      const score = value.score as Score;
      parts.scores.set(score.total.id, score);
      for (const category of score.categories) {
        parts.categories.set(category.id, category);
        for (const indicator of category.indicators) parts.indicators.set(indicator.id, indicator);
      }
    }
    Object.values(value).forEach(walk);
  };
  walk(document.requires);
  return parts;
}

const isIn = (item: unknown, common: ReadonlySet<string>) => common.has(idOf(item) ?? '') || idOf(item) === null;
/** The parts of these stand in no order. */
const UNORDERED: ReadonlySet<unknown> = new Set(['all', 'any']);

/** What decides, without the words and without what has an id of its own; list members that only one side has drop out. */
function skeleton(value: unknown, common: ReadonlySet<string>, isUnordered = false): unknown {
  if (Array.isArray(value)) {
    const parts = value.filter((item) => isIn(item, common)).map((item) => skeleton(item, common));
    return isUnordered ? parts.map(canonicalJson).sort() : parts;
  }
  if (!isObject(value)) return value;
  const id = idOf(value);
  if (id !== null) return { ref: id };
  const sorted = UNORDERED.has(value.kind);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, skeleton(item, common, sorted)]));
}

/** What a category or total asks itself. */
function own(value: object, lists: readonly string[]): unknown {
  const words = ['id', 'label', 'text', 'article', 'confidence', 'full', ...lists];
  return Object.fromEntries(Object.entries(value).filter(([key]) => !words.includes(key)));
}

/** The same document where a group of indicators that is no category has an id all the same. */
function named(document: StandardDocument): StandardDocument {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    if (value.kind !== 'score')
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
    const score = value.score as Score;
    const categories = score.categories.map((one) => (one.id === '' ? { ...one, id: `${score.total.id}-items` } : one));
    return { ...value, score: { ...score, categories } };
  };
  return { ...document, requires: walk(document.requires) as Condition[] };
}

const ownOfScore = ({ total, ...rest }: Score) => [own(total, []), own(rest, ['categories'])];
const ownOfIndicator = (indicator: Indicator) => own({ ...indicator, weight: indicator.full }, []);
const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);

/** Two releases taken apart, and put together again with any of their differences undone. */
export class Differences {
  readonly list: readonly Difference[];
  private readonly before: Parts;
  private readonly after: Parts;
  private readonly byId: ReadonlyMap<string, Difference>;

  private readonly old: StandardDocument;
  private readonly next: StandardDocument;
  /** Ids that both have. */
  private readonly common: ReadonlySet<string>;

  constructor(old: StandardDocument, next: StandardDocument) {
    this.old = named(old);
    this.next = named(next);
    this.before = partsOf(this.old);
    this.after = partsOf(this.next);
    const kinds = ['clauses', 'scores', 'categories', 'indicators'] as const;
    this.common = new Set(
      kinds.flatMap((kind) => [...this.after[kind].keys()].filter((id) => this.before[kind].has(id))),
    );
    const found = new Map<string, Difference>();
    this.find((id, change, label) => found.set(id, { id, change, label }));
    this.byId = found;
    this.list = [...found.values()];
  }

  private find(note: (id: string, change: Difference['change'], label: string) => void): void {
    const { before, after, common } = this;
    const members = (a: unknown, b: unknown): void => {
      const [left, right] = [oneSided(a, common), oneSided(b, common)];
      for (const item of left) note(idOf(item) ?? '', 'removed', labelOf(item));
      for (const item of right) note(idOf(item) ?? '', 'added', labelOf(item));
    };
    const compare = (id: string, label: string, a: unknown, b: unknown) => {
      if (same(skeleton(a, common, id === ''), skeleton(b, common, id === ''))) members(a, b);
      else note(id, 'changed', label);
    };
    const lists = (a: readonly (Category | Indicator)[], b: readonly (Category | Indicator)[]) => {
      for (const one of a) if (!b.some(({ id }) => id === one.id)) note(one.id, 'removed', one.label);
      for (const one of b) if (!a.some(({ id }) => id === one.id)) note(one.id, 'added', one.label);
    };
    compare('', '标准的结构', this.old.requires, this.next.requires);
    for (const [id, clause] of after.clauses) {
      const was = before.clauses.get(id);
      if (was) compare(id, clause.label, was.rule, clause.rule);
    }
    for (const [id, score] of after.scores) {
      const was = before.scores.get(id);
      if (!was) continue;
      if (!same(ownOfScore(was), ownOfScore(score))) note(id, 'changed', score.total.label);
      lists(was.categories, score.categories);
    }
    for (const [id, category] of after.categories) {
      const was = before.categories.get(id);
      if (!was) continue;
      if (!same(own(was, ['indicators']), own(category, ['indicators']))) note(id, 'changed', category.label);
      lists(was.indicators, category.indicators);
    }
    for (const [id, indicator] of after.indicators) {
      const was = before.indicators.get(id);
      if (was && !same(ownOfIndicator(was), ownOfIndicator(indicator))) note(id, 'changed', indicator.label);
    }
  }

  /** The new release with these differences put back to what the old one says. */
  putBack(ids: ReadonlySet<string>): StandardDocument {
    return { ...this.next, requires: this.rules('', this.old.requires, this.next.requires, ids) as Condition[] };
  }

  private has(id: string, change: Difference['change']): boolean {
    return this.byId.get(id)?.change === change;
  }

  /** The rule of a clause (or the whole) from the right side, with what it contains from the right side. */
  private rules(id: string, before: unknown, after: unknown, ids: ReadonlySet<string>): unknown {
    return this.has(id, 'changed') && ids.has(id)
      ? this.rebuild(before, undefined, ids)
      : this.rebuild(after, this.has(id, 'changed') ? undefined : before, ids);
  }

  /** `other` is the same place of the old release, from which removed members come back. */
  private rebuild(value: unknown, other: unknown, ids: ReadonlySet<string>): unknown {
    if (Array.isArray(value)) {
      const isKept = (item: unknown) => !(this.has(idOf(item) ?? '-', 'added') && ids.has(idOf(item) ?? ''));
      const others: unknown[] = Array.isArray(other) ? other : [];
      const stays = others.filter((item) => !this.has(idOf(item) ?? '-', 'removed'));
      const back = others.filter((item) => this.has(idOf(item) ?? '-', 'removed') && ids.has(idOf(item) ?? ''));
      const kept = value.flatMap((item: unknown) => {
        const partner = this.partner(item, stays);
        return isKept(item) ? [this.rebuild(item, partner, ids)] : [];
      });
      return [...kept, ...back.map((item: unknown) => this.rebuild(item, undefined, ids))];
    }
    if (!isObject(value)) return value;
    if (value.kind === 'clause') return { kind: 'clause', clause: this.clause((value.clause as Clause).id, ids) };
    if (value.kind === 'score') return { kind: 'score', score: this.score((value.score as Score).total.id, ids) };
    const partner = isObject(other) ? other : {};
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.rebuild(item, partner[key], ids)]));
  }

  /** The part of the old release that says the same; taken out, so that each is found once. */
  private partner(item: unknown, others: unknown[]): unknown {
    if (idOf(item) !== null || others.length === 0) return undefined;
    const key = canonicalJson(skeleton(item, this.common));
    const at = others.findIndex((other) => idOf(other) === null && canonicalJson(skeleton(other, this.common)) === key);
    return at < 0 ? undefined : others.splice(at, 1)[0];
  }

  private clause(id: string, ids: ReadonlySet<string>): Clause {
    const [was, is] = [this.before.clauses.get(id), this.after.clauses.get(id)];
    const base = (is ?? was) as Clause;
    if (!was || !is) return { ...base, rule: this.rebuild(base.rule, undefined, ids) as Condition };
    return { ...base, rule: this.rules(id, was.rule, is.rule, ids) as Condition };
  }

  private score(id: string, ids: ReadonlySet<string>): Score {
    const [was, is] = [this.before.scores.get(id), this.after.scores.get(id)];
    const base = this.side(id, was, is, ids);
    return {
      ...base,
      categories: this.members(was?.categories ?? [], is?.categories ?? [], ids).map((one) =>
        this.category(one.id, ids),
      ),
    };
  }

  private category(id: string, ids: ReadonlySet<string>): Category {
    const [was, is] = [this.before.categories.get(id), this.after.categories.get(id)];
    const indicators = this.members(was?.indicators ?? [], is?.indicators ?? [], ids);
    return {
      ...this.side(id, was, is, ids),
      indicators: indicators.map((one) => this.indicator(one.id, ids)),
    };
  }

  private indicator(id: string, ids: ReadonlySet<string>): Indicator {
    return this.side(id, this.before.indicators.get(id), this.after.indicators.get(id), ids);
  }

  private side<T>(id: string, was: T | undefined, is: T | undefined, ids: ReadonlySet<string>): T {
    return (was !== undefined && (is === undefined || ids.has(id)) ? was : is) as T;
  }

  private members<T extends { id: string }>(was: readonly T[], is: readonly T[], ids: ReadonlySet<string>): T[] {
    const kept = is.filter(({ id }) => !(this.has(id, 'added') && ids.has(id)));
    // in an old part that is gone as a whole, or comes back as one, all its members stay together
    const back = was.filter(
      ({ id }) => (is.length === 0 || this.has(id, 'removed')) && (is.length === 0 || ids.has(id)),
    );
    return [...kept, ...back.filter(({ id }) => !kept.some((one) => one.id === id))];
  }
}

function labelOf(value: unknown): string {
  const { clause, score } = value as { clause?: Clause; score?: Score };
  return clause?.label ?? score?.total.label ?? '';
}

/** Members of lists, at corresponding places, that only this side has. */
function oneSided(value: unknown, common: ReadonlySet<string>): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => {
      const id = idOf(item);
      return id === null ? oneSided(item, common) : common.has(id) ? [] : [item];
    });
  if (!isObject(value) || idOf(value) !== null) return [];
  return Object.values(value).flatMap((item) => oneSided(item, common));
}
