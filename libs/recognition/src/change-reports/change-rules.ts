import { MapReader, Source, textOf } from '@tidu/criteria';
import { type Day, isDay } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { titleCodes } from '../title-codes';
import { titleRules } from '../titles/title-rules';

/** How the register itself may know of a change; `no`: it doesn't. */
export const knownBy = ['formerName', 'absorbed', 'movedOut', 'no'] as const;
export type KnownBy = (typeof knownBy)[number];

export interface ChangeKind {
  code: string;
  label: string;
  known: KnownBy;
}

/** What holders of titles report, and until when (重大变化报告的规则). */
export interface ChangeRules {
  titles: readonly string[];
  /** Calendar months from the day on which it took effect. */
  months: number;
  source: string;
  countedFrom: Day;
  matchDays: number;
  /** Of `titles.yaml`, for titles that don't stay. */
  cause: string;
  kinds: ReadonlyMap<string, ChangeKind>;
}

const file = 'seeds/recognition/changes.yaml';
let kept: ChangeRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_CHANGE_RULES`. */
export function changeRules(): ChangeRules {
  kept ??= loadChangeRules(readInstalledFile(file));
  return kept;
}

/** Reads the rules strictly. @throws DomainError `RECOGNITION.BAD_CHANGE_RULES` with every problem. */
export function loadChangeRules(text: string): ChangeRules {
  const source = new Source(file, 'RECOGNITION.BAD_CHANGE_RULES');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('重大变化报告的规则');
  return rules as ChangeRules;
}

function readRules(reader: MapReader): ChangeRules {
  const { source } = reader;
  const titles = reader.list('titles').map((node) => {
    const title = textOf(node) ?? '';
    if (!titleCodes.includes(title)) source.fail(node, `没有称号“${title}”，应为 ${titleCodes.join('、')} 之一`);
    return title;
  });
  const countedFrom = reader.text('countedFrom');
  if (!isDay(countedFrom)) source.fail(reader.place('countedFrom'), '“countedFrom”应是日期，形如 2026-01-01');
  const cause = reader.text('cause');
  if (!titleRules().causes.has(cause)) source.fail(reader.place('cause'), `titles.yaml 里没有取消的原因“${cause}”`);
  const rules = {
    ...{ titles, countedFrom, cause, months: reader.wholeNumber('months', 1, 24), source: reader.text('source') },
    ...{ matchDays: reader.wholeNumber('matchDays', 0, 366), kinds: new Map(kindsOf(reader)) },
  };
  reader.done('titles、months、source、countedFrom、matchDays、cause、kinds');
  return rules;
}

function* kindsOf(top: MapReader): Generator<[string, ChangeKind]> {
  const { source } = top;
  const taken = new Set<KnownBy>();
  for (const { key: code, keyNode, value } of top.map('kinds')?.entries() ?? []) {
    if (!/^[a-z][a-zA-Z]{2,39}$/.test(code)) source.fail(keyNode, `“${code}”不是变化的代码，应形如 rename`);
    if (!isMap(value)) {
      source.fail(value ?? keyNode, `“${code}”应形如 { label: 更名, known: formerName }`);
      continue;
    }
    const reader = new MapReader(source, value);
    const kind = { code, label: reader.text('label'), known: reader.choice('known', knownBy) };
    if (kind.known !== 'no' && taken.has(kind.known)) source.fail(keyNode, `“${kind.known}”只能有一种变化这样得知`);
    taken.add(kind.known);
    reader.done('label、known');
    yield [code, kind];
  }
}
