import { COMPARATORS, RULE_WORDS, TESTS } from '../load/conditions';
import { TITLE_KINDS } from '../load/load-standard';
import { MEASURE_WORDS } from '../load/measures';
import { POINT_WORDS } from '../load/points';
import { PURPOSES } from '../purpose';

/** JSON Schema (draft 7), as far as it is used here. */
export type Schema = { [key: string]: unknown };

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const listOf = (items: Schema, minItems = 1): Schema => ({ type: 'array', items, minItems });
/** A map with these keys and no others. */
function map(properties: Record<string, Schema>, required: readonly string[], more: Schema = {}): Schema {
  return { type: 'object', properties, required, additionalProperties: false, ...more };
}
/** Exactly one of these words begins the map; the reader says so too, an editor shows it earlier. */
const oneWord = (words: readonly string[]): Schema => ({ oneOf: words.map((word) => ({ required: [word] })) });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

const text: Schema = { type: ['string', 'number', 'boolean'] };
const pair = { ...listOf(ref('part'), 2), maxItems: 2 };

const wording = {
  id: described({ type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' }, '编号：结果按它逐条比较，定了不改'),
  label: described(text, '几个字的名称'),
  text: described(text, '要求，用自己的话写'),
  article: described(text, '出处：附件、条款'),
  confidence: described({ enum: ['A', 'B', 'C'] }, 'A 见过原文 · B 多份资料一致 · C 只有一份或有疑问'),
};

const measures: Record<(typeof MEASURE_WORDS)[number] | 'years', Schema> = {
  fact: described({ type: 'string' }, '指标代码，见 seeds/facts.csv'),
  sum: described(listOf(ref('part'), 2), '合计'),
  mean: described(listOf(ref('part'), 2), '平均'),
  ratio: described(pair, '前一个 ÷ 后一个'),
  growth: described(pair, '增长率：本期、基期'),
  compoundGrowth: described(pair, '复合增长率：期末、期初，另写 years'),
  years: described({ type: 'integer', minimum: 2, maximum: 9 }, '复合增长的年数'),
};

const bounds = Object.fromEntries(COMPARATORS.map((word) => [word, ref('threshold')]));
const tests: Record<(typeof TESTS)[number], Schema> = {
  is: text,
  oneOf: listOf(text),
  startsWith: listOf(text),
  ...(bounds as Record<(typeof COMPARATORS)[number], Schema>),
};

const rules: Record<(typeof RULE_WORDS)[number], Schema> = {
  all: described(listOf(ref('condition')), '全部满足'),
  any: described(listOf(ref('condition')), '满足任意一项'),
  byPurpose: map(Object.fromEntries(PURPOSES.map((purpose) => [purpose, ref('condition')])), PURPOSES),
  judgement: described({ type: 'string' }, '由人判断的指标'),
  score: ref('score'),
  classify: ref('classify'),
  ...measures,
};
const rule = { ...rules, ...measures, ...tests, exempt: described(ref('condition'), '满足即免予要求') };

const whenMissing = map({ fact: { type: 'string' }, takes: { enum: ['cohortAverage'] } }, ['fact', 'takes']);
const points: Record<(typeof POINT_WORDS)[number], Schema> = {
  bands: listOf(map({ points: text, ...Object.fromEntries(COMPARATORS.map((word) => [word, text])) }, ['points'])),
  byValue: { type: 'object', additionalProperties: text },
  ladder: listOf(map({ ...rule, points: text }, ['points'])),
  betterOf: listOf(ref('points'), 2),
  count: map({ of: listOf({ anyOf: [{ type: 'string' }, ref('condition')] }), each: text, atMost: text }, ['of', 'each', 'atMost']), // prettier-ignore
  perFull: map({ every: text, points: text, atMost: text }, ['every', 'points', 'atMost']),
  asPoints: map({ from: text, to: text }, ['from', 'to']),
  benchmark: described(text, '基准值：权重 × 数值 ÷ 基准值'),
  minMax: map({ from: text, to: text }, ['from', 'to']),
};
const earning = { ...measures, ...points, else: text, weight: text, atMost: text, whenMissing };

const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const period = map({ from: day, to: day, confidence: wording.confidence }, ['confidence']);
const region: Schema = { type: ['string', 'integer'], pattern: '^(nation|\\d{6})$' };
const none: Schema = { const: 'none' };

const definitions: Record<string, Schema> = {
  part: { anyOf: [{ type: 'string' }, map(measures, [], oneWord(MEASURE_WORDS))] },
  threshold: {
    anyOf: [
      text,
      map(measures, [], oneWord(MEASURE_WORDS)),
      map({ amount: text, times: { type: 'string' } }, ['amount', 'times']),
    ],
  },
  condition: { anyOf: [{ const: 'notApplicable' }, map({ ...wording, ...rule }, [], oneWord(RULE_WORDS))] },
  points: map(earning, [], oneWord(POINT_WORDS)),
  indicator: map(
    { ...wording, ...earning, mustEarn: described({ type: 'boolean' }, '必须得分') },
    ['id', 'label', 'text'],
    oneWord(POINT_WORDS),
  ),
  category: map({ ...wording, full: text, atLeast: text, indicators: listOf(ref('indicator')) }, [
    'id',
    'label',
    'full',
    'indicators',
  ]),
  score: map(
    {
      categories: listOf(ref('category')),
      indicators: described(listOf(ref('indicator')), '不分类别的指标'),
      total: map({ ...wording, full: text, atLeast: text }, ['id', 'label', 'full']),
    },
    ['total'],
    { anyOf: [{ required: ['categories'] }, { required: ['indicators'] }] },
  ),
  classify: map(
    {
      gives: { type: 'string' },
      classes: described(listOf(text, 2), '从高到低'),
      by: { type: 'string' },
      whenMissing: described({ type: 'string' }, '没有代码时用哪一行'),
      rows: listOf(
        map(
          {
            ...{ id: wording.id, label: text, confidence: wording.confidence },
            startsWith: listOf({ type: 'string', pattern: '^[0-9A-Za-z]+$' }),
            limits: listOf(map({ fact: { type: 'string' }, atLeast: listOf(text) }, ['fact', 'atLeast'])),
          },
          ['id', 'label', 'startsWith', 'limits'],
        ),
      ),
    },
    ['gives', 'classes', 'by', 'rows'],
  ),
  parameter: map({ label: text, value: text, date: day, source: text, confidence: wording.confidence }, [
    'label',
    'value',
    'source',
    'confidence',
  ]),
  grades: map(
    {
      shares: listOf(map({ name: text, upTo: text }, ['name', 'upTo'])),
      unmet: described(text, '不满足条件的归入哪一档'),
      confidence: wording.confidence,
    },
    ['shares', 'confidence'],
  ),
  change: map(
    {
      ...{ version: { type: 'integer', minimum: 2 }, day, titles: listOf(text), regions: listOf(region), text },
      periods: { type: 'object' },
      clauses: { type: 'object', additionalProperties: text },
    },
    ['version', 'day', 'titles', 'regions', 'periods', 'text'],
  ),
};

/** The schema an editor completes and checks standards with, made of the reader's own lists of words. */
export function standardSchema(): Schema {
  const properties: Record<string, Schema> = {
    id: described({ type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' }, '标准编号，与文件名相同'),
    extends: described({ type: 'string' }, '地区补充：要补充的标准的编号'),
    version: { type: 'integer', minimum: 1, maximum: 9999 },
    name: text,
    grants: {
      anyOf: [
        none,
        map(
          {
            title: { enum: [...TITLE_KINDS] },
            level: { enum: ['district', 'city', 'province', 'nation'] },
            years: { type: 'integer', minimum: 1, maximum: 9 },
          },
          ['title', 'level'],
        ),
      ],
    },
    source: map({ number: text, name: text, part: text, issuer: text }, ['number', 'name', 'issuer']),
    region: described(region, 'nation 或六位行政区划代码'),
    periods: map(Object.fromEntries(PURPOSES.map((purpose) => [purpose, period])), [], { minProperties: 1 }),
    reviewBy: described(day, '过了这一天，结果标为暂定'),
    changes: listOf(ref('change')),
    note: described(text, '读者必须知道的：未定之处、资料怎么来的'),
    parameters: { type: 'object', additionalProperties: ref('parameter') },
    grades: ref('grades'),
    requires: listOf(ref('condition')),
    overrides: described({ type: 'object', additionalProperties: { type: 'object' } }, '按编号改哪几条'),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: '企业评价标准',
    ...map(properties, ['id', 'version', 'name', 'source', 'region', 'periods'], {
      anyOf: [{ required: ['grants', 'requires'] }, { required: ['extends', 'overrides'] }],
    }),
    definitions,
  };
}
