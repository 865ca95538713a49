import { Injectable } from '@nestjs/common';
import { TrailOfReads } from '@tidu/audit';
import { type ReadyTemplate, type ReportDoubts, reportDoubts, ReportFilling } from '@tidu/desk';
import { DomainError, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  exportCode,
  exportName,
  fieldsSeenWhole,
  tableTypes,
  type Transaction,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { createHash } from 'node:crypto';
import { type Batch, findBatch } from '../batches/batch';
import type { PackageFile } from '../packages/packages.service';
import { badField } from '../recognition.errors';
import { procedureOf } from '../rules/procedures';
import { batchSource } from './batch-fields';
import { outOfSight, reportedCases, type ReportedCase, reportRows } from './batch-rows';

/** Which cases of a batch go into which form. */
export interface AskedReport {
  /** Version of the template. */
  template: string;
  states: readonly string[];
}

/** What stands to be filled in, before anything is. */
export interface BatchReportCheck extends ReportDoubts {
  ready: ReadyTemplate;
  cases: ReportedCase[];
  outOfSight: number;
}

/** A superior's form filled with the cases of a batch (推荐上报). */
@Injectable()
export class BatchReports {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly filling: ReportFilling,
    private readonly reads: TrailOfReads,
  ) {}

  /** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, `RECOGNITION.REPORT_STATE`, `RECOGNITION.REPORT_FIGURES`, `DESK.NOT_MAPPED` … */
  async check(person: ActingPerson, batchId: string, asked: AskedReport): Promise<BatchReportCheck> {
    const { ready, cases, rows, hidden } = await this.gather(person, batchId, asked);
    return { ready, cases, ...reportDoubts(ready, rows), outOfSight: hidden };
  }

  /**
   * The filled workbook, noted before it is handed out.
   * @throws DomainError as `check`, `RECOGNITION.REPORT_COUNT` where there are other cases than whoever asks has seen.
   */
  async file(person: ActingPerson, batchId: string, asked: AskedReport & { expected: number }): Promise<PackageFile> {
    const { batch, ready, cases, rows } = await this.gather(person, batchId, asked);
    if (cases.length !== asked.expected)
      throw new DomainError(
        'conflict',
        'RECOGNITION.REPORT_COUNT',
        `您看到的是 ${asked.expected} 件，现在有 ${cases.length} 件，没有生成文件。请刷新核对后再填。`,
      );
    if (cases.length === 0) throw badField('states', 'REPORT_EMPTY', '所选环节里没有申报，没有可以填的。');
    const jobId = uuidv7();
    const body = await this.filling.fill(ready, rows);
    const { version } = ready;
    await this.reads.note(person, {
      ...{ action: 'recognition.takeReport', objectType: 'recognition_batch', objectId: batchId },
      after: {
        ...{
          export: exportCode(jobId),
          template: ready.name,
          templateNumber: version.number,
          templateSha256: version.fileSha256,
        },
        ...{ states: asked.states, rows: rows.length, sha256: createHash('sha256').update(body).digest('hex') },
      },
    });
    return { name: exportName([ready.name, batch.name], jobId, 'xlsx'), type: tableTypes.xlsx, body };
  }

  private async gather(person: ActingPerson, batchId: string, { template, states }: AskedReport) {
    const [regions, dictionary] = [await this.reference.regions(), await this.reference.dictionary()];
    return this.database.snapshot(person, async (tx: Transaction) => {
      const batch = await findBatch(tx, batchId);
      requireStates(batch, states);
      const ready = await this.filling.ready(tx, template, batchSource);
      const facts = ready.fields.some(({ code }) => code.startsWith('fact.'));
      if (facts && !fieldsSeenWhole(person).includes('figures'))
        throw new DomainError(
          'forbidden',
          'RECOGNITION.REPORT_FIGURES',
          '这个模板要填企业的年度数据，您没有查看年度数据的权限。请由有权限的人填。',
        );
      const cases = await reportedCases(tx, batch, states);
      const rows = await reportRows(tx, batch, cases, { regions, dictionary, standards: this.standards, facts });
      return { batch, ready, cases, rows, hidden: await outOfSight(tx, batch) };
    });
  }
}

function requireStates({ procedure }: Batch, states: readonly string[]): void {
  const known = procedureOf(procedure).states;
  const wrong = states.find((state) => !known.has(state));
  if (wrong !== undefined)
    throw badField('states', 'REPORT_STATE', `这个批次的程序里没有“${wrong}”这个环节。请刷新后重选。`);
}
