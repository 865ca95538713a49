import { type FactDictionary, MapReader, Source, TITLE_KINDS } from '@tidu/criteria';
import { isDay, readScaled } from '@tidu/kernel';
import type { Classes, DefinitionBody, DefinitionScope, Veto } from './body';
import { readIndicator } from './read-indicator';
import { checkPillars, readExtra, readPillars } from './read-composite';
import { bounded, decimal, items, mapOf, matching, texts } from './read-text';

const levels = ['nation', 'province', 'city', 'district'] as const;
const ownerships = ['stateOwned', 'private', 'foreign', 'collective', 'other'];
const sources = ['enterprise', 'platform', 'zone', 'statistics', 'tax', 'audit', 'officer', 'evidence'];
const allowed =
  'code、title、own、basis、year、asOf、decimals、scope、indicators、pillars、extra、ties、places、vetoes、classes、provisionalSources';

/**
 * Reads a definition strictly. @throws DomainError `RANKINGS.BAD_DEFINITION` with every problem: line, what is wrong and
 * what to do.
 */
export function readDefinition(text: string, dictionary: FactDictionary, file = '排名定义'): DefinitionBody {
  const source = new Source(file, 'RANKINGS.BAD_DEFINITION');
  const top = source.parse(text);
  const body = top && readBody(new MapReader(source, top), dictionary);
  source.throwIfBad('排名定义');
  return body as DefinitionBody;
}

function readBody(reader: MapReader, dictionary: FactDictionary): DefinitionBody {
  const body: DefinitionBody = {
    ...{ code: matching(reader, 'code', /^[a-z0-9][a-z0-9-]{1,58}[a-z0-9]$/, '3 至 60 个小写字母、数字、连字符') },
    ...{ title: bounded(reader, 'title', 100), own: reader.choice('own', ['true', 'false']) === 'true' },
    ...{
      basis: bounded(reader, 'basis', 500),
      year: reader.wholeNumber('year', 1949, 2200),
      asOf: day(reader, 'asOf'),
    },
    decimals: reader.has('decimals') ? reader.wholeNumber('decimals', 0, 6) : 4,
    scope: readScope(reader),
    indicators: reader
      .list('indicators')
      .flatMap((node) => mapOf(reader.source, node, (one) => readIndicator(one, dictionary))),
    ...(reader.has('pillars') && { pillars: readPillars(reader) }),
    ...(reader.has('extra') && { extra: readExtra(reader, dictionary) }),
    ties: texts(reader, 'ties'),
    places: reader.has('places') ? reader.wholeNumber('places', 1, 1_000_000) : null,
    vetoes: items(reader, 'vetoes').flatMap((node) => mapOf(reader.source, node, (one) => readVeto(one, dictionary))),
    classes: readClasses(reader),
    provisionalSources: texts(reader, 'provisionalSources', sources),
  };
  reader.done(allowed);
  crossCheck(reader, body);
  return body;
}

function crossCheck(reader: MapReader, body: DefinitionBody): void {
  const { indicators, ties, vetoes, classes } = body;
  const ids = indicators.map(({ id }) => id);
  const fail = (key: string, message: string) => reader.source.fail(reader.place(key), message);
  if (ids.length > 30) fail('indicators', '指标最多 30 项，请合并或删去');
  if (new Set(ids).size < ids.length) fail('indicators', '有两项指标的 id 相同，请改名');
  for (const id of ties) if (!ids.includes(id)) fail('ties', `“ties”里的“${id}”不是 indicators 里的 id`);
  const codes = classes?.list.map(({ code }) => code) ?? [];
  for (const { class: code, label } of vetoes)
    if (code !== null && !codes.includes(code)) fail('vetoes', `一票否决“${label}”的等次“${code}”不在 classes 里`);
  if (indicators.length > 1 && indicators.some(({ scale }) => scale.kind === 'plain') && !sameMeasure(indicators))
    fail('indicators', '多项指标合成时请写 benchmark 或 minMax：不同单位的数值不能直接相加');
  checkPillars(reader, body);
}

/** Scores of standards may be added as they are. */
const sameMeasure = (indicators: DefinitionBody['indicators']) =>
  indicators.every(({ scale, measure }) => scale.kind !== 'plain' || measure.kind === 'score');

function readScope(reader: MapReader): DefinitionScope {
  const scope: DefinitionScope = {
    ...{ regions: [], zones: [], industries: [], ownerships: [], title: null, aboveScale: false },
  };
  const map = reader.has('scope') ? reader.map('scope') : null;
  if (!map) return scope;
  scope.regions = texts(map, 'regions', /^(\d{2}|\d{4}|\d{6})$/);
  scope.zones = texts(map, 'zones', /^.{1,20}$/u);
  scope.industries = texts(map, 'industries', /^\d{2,4}$/);
  scope.ownerships = texts(map, 'ownerships', ownerships);
  scope.aboveScale = map.choice('aboveScale', ['true', 'false'], 'false') === 'true';
  const title = map.has('title') ? map.map('title') : null;
  if (title) {
    const kind = title.choice('kind', TITLE_KINDS);
    scope.title = { kind, level: title.has('level') ? title.choice('level', levels) : null };
    title.done('kind、level');
  }
  map.done('regions、zones、industries、ownerships、title、aboveScale');
  return scope;
}

function readVeto(reader: MapReader, dictionary: FactDictionary): Veto {
  const fact = reader.text('fact');
  const known = dictionary.facts.find(({ code }) => code === fact);
  if (known?.type !== 'boolean') reader.source.fail(reader.place('fact'), `“${fact}”不是指标字典里的是否项`);
  const veto = {
    ...{ fact, is: reader.choice('is', ['true', 'false'], 'true') === 'true' },
    ...{ label: bounded(reader, 'label', 100), class: reader.optionalText('class') },
  };
  reader.done('fact、is、label、class');
  return veto;
}

function readClasses(reader: MapReader): Classes | null {
  const map = reader.has('classes') ? reader.map('classes') : null;
  if (!map) return null;
  const by = map.choice('by', ['share', 'score']);
  const list = map.list('list').flatMap((node) =>
    mapOf(map.source, node, (one) => {
      const found = {
        ...{ code: bounded(one, 'code', 20), label: bounded(one, 'label', 50) },
        ...{ to: one.has('to') ? decimal(one, 'to') : null, measure: bounded(one, 'measure', 60) },
      };
      one.done('code、label、to、measure（每一等次都要写对应措施的代码）');
      return found;
    }),
  );
  map.done('by、list');
  const limits = list.map(({ to }) => to);
  if (limits.slice(0, -1).includes(null) || (limits.length > 0 && limits.at(-1) !== null))
    map.source.fail(map.place('list'), '除最后一等外每一等都要写 to，最后一等不写（其余）');
  const scaled = limits.filter((to) => to !== null).map((to) => Number(readScaled(to, 6)));
  const rising = by === 'share' ? scaled : scaled.map((one) => -one);
  if (rising.some((one, i) => i > 0 && one <= (rising[i - 1] ?? 0)))
    map.source.fail(map.place('list'), by === 'share' ? '累计比例应一等比一等大' : '最低分应一等比一等小');
  if (by === 'share' && scaled.some((one) => one <= 0 || one >= 100_000_000))
    map.source.fail(map.place('list'), '累计比例应在 0 与 100 之间（不含）');
  if (new Set(list.map(({ code }) => code)).size < list.length) map.source.fail(map.place('list'), '有两等的代码相同');
  return { by, list };
}

function day(reader: MapReader, key: string): string {
  const text = reader.text(key);
  if (text !== '' && !isDay(text)) reader.source.fail(reader.place(key), `“${key}”应是日期，写成 2026-06-30 的形式`);
  return text;
}
