import { DomainError, shanghaiDay, systemClock } from '@tidu/kernel';
import type { CodeTable, Industry } from '@tidu/reference';
import type { Transaction } from '@tidu/platform';
import {
  type ByMerged,
  type CodeRange,
  type EnterpriseFilter,
  type Held,
  heldRows,
  MergedHolders,
  type ReadyFilter,
} from '../enterprises.conditions';
import { soundQuery } from './sound-query';
import type { Sounds } from './sounds';

/**
 * Looks up what a filter means: sounds of what is searched, industries of a section, today, and who has what it asks
 * for by a merged record.
 */
export async function readyFilter(
  tx: Transaction,
  filter: EnterpriseFilter,
  sounds: Sounds,
  industries: CodeTable<Industry>,
  anywhere = false,
): Promise<ReadyFilter> {
  const byMerged = await mergedHolders(tx, filter);
  return {
    ...filter,
    ...(byMerged && { byMerged }),
    industries: filter.industry === undefined ? [] : rangesOf(filter.industry, industries),
    sound: filter.q === undefined ? null : soundQuery(filter.q, sounds),
    anywhere,
    // most lists ask for no day, and telling one takes as long as a row of theirs
    get day() {
      return shanghaiDay(systemClock.now());
    },
  };
}

/** Most lists ask for nothing of the kind, and of those that do hardly one finds anybody: then nothing is looked up twice. */
async function mergedHolders(tx: Transaction, filter: EnterpriseFilter): Promise<ByMerged | null> {
  const found: ByMerged = {};
  for (const what of Object.keys(heldRows) as Held[]) {
    const value = filter[what];
    if (value === undefined) continue;
    const day = shanghaiDay(systemClock.now());
    const { sql, parameters } = new MergedHolders(what, typeof value === 'string' ? value : null, day);
    const holders = await tx.rows<{ id: string }>(sql, parameters);
    if (holders.length > 0) found[what] = holders.map(({ id }) => id);
  }
  return Object.keys(found).length === 0 ? null : found;
}

/** The codes of a list as ranges; divisions of a section that follow each other become one. */
function rangesOf(list: string, industries: CodeTable<Industry>): CodeRange[] {
  const codes = new Set<string>();
  for (const code of list.split(',')) {
    if (!/^[A-T]$/.test(code)) codes.add(code);
    else if (industries.has(code)) for (const division of industries.search(undefined, code)) codes.add(division.code);
    else throw unknownSection(code);
  }
  const ranges: CodeRange[] = [];
  for (const code of [...codes].sort()) {
    const last = ranges.at(-1);
    const follows = last && code.length === 2 && Number(code) === Number(last.codes.at(-1)) + 1;
    if (follows && last.codes.at(-1)?.length === 2)
      Object.assign(last, { to: upTo(code), codes: [...last.codes, code] });
    else ranges.push({ from: code, to: upTo(code), codes: [code] });
  }
  return ranges;
}

const upTo = (code: string) => (code.length === 4 ? code : code.padEnd(4, '9'));

const unknownSection = (code: string) =>
  new DomainError('invalid', 'ENTERPRISES.UNKNOWN_SECTION', `industry：没有门类 ${code}，门类是字母 A 到 T。`);
