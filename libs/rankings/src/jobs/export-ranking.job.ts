import { Injectable } from '@nestjs/common';
import { AuditTrail, keepExport } from '@tidu/audit';
import { shanghaiDay, systemClock } from '@tidu/kernel';
import {
  type ExportedFile,
  exportName,
  type JobContext,
  type JobHandler,
  requireAllRows,
  StoredFiles,
  type TableFormat,
  tableTypes,
  throwIfStopped,
  type Transaction,
} from '@tidu/platform';
import { bureauOf } from '@tidu/reference';
import type { Ranking } from '../rankings.queries';
import { demoNotice, notice } from '../export/columns';
import { definitionEntries } from '../export/definition-entries';
import { writeRanking } from '../export/write-ranking';
import { getRanking } from '../rankings.queries';

export const exportRankingTask = 'rankings.export';

export interface ExportRankingPayload {
  rankingId: string;
  format: TableFormat;
}

export interface ExportRankingResult extends ExportedFile {
  rankingId: string;
}

/** Writes a ranking into a file, row by row, as far as the scope of whoever asks reaches. */
@Injectable()
export class ExportRankingJob implements JobHandler<ExportRankingPayload> {
  readonly task = exportRankingTask;

  constructor(
    readonly files: StoredFiles,
    readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<ExportRankingPayload>): Promise<ExportRankingResult> {
    const { database, person, payload } = context;
    const { format, rankingId } = payload;
    const { file, result: rows } = await database.snapshot(person, async (tx) => {
      const ranking = await getRanking(tx, rankingId);
      const count = await countRows(tx, rankingId);
      context.progress({ stage: '写入文件', done: 0, total: count });
      const written = await this.write(tx, ranking, context);
      requireAllRows(count, written.result);
      return written;
    });
    context.progress({ done: rows, counted: rows });
    return context.commit(async (tx) => {
      await keepExport(tx, this, {
        ...{ action: 'rankings.export', objectType: 'ranking', objectId: rankingId },
        ...{ jobId: context.jobId, file, after: { format, rows } },
      });
      return { rankingId, format, name: file.name, sha256: file.sha256, size: file.size, rows };
    });
  }

  private async write(tx: Transaction, ranking: Ranking, context: JobContext<ExportRankingPayload>) {
    const { payload, database, person, jobId } = context;
    const { format } = payload;
    const bureau = await bureauOf(tx);
    return this.files.write(nameOf(ranking, jobId, format), tableTypes[format], (out) =>
      writeRanking(database, tx, ranking, format, out, {
        definition: definitionEntries(ranking, { bureau, at: systemClock.now(), by: person.name, jobId }),
        onProgress: (done) => {
          throwIfStopped(context.signal);
          context.progress({ done });
        },
      }),
    );
  }
}

async function countRows(tx: Transaction, rankingId: string): Promise<number> {
  const sql = 'select count(*)::int as count from ranking_row where "rankingId" = $1';
  return (await tx.row<{ count: number }>(sql, [rankingId]))?.count ?? 0;
}

/** The file's name says what it is, because a CSV has no second sheet: ranking, year, day, 预评估，非认定. */
function nameOf({ name, year, demo }: Ranking, jobId: string, format: TableFormat): string {
  const day = shanghaiDay(systemClock.now());
  return exportName([name, `${year}年度`, day, notice, ...(demo ? [demoNotice] : [])], jobId, format);
}
