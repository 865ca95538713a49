import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay, systemClock } from '@tidu/kernel';
import {
  type JobContext,
  type JobHandler,
  type StoredFile,
  StoredFiles,
  throwIfStopped,
  type Transaction,
} from '@tidu/platform';
import { PassThrough } from 'node:stream';
import type { RankingDto } from '../console/rankings.console.dto';
import { demoNotice, notice } from '../export/columns';
import { definitionEntries } from '../export/definition-entries';
import { writeRanking } from '../export/write-ranking';
import { getRanking } from '../rankings.queries';

export interface ExportRankingPayload {
  rankingId: string;
  format: 'csv' | 'xlsx';
}

export interface ExportRankingResult {
  rankingId: string;
  format: 'csv' | 'xlsx';
  /** Name for people; the file itself is kept under its hash. */
  name: string;
  sha256: string;
  size: number;
  rows: number;
}

export const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** 4 GiB: an export of ten million rows still fits. */
const sizeLimit = 2 ** 32;
const buffered = 1024 * 1024;

/** Writes a ranking into a file, row by row, as far as the scope of whoever asks reaches. */
@Injectable()
export class ExportRankingJob implements JobHandler<ExportRankingPayload> {
  readonly task = 'rankings.export';

  constructor(
    private readonly files: StoredFiles,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<ExportRankingPayload>): Promise<ExportRankingResult> {
    const { database, person, payload } = context;
    const { format, rankingId } = payload;
    const { file, rows } = await database.snapshot(person, async (tx) => {
      const ranking = await getRanking(tx, rankingId);
      const count = await countRows(tx, rankingId);
      context.progress({ stage: '写入文件', done: 0, total: count });
      const written = await this.write(tx, ranking, context);
      if (written.rows !== count) throw otherCount(count, written.rows);
      return written;
    });
    context.progress({ done: rows, counted: rows });
    return context.commit(async (tx) => {
      await this.files.register(tx, file);
      await this.trail.record(tx, {
        ...{ action: 'rankings.export', objectType: 'ranking', objectId: rankingId },
        after: { format, rows, sha256: file.sha256 },
      });
      return { rankingId, format, name: file.name, sha256: file.sha256, size: file.size, rows };
    });
  }

  private async write(
    tx: Transaction,
    ranking: RankingDto,
    context: JobContext<ExportRankingPayload>,
  ): Promise<{ file: StoredFile; rows: number }> {
    const { payload, database, person, jobId } = context;
    const { format } = payload;
    const pipe = new PassThrough({ highWaterMark: buffered });
    const taken = this.files.take(pipe, exportName(ranking, format), mediaTypes[format], sizeLimit);
    taken.catch(() => undefined); // looked at below; until then it must not count as unhandled
    try {
      const rows = await writeRanking(database, tx, ranking, format, pipe, {
        definition: definitionEntries(ranking, { at: systemClock.now(), by: person.name, jobId }),
        onProgress: (done) => {
          throwIfStopped(context.signal);
          context.progress({ done });
        },
      });
      pipe.end();
      return { file: await taken, rows };
    } catch (error) {
      pipe.destroy(error as Error);
      await taken.catch(() => undefined);
      throw error;
    }
  }
}

async function countRows(tx: Transaction, rankingId: string): Promise<number> {
  const sql = 'select count(*)::int as count from ranking_row where "rankingId" = $1';
  return (await tx.row<{ count: number }>(sql, [rankingId]))?.count ?? 0;
}

function otherCount(expected: number, found: number): DomainError {
  return new DomainError(
    'conflict',
    'RANKINGS.ROW_COUNT',
    `应导出 ${expected} 行，实际写出 ${found} 行，文件没有保存。请重试；再次出现请联系系统管理员。`,
  );
}

/** The file's name says what it is, because a CSV has no second sheet: ranking, year, day, 预评估，非认定. */
export function exportName(
  { name, year, demo }: Pick<RankingDto, 'name' | 'year' | 'demo'>,
  format: 'csv' | 'xlsx',
): string {
  const day = shanghaiDay(systemClock.now());
  const parts = [name, `${year}年度`, day, notice, ...(demo ? [demoNotice] : [])];
  // what no file system takes in a name
  const clean = [...parts.join('_')].map((char) => ('\\/:*?"<>|'.includes(char) || char < ' ' ? ' ' : char)).join('');
  return `${clean.trim()}.${format}`;
}
