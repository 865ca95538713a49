import { type FactDictionary, MapReader, textOf } from '@tidu/criteria';
import { isMap, type Node } from 'yaml';
import type { Indicator, Measure, Scale } from './body';
import { measuredFacts } from './body';
import { bounded, decimal, matching, texts } from './read-text';

const handlings = ['worst', 'exclude', 'computed'] as const;
const allowed =
  'id、label、pillar、standard（purpose）、fact、ratio（over、under）、growth、weight、direction、benchmark（value、byIndustry、floor、cap）、minMax（base）、gap、meanFor、minUnder、tiny、negative';

/** Reads one indicator; what is wrong is noted with its line. */
export function readIndicator(reader: MapReader, dictionary: FactDictionary): Indicator {
  const indicator: Indicator = {
    ...{ id: matching(reader, 'id', /^[a-z][A-Za-z0-9]{0,39}$/, '字母开头的字母、数字') },
    ...(reader.has('pillar') && { pillar: reader.text('pillar') }),
    ...{ label: bounded(reader, 'label', 60), measure: readMeasure(reader, dictionary), scale: readScale(reader) },
    weight: reader.has('weight') ? positive(reader, 'weight') : '1',
    direction: reader.choice('direction', ['up', 'down'], 'up'),
    gap: reader.choice('gap', ['exclude', 'lastYear', 'provisional', 'cohortMean']),
    ...(reader.has('meanFor') && { meanFor: texts(reader, 'meanFor') }),
    minUnder: reader.has('minUnder') ? positive(reader, 'minUnder') : null,
    tiny: reader.choice('tiny', handlings, 'exclude'),
    negative: reader.choice('negative', handlings, 'computed'),
  };
  reader.done(allowed);
  const { measure, gap } = indicator;
  const fail = (key: string, message: string) => reader.source.fail(reader.place(key), message);
  if ((measure.kind === 'score' || measure.kind === 'growth') && gap === 'lastYear')
    fail('gap', '标准得分、增长率没有“上年数”，请写 exclude 或 provisional');
  if (measure.kind !== 'ratio' && (reader.has('minUnder') || reader.has('tiny')))
    fail('id', 'minUnder、tiny 只用于 ratio');
  if ((measure.kind === 'ratio' || measure.kind === 'growth') && !reader.has('negative'))
    fail('id', '比率、增长率要写明负值怎样处理：negative: worst、exclude 或 computed');
  if ((gap === 'cohortMean') !== (indicator.meanFor !== undefined))
    fail('gap', '取平均分要写 gap: cohortMean，并在 meanFor 里写明缺哪几个数据时取平均分');
  if (gap === 'cohortMean' && measure.kind !== 'fact' && measure.kind !== 'ratio')
    fail('gap', '取平均分（cohortMean）只用于 fact、ratio');
  const strange = (indicator.meanFor ?? []).filter((code) => !measuredFacts(indicator).includes(code));
  if (indicator.meanFor?.length === 0 || strange.length > 0)
    fail('meanFor', `“meanFor”只能写这项指标用到的数据（${measuredFacts(indicator).join('、')}），至少一个`);
  const { scale, direction } = indicator;
  if (scale.kind === 'benchmark' && direction === 'down' && scale.cap === null)
    fail('benchmark', '越小越好的基准指标要写 cap：数值为零时按上限计分');
  if (scale.kind === 'benchmark' && direction === 'down' && indicator.negative === 'computed')
    fail('id', '越小越好的基准指标，负值不能照算，请写 negative: worst 或 exclude');
  return indicator;
}

function readMeasure(reader: MapReader, dictionary: FactDictionary): Measure {
  const given = (['standard', 'fact', 'ratio', 'growth'] as const).filter((key) => reader.has(key));
  if (given.length !== 1)
    reader.source.fail(reader.node, 'standard、fact、ratio、growth 应正好写一个：一项指标量一件事');
  switch (given[0]) {
    case 'standard': {
      const standard = matching(reader, 'standard', /^[a-z0-9-]{3,60}$/, '标准编号');
      return { kind: 'score', standard, purpose: reader.choice('purpose', ['application', 'renewal'], 'application') };
    }
    case 'ratio': {
      const map = reader.map('ratio');
      const measure = { kind: 'ratio' as const, over: '', under: '' };
      if (!map) return measure;
      measure.over = numeric(map, 'over', dictionary);
      measure.under = numeric(map, 'under', dictionary);
      map.done('over、under');
      return measure;
    }
    case 'growth':
      return { kind: 'growth', fact: numeric(reader, 'growth', dictionary) };
    case 'fact':
    case undefined: // none is given: noted above
    default:
      return { kind: 'fact', fact: reader.has('fact') ? numeric(reader, 'fact', dictionary) : '' };
  }
}

function readScale(reader: MapReader): Scale {
  if (reader.has('benchmark') && reader.has('minMax'))
    reader.source.fail(reader.place('minMax'), 'benchmark 与 minMax 只能写一个');
  if (reader.has('minMax') && isMap(reader.get('minMax'))) {
    const map = reader.map('minMax');
    const base = map ? positive(map, 'base') : '';
    if (map && Number(base) >= 100) map.source.fail(map.place('base'), '“base”是最小值得权重的百分之几，应小于 100');
    map?.done('base');
    return { kind: 'minMax', base };
  }
  if (reader.choice('minMax', ['true', 'false'], 'false') === 'true') return { kind: 'minMax' };
  const map = reader.has('benchmark') ? reader.map('benchmark') : null;
  if (!map) return { kind: 'plain' };
  const scale: Scale = {
    ...{ kind: 'benchmark', benchmark: positive(map, 'value') },
    ...(map.has('byIndustry') && { byIndustry: readTable(map) }),
    floor: map.has('floor') ? decimal(map, 'floor') : '0',
    cap: map.has('cap') ? decimal(map, 'cap') : null,
  };
  if (scale.cap !== null && Number(scale.cap) <= Number(scale.floor))
    map.source.fail(map.place('cap'), '“cap”应大于“floor”');
  map.done('value、byIndustry、floor、cap');
  return scale;
}

/** Benchmarks by industry: the beginning of a code of GB/T 4754, and the benchmark. */
function readTable(reader: MapReader): Record<string, string> {
  const node = reader.get('byIndustry');
  if (!isMap(node)) {
    reader.source.fail(node, '“byIndustry”应写成“行业代码: 基准”，一行一个');
    return {};
  }
  const table = new MapReader(reader.source, node);
  const codes = node.items.map(({ key }) => textOf(key as Node) ?? '');
  for (const code of codes)
    if (!/^\d{2,4}$/.test(code)) reader.source.fail(node, `“${code}”不是行业代码：应为 2 至 4 位数字（GB/T 4754）`);
  if (codes.length === 0 || codes.length > 500) reader.source.fail(node, '“byIndustry”应有 1 至 500 行');
  const entries = codes.sort().map((code) => [code, positive(table, code)]);
  table.done('行业代码');
  return Object.fromEntries(entries) as Record<string, string>;
}

function positive(reader: MapReader, key: string): string {
  const text = decimal(reader, key);
  if (text !== '' && !/[1-9]/.test(text.replace(/^-.*/, ''))) reader.source.fail(reader.place(key), `“${key}”应大于 0`);
  return text;
}

function numeric(reader: MapReader, key: string, dictionary: FactDictionary): string {
  const code = reader.text(key);
  const fact = dictionary.facts.find((one) => one.code === code);
  if (code !== '' && (!fact || fact.min === null))
    reader.source.fail(reader.place(key), `“${code}”不是指标字典里的数值指标`);
  return code;
}
