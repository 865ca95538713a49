import { Exact, type FactDictionary, type MapReader } from '@tidu/criteria';
import { exactly } from '../evaluate/measure';
import type { DefinitionBody, ExtraPoint, ExtraPoints, Pillar } from './body';
import { bounded, decimal, mapOf, matching } from './read-text';

/** Reads pillars (支柱). */
export function readPillars(reader: MapReader): Pillar[] {
  return reader.list('pillars').flatMap((node) =>
    mapOf(reader.source, node, (one) => {
      const pillar = {
        ...{ id: matching(one, 'id', /^[a-z][A-Za-z0-9]{0,39}$/, '字母开头的字母、数字') },
        ...{ label: bounded(one, 'label', 60), weight: above0(one, 'weight') },
      };
      one.done('id、label、weight');
      return pillar;
    }),
  );
}

/** Reads extra points (加分). */
export function readExtra(reader: MapReader, dictionary: FactDictionary): ExtraPoints {
  const map = reader.map('extra');
  if (!map) return { cap: '0', list: [] };
  const list = map.list('list').flatMap((node) => mapOf(map.source, node, (one) => readOne(one, dictionary)));
  if (list.length > 30) map.source.fail(map.place('list'), '加分最多 30 项，请合并或删去');
  const extra = { cap: above0(map, 'cap'), list };
  map.done('cap、list');
  return extra;
}

function readOne(reader: MapReader, dictionary: FactDictionary): ExtraPoint {
  const fact = reader.text('fact');
  const known = dictionary.facts.find(({ code }) => code === fact);
  const isNumber = known !== undefined && known.min !== null;
  if (fact !== '' && !isNumber && known?.type !== 'boolean')
    reader.source.fail(reader.place('fact'), `“${fact}”不是指标字典里的是否项或数值指标`);
  const one: ExtraPoint = {
    fact,
    ...(isNumber
      ? { atLeast: decimal(reader, 'atLeast') }
      : { is: reader.choice('is', ['true', 'false'], 'true') === 'true' }),
    ...{ label: bounded(reader, 'label', 100), points: above0(reader, 'points') },
    source: bounded(reader, 'source', 200),
  };
  reader.done('fact、is（是否项）、atLeast（数值）、label、points、source（加分的文件和条款）');
  return one;
}

/** Weights of pillars, and within each pillar, must add up to 100; either all indicators belong to one or none. */
export function checkPillars(reader: MapReader, { pillars, indicators }: DefinitionBody): void {
  const fail = (key: string, message: string) => reader.source.fail(reader.place(key), message);
  if (!pillars) {
    if (indicators.some(({ pillar }) => pillar !== undefined)) fail('indicators', '指标写了 pillar，但没有写 pillars');
    return;
  }
  const ids = pillars.map(({ id }) => id);
  if (ids.length < 2 || ids.length > 10) fail('pillars', '支柱应有 2 至 10 个；只有一个时不必写');
  if (new Set(ids).size < ids.length) fail('pillars', '有两个支柱的 id 相同，请改名');
  if (!isHundred(pillars)) fail('pillars', '各支柱的权重之和应为 100');
  for (const { label, pillar } of indicators)
    if (pillar === undefined || !ids.includes(pillar))
      fail('indicators', `指标“${label}”要写 pillar，为 ${ids.join('、')} 之一`);
  for (const { id, label } of pillars)
    if (!isHundred(indicators.filter(({ pillar }) => pillar === id)))
      fail('indicators', `支柱“${label}”里各指标的权重之和应为 100`);
}

function isHundred(weighed: readonly { weight: string }[]): boolean {
  if (weighed.some(({ weight }) => !/^\d+(?:\.\d{1,6})?$/.test(weight))) return true; // noted where it is read
  const sum = weighed.map(({ weight }) => exactly(weight)).reduce(Exact.add, Exact.rational(0n));
  return Exact.compare(sum, Exact.rational(100n)) === 0;
}

function above0(reader: MapReader, key: string): string {
  const text = decimal(reader, key);
  if (text !== '' && !/[1-9]/.test(text.replace(/^-.*/, ''))) reader.source.fail(reader.place(key), `“${key}”应大于 0`);
  return text;
}
