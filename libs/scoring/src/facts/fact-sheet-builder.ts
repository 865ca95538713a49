import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction, workInSets } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { type FactSheet, sheetOf, type SheetRow } from './sheet-reader';
import { changedSinceMark, keepMark, markOfNow } from './sheet-mark';
import { sheetInputs, yearOffsets } from './sheet-inputs';
import { sheetStatement, type SheetTarget } from './sheet-sql';

/** What a refresh did: enterprises with figures in the year, and new sheets among them. */
export interface SheetCounts {
  sheets: number;
  written: number;
}

export interface RefreshOptions {
  /** Accounting year (会计年度) of the figures. */
  year: number;
  /** Day of assessment (评价日), YYYY-MM-DD. */
  asOf: string;
  /** The job in whose course it happens. */
  jobId?: string;
  /** Called after each chunk with the enterprises done so far; may throw to stop. */
  onProgress?: (done: number) => void;
}

/** Enterprises handled in one transaction: small enough for progress and memory, large enough for set-based work. */
const chunkSize = 20_000;
const namedChunk = 5_000;
const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Keeps the fact sheets (事实表) in step with figures, evidence and register. */
@Injectable()
export class FactSheetBuilder {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * Brings the sheets of every enterprise in the person's scope up to date, part by part, each in a transaction of
   * its own: repeating it after a break is harmless, because an unchanged sheet is not written again. Where the whole
   * register was brought up to this day before, only what may have changed since is looked at.
   */
  async refreshAll(person: ActingPerson, options: RefreshOptions): Promise<SheetCounts> {
    const { year, asOf } = options;
    const catalogue = await this.reference.facts();
    if (!person.scope.everything) return this.refreshRanges(person, options, catalogue);
    const { mark, changed } = await this.database.read(person, async (tx) => {
      const now = await markOfNow(tx, asOf, catalogue);
      return { mark: now, changed: await changedSinceMark(tx, year, now, yearOffsets(catalogue)) };
    });
    const { written } = changed
      ? await this.refreshNamed(person, options, changed)
      : await this.refreshRanges(person, options, catalogue);
    return this.database.write(person, async (tx) => {
      await keepMark(tx, year, mark);
      return { sheets: await countSheets(tx, year), written };
    });
  }

  private async refreshRanges(
    person: ActingPerson,
    options: RefreshOptions,
    catalogue: FactCatalogue,
  ): Promise<SheetCounts> {
    const inputs = await this.database.read(person, (tx) => sheetInputs(tx, options.year, catalogue));
    const statement = sheetStatement(catalogue, inputs, 'range');
    const counts: SheetCounts = { sheets: 0, written: 0 };
    for (let from: string | null = firstId; from !== null;) {
      from = await this.database.write(person, async (tx) => {
        const end = await chunkEnd(tx, from ?? firstId);
        add(counts, await runStatement(tx, statement, options, [from, end ?? lastId]));
        return end;
      });
      options.onProgress?.(counts.sheets);
    }
    return counts;
  }

  private async refreshNamed(person: ActingPerson, options: RefreshOptions, ids: string[]): Promise<SheetCounts> {
    const counts: SheetCounts = { sheets: 0, written: 0 };
    for (let at = 0; at < ids.length; at += namedChunk) {
      const enterpriseIds = ids.slice(at, at + namedChunk);
      add(counts, await this.database.write(person, (tx) => this.refresh(tx, { ...options, enterpriseIds })));
      options.onProgress?.(counts.sheets);
    }
    options.onProgress?.(counts.sheets);
    return counts;
  }

  /** Brings the sheets of these enterprises up to date inside the caller's transaction. */
  async refresh(tx: Transaction, options: RefreshOptions & { enterpriseIds: string[] }): Promise<SheetCounts> {
    const catalogue = await this.reference.facts();
    const inputs = await sheetInputs(tx, options.year, catalogue);
    const target: SheetTarget = 'named';
    return runStatement(tx, sheetStatement(catalogue, inputs, target), options, [options.enterpriseIds]);
  }

  /**
   * What is known of one enterprise for a year, by the day of assessment, as its sheet would say it: also where no
   * figures of the year are known yet and there is no sheet. Reads only.
   */
  async preview(
    tx: Transaction,
    { enterpriseId, year, asOf }: { enterpriseId: string; year: number; asOf: string },
  ): Promise<FactSheet | null> {
    const catalogue = await this.reference.facts();
    const inputs = await sheetInputs(tx, year, catalogue);
    const statement = sheetStatement(catalogue, inputs, 'sought');
    const row = await tx.row<SheetRow>(statement, [year, asOf, null, [enterpriseId]]);
    return row && sheetOf(row, catalogue);
  }
}

/** Every enterprise with figures in the year has exactly one current sheet. */
async function countSheets(tx: Transaction, year: number): Promise<number> {
  const sql = 'select count(*)::int as count from fact_sheet where year = $1 and "supersededAt" is null';
  return (await tx.row<{ count: number }>(sql, [year]))?.count ?? 0;
}

/** The last id of the next chunk, or null when what is left fits in one. */
async function chunkEnd(tx: Transaction, from: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    `select id from enterprise where id > $1 order by id offset ${chunkSize - 1} limit 1`,
    [from],
  );
  return row?.id ?? null;
}

async function runStatement(
  tx: Transaction,
  statement: string,
  { year, asOf, jobId }: RefreshOptions,
  target: unknown[],
): Promise<SheetCounts> {
  await workInSets(tx);
  // two refreshes of one year at once would both find the same sheet outdated
  await tx.rows(`select pg_advisory_xact_lock(hashtext('fact_sheet'), $1::int)`, [year]);
  const counts = await tx.row<SheetCounts>(statement, [year, asOf, jobId ?? null, ...target]);
  if (!counts) throw new DomainError('unavailable', 'SCORING.NO_SHEETS', '事实表没有生成，请稍后重试。');
  return counts;
}

function add(sum: SheetCounts, more: SheetCounts): void {
  sum.sheets += more.sheets;
  sum.written += more.written;
}
