import { readSetting, type Transaction, writeSetting } from '@tidu/platform';
import { createHash } from 'node:crypto';
import type { FactCatalogue } from '@tidu/reference';
import { evidenceKinds } from '@tidu/enterprises';
import { allInputs } from './sheet-inputs';
import { sheetStatement } from './sheet-sql';

/**
 * Up to where the sheets of a year are known to be right: for which day, under which rules, and before which
 * transaction of which cluster. All that may have changed since was written by a transaction from `horizon` on.
 */
export interface SheetMark {
  asOf: string;
  /** Hash of the statement that makes sheets: dictionary, precedence, rules of evidence and code are all in it. */
  rules: string;
  cluster: string;
  horizon: string;
}

/** More changed enterprises than this are found faster by looking at all. */
const changedLimit = 100_000;
/** Transaction numbers of rows have 32 bits; far enough below the half of that, none is ambiguous. */
const oldestHorizon = 1_000_000_000;

const key = (year: number) => `scoring.sheets.${year}`;

/** The mark to be kept if everything is brought up to date from now on. */
export async function markOfNow(tx: Transaction, asOf: string, catalogue: FactCatalogue): Promise<SheetMark> {
  const row = await tx.row<{ cluster: string; horizon: string }>(
    `select system_identifier::text as cluster, pg_snapshot_xmin(pg_current_snapshot())::text as horizon from pg_control_system()`,
  );
  const sources = await allInputs(tx, catalogue);
  const rules = createHash('sha256')
    .update(sheetStatement(catalogue, sources, 'range'))
    .digest('hex');
  return { asOf, rules, cluster: row?.cluster ?? '', horizon: row?.horizon ?? '' };
}

export async function keepMark(tx: Transaction, year: number, mark: SheetMark): Promise<void> {
  await writeSetting(tx, key(year), mark);
}

/**
 * Enterprises whose figures, judgements, decisions, evidence or register entry may have changed since the kept mark;
 * null when there is none that fits (another day, dictionary, version of the program, or a restored database), or too
 * many have changed.
 */
export async function changedSinceMark(
  tx: Transaction,
  year: number,
  now: SheetMark,
  offsets: readonly number[],
): Promise<string[] | null> {
  const kept = await readSetting<SheetMark>(tx, key(year));
  if (kept?.asOf !== now.asOf || kept.rules !== now.rules || kept.cluster !== now.cluster) return null;
  const passed = BigInt(now.horizon) - BigInt(kept.horizon);
  if (passed < 0n || passed > oldestHorizon) return null;
  const horizon = (BigInt(kept.horizon) % 4294967296n).toString();
  const recorded = evidenceKinds.map(
    ({ table }) => `union all select "enterpriseId" from ${table} where age(xmin) <= age($2::xid)`,
  );
  const rows = await tx.rows<{ id: string }>(
    `with changed as materialized (select distinct id from (
       select "enterpriseId" as id from figures where year = any($1::int[]) and age(xmin) <= age($2::xid)
       union all select "enterpriseId" from judgement where year = any($1::int[]) and age(xmin) <= age($2::xid)
       union all select "enterpriseId" from figure_resolution where year = any($1::int[]) and age(xmin) <= age($2::xid)
       union all select id from enterprise where age(xmin) <= age($2::xid)
       ${recorded.join(' ')}) found)
     select id from changed
     union select m."survivorId" from enterprise_member m join changed on changed.id = m."memberId"
     limit ${changedLimit + 1}`,
    [offsets.map((offset) => year + offset), horizon],
  );
  return rows.length > changedLimit ? null : rows.map(({ id }) => id);
}
