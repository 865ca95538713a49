import type { YAMLMap } from 'yaml';
import { compileStandard } from '../compile/compile-standard';
import type { Confidence, Period, StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { PURPOSES } from '../purpose';
import { createRelease, type Release } from '../release';
import { readChanges, readDay } from './changes';
import { readCondition } from './conditions';
import { claimId, type Context } from './context';
import { readGrades } from './grades';
import { readParameters } from './parameters';
import { readScore } from './score';
import { MapReader, Source, textOf } from './source';
import { applySupplement, type BaseOf } from './supplement';

/** Title kinds a standard may lead to; the same codes in standard, title, measure and fact. */
export const TITLE_KINDS = [
  ...['techSme', 'innovativeSme', 'specializedSme', 'littleGiant', 'singleChampion'],
  ...['hiddenChampion', 'hiddenChampionCultivation', 'highTech', 'innovationDemo', 'ipAdvantage'],
] as const;
const LEVELS = ['district', 'city', 'province', 'nation'] as const;
const CONFIDENCE: readonly Confidence[] = ['A', 'B', 'C'];

function readPeriods(reader: MapReader, context: Context): StandardDocument['periods'] {
  const inner = reader.map('periods');
  const periods: StandardDocument['periods'] = {};
  if (!inner) return periods;
  for (const purpose of PURPOSES) {
    if (!inner.has(purpose)) continue;
    const one = inner.map(purpose);
    if (!one) continue;
    const [from, to] = [readDay(one, 'from'), readDay(one, 'to')];
    if (from !== null && to !== null && from > to) context.source.fail(one.node, '开始日期晚于结束日期');
    const period: Period = { confidence: one.choice('confidence', CONFIDENCE) };
    if (from !== null) period.from = from;
    if (to !== null) period.to = to;
    periods[purpose] = period;
    one.done('from、to、confidence');
  }
  inner.done(PURPOSES.join('、'));
  if (Object.keys(periods).length === 0) context.source.fail(inner.node, `请至少写一种用途：${PURPOSES.join('、')}`);
  return periods;
}

function readGrants(reader: MapReader, context: Context): StandardDocument['grants'] {
  if (textOf(reader.get('grants')) === 'none') return { title: 'none', level: 'none', years: null };
  const inner = reader.map('grants');
  if (!inner) return { title: '', level: '', years: null };
  const title = inner.choice('title', TITLE_KINDS);
  const level = inner.choice('level', LEVELS);
  const years = inner.optionalText('years');
  if (years !== null && !/^[1-9]$/.test(years)) context.source.fail(inner.place('years'), '有效期应为 1 至 9 年');
  inner.done('title、level、years');
  return { title, level, years: years === null ? null : Number(years) };
}

function readSource(reader: MapReader): StandardDocument['source'] {
  const inner = reader.map('source');
  if (!inner) return { number: '', name: '', part: '', issuer: '' };
  const source = {
    number: inner.text('number'),
    name: inner.text('name'),
    part: inner.optionalText('part') ?? '',
    issuer: inner.text('issuer'),
  };
  inner.done('number、name、part、issuer');
  return source;
}

function readDocument(reader: MapReader, context: Context): StandardDocument {
  const id = reader.text('id');
  claimId(id, reader.get('id'), { ...context, ids: new Map() }); // the same form as a clause's, in another space
  const version = reader.text('version');
  if (version !== '' && !/^[1-9]\d{0,3}$/.test(version))
    context.source.fail(reader.place('version'), '版本应为从 1 起的整数');
  const region = reader.text('region');
  if (region !== '' && region !== 'nation' && !/^\d{6}$/.test(region))
    context.source.fail(reader.place('region'), '地区应为 nation（全国）或六位行政区划代码');
  const reviewBy = readDay(reader, 'reviewBy');
  const changes = readChanges(reader, Number(version));
  const periods = readPeriods(reader, context);
  const starts = Object.values(periods).flatMap(({ from }) => from ?? []);
  if (reviewBy !== null && starts.some((from) => reviewBy < from))
    context.source.fail(reader.place('reviewBy'), `复审日 ${reviewBy} 早于施行日，请核对`);
  const grades = reader.has('grades') ? readGrades(reader, context.source) : null;
  const document: StandardDocument = {
    ...{ id, version: Number(version), name: reader.text('name'), grants: readGrants(reader, context) },
    ...{ source: readSource(reader), region, periods },
    ...(reviewBy !== null && { reviewBy }),
    ...(changes.length > 0 && { changes }),
    note: reader.optionalText('note') ?? '',
    ...(Object.keys(context.parameters).length > 0 && { parameters: context.parameters }),
    ...(grades && { grades }),
    requires: reader.list('requires').map((node) => readCondition(node, context)),
  };
  reader.done(
    'id、version、name、grants、source、region、periods、reviewBy、changes、note、parameters、grades、requires',
  );
  return document;
}

interface Resolved {
  top: YAMLMap;
  extends: NonNullable<StandardDocument['extends']>;
}

/** The whole standard that a supplement stands for; null after noting why there is none. */
function resolve(top: YAMLMap, source: Source, dictionary: FactDictionary, baseOf: BaseOf): Resolved | null {
  const reader = new MapReader(source, top);
  const id = reader.text('extends');
  const base = id === '' ? null : baseOf(id);
  if (!base) {
    source.fail(reader.place('extends'), `没有要补充的标准“${id}”，请核对编号`);
    return null;
  }
  const other = new Source(base.file, source.code);
  const baseTop = other.parse(base.text);
  if (baseTop?.has('extends')) {
    const message = `“${id}”自己也是对别的标准的补充，不能再补充它；请在 extends 里写原来的标准`;
    source.fail(reader.place('extends'), message);
    return null;
  }
  const release = loadStandard(base.text, dictionary, base.file); // says what is wrong with it, if anything is
  if (!baseTop) return null;
  source.adopt(other, baseTop);
  const { top: merged, overrides } = applySupplement(top, baseTop, source);
  return { top: merged, extends: { id, version: release.version, hash: release.hash, overrides } };
}

/**
 * Reads a standard written in YAML and checks all of it: unknown or repeated keys, unknown facts, wrong units, bands
 * with gaps, overlaps or out of reach, sums of points that don't come out.
 * @param file the name used in messages
 * @param baseOf finds the standard that a supplement (`extends`) changes; a supplement of a supplement is refused
 * @throws DomainError `CRITERIA.BAD_STANDARD` with every problem: file, line, what is wrong and what to do.
 */
export function loadStandard(
  text: string,
  dictionary: FactDictionary,
  file: string,
  baseOf: BaseOf = () => null,
): Release {
  const source = new Source(file, 'CRITERIA.BAD_STANDARD');
  const written = source.parse(text);
  const supplement = written?.has('extends') ? resolve(written, source, dictionary, baseOf) : null;
  const top = supplement?.top ?? written;
  source.throwIfBad('标准');
  const reader = new MapReader(source, top as YAMLMap);
  const context: Context = {
    ...{ source, dictionary, ids: new Map(), article: null, confidence: null },
    ...{ seen: { score: false }, parameters: readParameters(reader, source), readScore },
  };
  const document = readDocument(reader, context);
  source.throwIfBad('标准');
  const release = createRelease({ ...document, ...(supplement && { extends: supplement.extends }) });
  // what the checks above let through must also compile; if it does not, that is said here and not at the first case
  source.attempt(top, () => compileStandard(release, dictionary));
  source.throwIfBad('标准');
  return release;
}
