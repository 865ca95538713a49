import { isDay } from '@tidu/kernel';
import { isMap, type Node } from 'yaml';
import type { Evaluator } from '../compile/compile-standard';
import type { ClassTable, Condition } from '../document';
import type { Interval } from '../evaluate';
import type { FactDefinition, FactValue } from '../fact';
import { MapReader, Source, textOf } from '../load/source';
import { OUTCOME_LABELS, type OutcomeName } from '../outcome';
import { PURPOSES, type Purpose } from '../purpose';
import { parseThreshold, ThresholdError } from '../threshold';

/** What a case expects of the whole or of one clause. */
export interface Expectation {
  outcome: OutcomeName | null;
  points: Interval | null;
  /** The class a table by code gives. */
  value?: string | null;
}

/** One case: facts in, expectations out, and the line an official finds it at. */
export interface Case {
  name: string;
  line: number;
  purpose: Purpose;
  facts: Map<string, FactValue>;
  whole: Expectation | null;
  clauses: Map<string, Expectation>;
  /** Whether the case is judged among the cohort written beside the standard. */
  cohort: boolean;
}

/** How a standard stands on a day for a purpose. */
export type DayState = 'before' | 'inForce' | 'after' | 'never';
export const DAY_LABELS: Readonly<Record<DayState, string>> = {
  before: '未施行',
  inForce: '施行',
  after: '已停止',
  never: '不适用',
};

/** What the cases file says of one day: whether the standard holds for the purpose. */
export interface DayCase {
  line: number;
  purpose: Purpose;
  /** YYYY-MM-DD. */
  day: string;
  expected: DayState;
}

/** The word for a missing fact. */
const MISSING = '缺';
const LABELS = Object.entries(OUTCOME_LABELS) as [OutcomeName, string][];
const DAY_WORDS = Object.entries(DAY_LABELS) as [DayState, string][];
const EXPECTATION = /^(?:(\d+(?:\.\d+)?)(?:~(\d+(?:\.\d+)?))?)?\s*(\D*)$/;

/** Reads a fact in natural units: `500万`, `70%`, `2年`, `是`, an enum's code or name, `缺`. */
export function readNatural(text: string, fact: FactDefinition): FactValue {
  if (text === MISSING) return null;
  if (fact.type === 'boolean') {
    if (text === '是' || text === '否') return text === '是';
    throw new ThresholdError(`${fact.code} 应写 是、否 或 缺，现在是“${text}”`);
  }
  if (fact.type === 'code') return text;
  if (fact.type === 'enum') {
    const value = fact.values.find((code, i) => code === text || fact.valueLabels[i] === text);
    if (value !== undefined) return value;
    throw new ThresholdError(`${fact.code} 没有“${text}”这个取值，可用 ${fact.values.join('、')}`);
  }
  const { num, den } = parseThreshold(text, fact);
  if (den !== 1n) throw new ThresholdError(`${fact.code} 最多 ${fact.scale} 位小数，“${text}”过细`);
  if ((fact.min !== null && num < fact.min) || (fact.max !== null && num > fact.max))
    throw new ThresholdError(`“${text}”超出 ${fact.code} 的取值范围`);
  return num >= -9007199254740991n && num <= 9007199254740991n ? Number(num) : num;
}

/** `20`, `10~20`, `10~20 缺数据`, `不满足`. */
function readExpectation(text: string): Expectation {
  const match = EXPECTATION.exec(text);
  const word = match?.[3]?.trim() ?? '';
  const outcome = word === '' ? null : LABELS.find(([name, label]) => label === word || name === word)?.[0];
  if (!match || outcome === undefined || (outcome === null && match[1] === undefined))
    throw new ThresholdError(
      `“${text}”不是预期结果，请写分值（20 或 10~20）、${LABELS.map(([, label]) => label).join('、')} 或两者`,
    );
  const min = match[1] === undefined ? null : Number(match[1]);
  return { outcome, points: min === null ? null : { min, max: Number(match[2] ?? match[1]) } };
}

function wrongClass(text: string): never {
  throw new ThresholdError(`标准里没有“${text}”这一类`);
}

/** Tables by code among conditions, also inside clauses. */
function tablesOf(conditions: readonly Condition[]): ClassTable[] {
  return conditions.flatMap((condition) => {
    if (condition.kind === 'classify') return [condition.table];
    return condition.kind === 'clause' ? tablesOf([condition.clause.rule]) : [];
  });
}

/** Reads a cases file for one evaluator; all that is wrong with the file is noted with its line. */
export class CasesReader {
  readonly source: Source;
  readonly cases: Case[] = [];
  /** Sheets of the cohort, for cases that say so. */
  readonly cohort: Map<string, FactValue>[] = [];
  /** Days on which the standard holds or doesn't, by purpose. */
  readonly days: DayCase[] = [];

  constructor(
    private readonly evaluator: Evaluator,
    file: string,
  ) {
    this.source = new Source(file, 'CRITERIA.BAD_CASES');
  }

  read(text: string): Case[] {
    const top = this.source.parse(text);
    if (top) {
      const reader = new MapReader(this.source, top);
      const { id } = this.evaluator.release;
      if (reader.text('standard') !== id) this.source.fail(reader.place('standard'), `这些用例应属于 ${id}`);
      const given = reader.has('given') ? this.facts(reader, 'given') : new Map<string, FactValue>();
      if (reader.has('days')) this.readDays(reader);
      if (reader.has('cohort')) for (const node of reader.list('cohort')) this.member(node);
      if (reader.has('cases')) for (const node of reader.list('cases')) this.single(node, given);
      if (reader.has('series')) for (const node of reader.list('series')) this.series(node, given);
      reader.done('standard、given、days、cohort、cases、series');
      if (this.cases.length === 0) this.source.fail(top, '没有任何用例');
    }
    this.source.throwIfBad('用例');
    return this.cases;
  }

  private single(node: Node, given: ReadonlyMap<string, FactValue>): void {
    if (!isMap(node)) return this.source.fail(node, '每个用例应写明 name、facts 和 expect');
    const reader = new MapReader(this.source, node);
    const name = reader.text('name');
    const purpose = reader.choice('purpose', PURPOSES, 'application');
    const facts = new Map([...given, ...(reader.has('facts') ? this.facts(reader, 'facts') : [])]);
    if (reader.choice('rest', ['missing', 'lowest'], 'missing') === 'lowest') this.fillLowest(facts);
    const expect = reader.map('expect');
    if (expect) {
      const whole = this.whole(expect);
      const clauses = expect.has('clauses') ? this.expectations(expect) : new Map<string, Expectation>();
      expect.done('outcome、points、value、clauses');
      const cohort = reader.choice('cohort', ['given', 'none'], 'none') === 'given';
      this.cases.push({ name, line: this.source.lineOf(node), purpose, facts, whole, clauses, cohort });
    }
    reader.done('name、purpose、cohort、facts、rest、expect');
  }

  /** One fact varied while others stay: each step is a case for one clause, so both sides of a line stand together. */
  private series(node: Node, given: ReadonlyMap<string, FactValue>): void {
    if (!isMap(node)) return this.source.fail(node, '每组应写明 clause、vary 和 steps');
    const reader = new MapReader(this.source, node);
    const clause = this.clauseId(reader.text('clause'), reader.get('clause'));
    const vary = reader.text('vary');
    const fact = this.source.attempt(reader.get('vary'), () => this.evaluator.dictionary.get(vary));
    const purpose = reader.choice('purpose', PURPOSES, 'application');
    const facts = new Map([...given, ...(reader.has('facts') ? this.facts(reader, 'facts') : [])]);
    for (const { key, keyNode, value } of reader.map('steps')?.entries() ?? []) {
      const step = fact && this.source.attempt(keyNode, () => readNatural(key, fact));
      const expected = this.expectation(value);
      if (!fact || !expected) continue;
      const own = new Map(facts).set(vary, step);
      const name = `${clause}：${fact.label} ${key}`;
      const line = this.source.lineOf(keyNode);
      // a class is what the standard as a whole gives
      const whole = expected.value === undefined ? null : expected;
      const clauses = whole ? new Map<string, Expectation>() : new Map([[clause, expected]]);
      this.cases.push({ name, line, purpose, facts: own, whole, clauses, cohort: false });
    }
    reader.done('clause、vary、purpose、facts、steps');
  }

  /** `days: { application: { 2026-03-31: 施行, 2026-04-01: 已停止 } }`. */
  private readDays(reader: MapReader): void {
    const inner = reader.map('days');
    if (!inner) return;
    for (const purpose of PURPOSES) {
      if (!inner.has(purpose)) continue;
      for (const { key: day, keyNode, value } of inner.map(purpose)?.entries() ?? []) {
        if (!isDay(day)) this.source.fail(keyNode, `“${day}”不是日期，请写成 2026-04-01 的形式`);
        const word = textOf(value) ?? '';
        const found = DAY_WORDS.find(([name, label]) => label === word || name === word);
        if (found) this.days.push({ line: this.source.lineOf(keyNode), purpose, day, expected: found[0] });
        else this.source.fail(value ?? keyNode, `“${word}”应为 ${DAY_WORDS.map(([, label]) => label).join('、')} 之一`);
      }
    }
    inner.done(PURPOSES.join('、'));
  }

  private facts(reader: MapReader, key: string): Map<string, FactValue> {
    const inner = reader.map(key);
    return inner ? this.factsOf(inner) : new Map<string, FactValue>();
  }

  private factsOf(reader: MapReader): Map<string, FactValue> {
    const facts = new Map<string, FactValue>();
    for (const { key: code, keyNode, value } of reader.entries()) {
      const fact = this.source.attempt(keyNode, () => this.evaluator.dictionary.get(code));
      if (fact)
        facts.set(
          code,
          this.source.attempt(value, () => readNatural(textOf(value) ?? '', fact)),
        );
    }
    return facts;
  }

  private whole(expect: MapReader): Expectation {
    const read = (key: string) => {
      const text = expect.optionalText(key);
      return text === null ? null : this.source.attempt(expect.get(key), () => readExpectation(text));
    };
    const value = expect.optionalText('value');
    const given =
      value === null
        ? undefined
        : this.source.attempt(expect.get('value'), () => this.classOf(value) ?? wrongClass(value));
    return {
      ...{ outcome: read('outcome')?.outcome ?? null, points: read('points')?.points ?? null },
      ...(typeof given === 'string' && { value: given }),
    };
  }

  private member(node: Node): void {
    if (!isMap(node)) return this.source.fail(node, '同批企业每家写成 { 指标: 数值 }');
    this.cohort.push(this.factsOf(new MapReader(this.source, node)));
  }

  /** What a step of a series expects: points, an outcome, or the class of a table by code. */
  private expectation(node: Node | null): Expectation | null {
    const text = textOf(node) ?? '';
    const value = this.classOf(text);
    if (value !== null) return { outcome: null, points: null, value };
    return this.source.attempt(node, () => readExpectation(text));
  }

  /** The class of this name, by code or label; null when the standard gives none of it. */
  private classOf(text: string): string | null {
    for (const { gives, classes } of tablesOf(this.evaluator.release.document.requires)) {
      const { values, valueLabels } = this.evaluator.dictionary.get(gives);
      const found = classes.find((code) => code === text || valueLabels[values.indexOf(code)] === text);
      if (found !== undefined) return found;
    }
    return null;
  }

  private expectations(expect: MapReader): Map<string, Expectation> {
    const clauses = new Map<string, Expectation>();
    for (const { key, keyNode, value } of expect.map('clauses')?.entries() ?? []) {
      const expected = this.source.attempt(value, () => readExpectation(textOf(value) ?? ''));
      if (expected) clauses.set(this.clauseId(key, keyNode), expected);
    }
    return clauses;
  }

  private clauseId(id: string, node: Node | null): string {
    if (!this.evaluator.clauseIds.includes(id)) this.source.fail(node, `标准里没有编号“${id}”`);
    return id;
  }

  /** Everything the standard needs and the case does not name: 0, no, or the last value of a list. */
  private fillLowest(facts: Map<string, FactValue>): void {
    for (const code of this.evaluator.slots) {
      if (facts.has(code)) continue;
      const fact = this.evaluator.dictionary.get(code);
      if (fact.type === 'boolean') facts.set(code, false);
      else if (fact.type === 'enum') facts.set(code, fact.values.at(-1) ?? null);
      else if (fact.min !== null) facts.set(code, fact.min <= 0n ? 0 : null); // there is no rank 0: it stays missing
    }
  }
}
