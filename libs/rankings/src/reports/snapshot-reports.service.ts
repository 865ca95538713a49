import { Injectable } from '@nestjs/common';
import { type ReadyTemplate, type ReportDoubts, reportDoubts, ReportFilling, type ReportRow } from '@tidu/desk';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, fieldsSeenWhole, JobsService, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type AskedForm, exportSnapshotTask, type ReportedRows } from '../files/snapshot-export';
import { type FrozenSnapshot, requireWholeSight, wholeFrozen } from '../snapshots/frozen';
import { tieOf } from '../snapshots/head';
import { rowsOf, type StoredRow } from '../snapshots/whole-rows';
import { isFigure, snapshotRows, snapshotSource } from './report-fields';

/** A form and the rows that go into it. */
export interface GatheredForm {
  snapshot: FrozenSnapshot;
  ready: ReadyTemplate;
  rows: ReportRow[];
}

/** A form is a few pages for somebody's desk; it is filled in memory. */
const mostRows = 20_000;

/** A superior's form filled with a frozen yearly ranking (报送). */
@Injectable()
export class SnapshotReports {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly filling: ReportFilling,
    private readonly jobs: JobsService,
  ) {}

  /** @throws DomainError as `gather`. */
  async check(
    person: ActingPerson,
    id: string,
    asked: AskedForm,
  ): Promise<ReportDoubts & { ready: ReadyTemplate; rows: number }> {
    const { ready, rows } = await this.gather(person, id, asked);
    return { ready, rows: rows.length, ...reportDoubts(ready, rows) };
  }

  /** Asks for the filled form; returns the job. @throws DomainError as `gather`, `RANKINGS.REPORT_COUNT`. */
  async fill(
    person: ActingPerson,
    id: string,
    { expected, ...asked }: AskedForm & { expected: number },
  ): Promise<string> {
    const { rows } = await this.gather(person, id, asked);
    if (rows.length !== expected)
      throw new DomainError(
        'conflict',
        'RANKINGS.REPORT_COUNT',
        `您看到的是 ${expected} 行，现在有 ${rows.length} 行，没有生成文件。请刷新核对后再填。`,
      );
    if (rows.length === 0)
      throw new DomainError('invalid', 'RANKINGS.REPORT_EMPTY', '所选的范围里没有企业，没有可以填的。请另选哪些行。');
    return this.database.write(person, (tx) =>
      this.jobs.enqueue(tx, exportSnapshotTask, { snapshotId: id, format: 'form', form: asked }),
    );
  }

  /**
   * A form with its rows, from what is frozen.
   * @throws DomainError as `ready`, `RANKINGS.REPORT_TOO_LONG`.
   */
  async gather(person: ActingPerson, id: string, asked: AskedForm): Promise<GatheredForm> {
    const names = { regions: await this.reference.regions(), industries: await this.reference.industries() };
    return this.database.snapshot(person, async (tx) => {
      const { snapshot, ready } = await this.ready(tx, id, asked.template);
      return { snapshot, ready, rows: snapshotRows(snapshot, await chosenRows(tx, snapshot, asked.rows), names) };
    });
  }

  /**
   * The form and the list that goes into it, for whoever may see all that it will say.
   * @throws DomainError `RANKINGS.NOT_FROZEN`, `RANKINGS.PART_ONLY`, `RANKINGS.REPORT_FIGURES`, `DESK.NOT_MAPPED` …
   */
  async ready(tx: Transaction, id: string, template: string): Promise<Omit<GatheredForm, 'rows'>> {
    const snapshot = await wholeFrozen(tx, id);
    await requireWholeSight(tx, snapshot);
    const ready = await this.filling.ready(tx, template, snapshotSource);
    if (ready.fields.some(isFigure) && !fieldsSeenWhole(tx.person).includes('figures'))
      throw new DomainError(
        'forbidden',
        'RANKINGS.REPORT_FIGURES',
        '这个模板要填企业的年度数据，您没有查看年度数据的权限。请由有权限的人填。',
      );
    return { snapshot, ready };
  }
}

/** The rows of a choice in their order; those whom a person let in at the line are in. */
async function chosenRows(tx: Transaction, snapshot: FrozenSnapshot, which: ReportedRows): Promise<StoredRow[]> {
  const chosen = new Set((await tieOf(tx, snapshot.id))?.chosen ?? []);
  const isWanted = ({ rank, line, creditCode }: StoredRow) =>
    which === 'all' || (which === 'placed' ? rank !== null : line === 'in' || chosen.has(creditCode));
  const found: StoredRow[] = [];
  for await (const rows of rowsOf(tx, snapshot.id)) {
    found.push(...rows.filter(isWanted));
    if (found.length > mostRows)
      throw new DomainError(
        'conflict',
        'RANKINGS.REPORT_TOO_LONG',
        `所选的行超过 ${mostRows} 行，不能填进模板。请只填线内的，或导出 CSV、XLSX。`,
      );
  }
  return found;
}
