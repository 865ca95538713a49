import { MapReader, Source, textOf } from '@tidu/criteria';
import { type Day, isDay } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { titleCodes } from '../title-codes';
import { titleRules } from '../titles/title-rules';

/** By when the updates of a year, and of those after it, are due. */
export interface Deadline {
  year: number;
  /** Month and day, 05-31: the last one. */
  day: string;
  source: string;
}

/** How holders of titles update what is known of them, every year (年度更新的规则). */
export interface UpdateRules {
  titles: readonly string[];
  /** Of years before it nothing is known here. */
  countedFrom: number;
  /** Month and day from which on a year's update may be filed. */
  opens: string;
  /** In the order of their years. */
  deadlines: readonly Deadline[];
  /** Whether one that was filed late is missed no more. */
  lateClears: boolean;
  renewal: { lostAfter: number; source: string };
  cancel: { misses: number; from: number; cause: string; source: string };
}

const file = 'seeds/recognition/updates.yaml';
let kept: UpdateRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_UPDATE_RULES`. */
export function updateRules(): UpdateRules {
  kept ??= loadUpdateRules(readInstalledFile(file));
  return kept;
}

/** Other rules from now on; null: those of the installation again. */
export function keepUpdateRules(rules: UpdateRules | null): void {
  kept = rules;
}

/** The last day of the updates of a year, and what says so. */
export function deadlineOf(
  { deadlines }: Pick<UpdateRules, 'deadlines'>,
  year: number,
): { dueOn: Day; source: string } {
  const rule = deadlines.findLast((one) => one.year <= year) ?? deadlines[0];
  if (!rule) throw new Error('no deadline');
  return { dueOn: `${year}-${rule.day}`, source: rule.source };
}

/** Reads the rules strictly. @throws DomainError `RECOGNITION.BAD_UPDATE_RULES` with every problem. */
export function loadUpdateRules(text: string): UpdateRules {
  const source = new Source(file, 'RECOGNITION.BAD_UPDATE_RULES');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('年度更新的规则');
  return rules as UpdateRules;
}

function readRules(reader: MapReader): UpdateRules {
  const rules = {
    ...{ titles: titlesOf(reader), countedFrom: reader.wholeNumber('countedFrom', 2000, 2200) },
    ...{ opens: dayOf(reader, 'opens'), deadlines: deadlinesOf(reader) },
    lateClears: reader.choice('lateClears', ['yes', 'no']) === 'yes',
    renewal: part(reader, 'renewal', (one) => ({
      lostAfter: one.wholeNumber('lostAfter', 1, 10),
      source: one.text('source'),
    })),
    cancel: part(reader, 'cancel', (one) => ({
      ...{ misses: one.wholeNumber('misses', 1, 10), from: one.wholeNumber('from', 2000, 2200) },
      ...{ cause: causeOf(one), source: one.text('source') },
    })),
  };
  reader.done('titles、countedFrom、opens、deadlines、lateClears、renewal、cancel');
  return rules;
}

function part<T>(top: MapReader, key: string, read: (reader: MapReader) => T): T {
  const reader = top.map(key);
  const value = reader && read(reader);
  reader?.done();
  return value as T;
}

function titlesOf(reader: MapReader): string[] {
  return reader.list('titles').map((node) => {
    const title = textOf(node) ?? '';
    if (!titleCodes.includes(title)) reader.source.fail(node, `没有称号“${title}”，应为 ${titleCodes.join('、')} 之一`);
    return title;
  });
}

function deadlinesOf(reader: MapReader): Deadline[] {
  const { source } = reader;
  const nodes = reader.list('deadlines');
  const found = nodes.flatMap((node): Deadline[] => {
    if (!isMap(node)) {
      source.fail(node, '“deadlines”的每一项应形如 { year: 2026, day: 05-31, source: 文号 }');
      return [];
    }
    const one = new MapReader(source, node);
    const read = { year: one.wholeNumber('year', 2000, 2200), day: dayOf(one, 'day'), source: one.text('source') };
    one.done('year、day、source');
    return [read];
  });
  if (nodes.length === 0) source.fail(reader.place('deadlines'), '“deadlines”至少写一项');
  found.forEach(({ year }, i) => {
    if (year <= (found[i - 1]?.year ?? 0)) source.fail(nodes[i], '“deadlines”应按年份从早到晚写，一年一项');
  });
  return found;
}

function causeOf(reader: MapReader): string {
  const cause = reader.text('cause');
  if (!titleRules().causes.has(cause))
    reader.source.fail(reader.place('cause'), `titles.yaml 里没有取消的原因“${cause}”`);
  return cause;
}

/** A day of every year: 29 February is none. */
function dayOf(reader: MapReader, key: string): string {
  const text = textOf(reader.get(key)) ?? '';
  if (!/^\d\d-\d\d$/.test(text) || !isDay(`2023-${text}`))
    reader.source.fail(reader.place(key), `“${key}”应是每年都有的一天，形如 05-31`);
  return text;
}
