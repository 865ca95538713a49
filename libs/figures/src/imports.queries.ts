import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  decodeCursor,
  encodeCursor,
  type ExportColumn,
  type ExportRows,
  type Page,
} from '@tidu/platform';
import type { ImportDto, ImportProblemDto } from './console/imports.console.dto';
import { importTask } from './import/import-options';

const columns = `id as "jobId", payload->>'fileName' as "fileName", payload->>'source' as source,
  coalesce((payload->>'dryRun')::boolean, false) as "dryRun", state, stage, done::float8 as done, total::float8 as total,
  counted::float8 as counted, warned::float8 as warned, failed::float8 as failed, result, error, "personName",
  "createdAt", "finishedAt"`;

/** Columns of the list of problems as a file. */
export const problemColumns: ExportColumn[] = [
  { label: '行', type: 'integer' },
  { label: '列', type: 'text' },
  { label: '值', type: 'text' },
  { label: '类别', type: 'text' },
  { label: '代码', type: 'text' },
  { label: '原因与办法', type: 'text' },
];

/** Reads of the imports: which there were, and what was wrong with their rows. */
@Injectable()
export class ImportsQueries {
  constructor(private readonly database: Database) {}

  /** The person's newest imports, at most 50. */
  async recent(person: ActingPerson): Promise<ImportDto[]> {
    return this.database.read(person, (tx) =>
      tx.rows<ImportDto>(
        `select ${columns} from job_run where task = '${importTask}' order by "createdAt" desc, id desc limit 50`,
      ),
    );
  }

  /** One import. @throws DomainError `FIGURES.IMPORT_NOT_FOUND`, also for another person's. */
  async one(person: ActingPerson, jobId: string): Promise<ImportDto> {
    const found = await this.database.read(person, (tx) =>
      tx.row<ImportDto>(`select ${columns} from job_run where task = '${importTask}' and id = $1`, [jobId]),
    );
    if (!found) throw new DomainError('notFound', 'FIGURES.IMPORT_NOT_FOUND', '没有这次导入。');
    return found;
  }

  /** Problems and warnings of one import in the order of the file's rows. */
  async problems(
    person: ActingPerson,
    jobId: string,
    { limit = 20, after, warning }: { limit?: number; after?: string; warning?: boolean },
  ): Promise<Page<ImportProblemDto>> {
    await this.one(person, jobId);
    const last = after === undefined ? 0 : Number(decodeCursor(after, 1)[0]);
    if (!Number.isSafeInteger(last))
      throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
    const where = `"jobId" = $1 and ($2::boolean is null or warning = $2)`;
    const { rows, count } = await this.database.read(person, async (tx) => ({
      rows: await tx.rows<ImportProblemDto>(
        `select position, row, "column", value, code, message, warning from import_problem
         where ${where} and position > $3 order by position limit ${limit + 1}`,
        [jobId, warning ?? null, last],
      ),
      count: await tx.row<{ n: number }>(`select count(*)::int as n from import_problem where ${where}`, [
        jobId,
        warning ?? null,
      ]),
    }));
    const items = rows.slice(0, limit);
    const end = items.at(-1);
    return {
      items,
      next: end && rows.length > limit ? encodeCursor([end.position]) : null,
      count: { value: count?.n ?? 0, exact: true },
    };
  }

  /** All problems of one import as rows of a file; read in pieces, so that memory stays small. */
  async *problemRows(person: ActingPerson, jobId: string): ExportRows {
    for (let after: string | null | undefined; after !== null;) {
      const page: Page<ImportProblemDto> = await this.problems(person, jobId, { limit: 2000, after });
      yield page.items.map(({ row, column, value, warning, code, message }) => [
        ...[row, column, value, warning ? '提醒' : '问题', code, message],
      ]);
      after = page.next;
    }
  }
}
