import { Injectable } from '@nestjs/common';
import { holdsPersonalData } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  decodeCursor,
  type ExportColumn,
  type ExportRows,
  type Page,
  pageOf,
  type StoredFile,
} from '@tidu/platform';
import type { ImportChangeDto, ImportDto, ImportProblemDto } from './console/imports.console.dto';
import { importTasks } from './import/import-options';
import { undoImportTask } from './import/undo-import.job';

const columns = `j.id as "jobId", coalesce(f.list, payload->>'list') as list,
  case when cardinality(f."rejectedRows") > 0 then json_build_object('ready', f."fixFile" is not null) end as copies,
  (select json_build_object('jobId', u.id, 'state', u.state, 'result', u.result, 'error', u.error) from job_run u
   where u.task = '${undoImportTask}' and u.payload->>'importJobId' = j.id::text order by u."createdAt" desc limit 1) as undo, payload->>'fileName' as "fileName", payload->>'source' as source,
  coalesce((payload->>'dryRun')::boolean, false) as "dryRun", state, stage, done::float8 as done, total::float8 as total,
  counted::float8 as counted, warned::float8 as warned, failed::float8 as failed, result, error, "personName",
  "createdAt", "finishedAt"`;

const imports = `job_run j left join import_file f on f."jobId" = j.id where task = any($1)`;

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
      tx.rows<ImportDto>(`select ${columns} from ${imports} order by "createdAt" desc, id desc limit 50`, [
        importTasks,
      ]),
    );
  }

  /** One import. @throws DomainError `FIGURES.IMPORT_NOT_FOUND`, also for another person's. */
  async one(person: ActingPerson, jobId: string): Promise<ImportDto> {
    const found = await this.database.read(person, (tx) =>
      tx.row<ImportDto>(`select ${columns} from ${imports} and id = $2`, [importTasks, jobId]),
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
    const counted = count?.n ?? 0;
    const page = pageOf(rows, { limit, counted, place: ({ position }) => [position], view: (row) => row });
    return { ...page, count: { value: counted, exact: true } };
  }

  /** What an import made and changed, and what became of each row when it was taken back. */
  async changes(
    person: ActingPerson,
    jobId: string,
    { limit = 20, after, outcome }: { limit?: number; after?: string; outcome?: 'undone' | 'kept' },
  ): Promise<Page<ImportChangeDto>> {
    await this.one(person, jobId);
    const [table, rowId] = after === undefined ? ['', null] : decodeCursor(after, 2);
    const where = `c."jobId" = $1 and ($2::text is null or c.outcome = $2)`;
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<ImportChangeDto & { rowId: string }>(
        `select c."table", c."rowId", c.row, c.kind, c.outcome, c.why, e."creditCode", e.name
         from import_change c left join enterprise e on e.id = case when c."table" = 'enterprise' then c."rowId"
           when c."table" = 'figures' then (select g."enterpriseId" from figures g where g.id = c."rowId") end
         where ${where} and ($3::text = '' or (c."table", c."rowId") > ($3, $4::uuid))
         order by c."table", c."rowId" limit ${limit + 1}`,
        [jobId, outcome ?? null, table, rowId],
      );
      const counted = await tx.row<{ n: number }>(`select count(*)::int as n from import_change c where ${where}`, [
        ...[jobId, outcome ?? null],
      ]);
      const value = counted?.n ?? 0;
      const page = pageOf(rows, {
        ...{ limit, counted: value, place: (last) => [last.table, last.rowId] },
        view: ({ rowId: _, ...row }): ImportChangeDto => row,
      });
      return { ...page, count: { value, exact: true } };
    });
  }

  /** The job that makes the fix file and the copy with remarks; null where no row was refused. */
  async copiesJob(person: ActingPerson, jobId: string): Promise<string | null> {
    const file = await this.database.read(person, (tx) =>
      tx.row<{ copiesJobId: string | null }>('select "copiesJobId" from import_file where "jobId" = $1', [jobId]),
    );
    return file?.copiesJobId ?? null;
  }

  /**
   * The fix file or the copy with remarks; with personal data it is for whoever brought the file.
   * @throws DomainError `FIGURES.NO_COPY` until it is made, `FIGURES.OTHERS_FILE`.
   */
  async copy(person: ActingPerson, jobId: string, which: 'fixFile' | 'annotatedFile'): Promise<StoredFile> {
    await this.one(person, jobId);
    const found = await this.database.read(person, (tx) =>
      tx.row<StoredFile & { list: string; isOwn: boolean }>(
        `select s.sha256, s.name, s."mediaType", s.size::float8 as size, f.list, j."personId" = $2 as "isOwn"
         from import_file f join job_run j on j.id = f."jobId" join stored_file s on s.sha256 = f."${which}"
         where f."jobId" = $1`,
        [jobId, person.id],
      ),
    );
    if (found && !found.isOwn && holdsPersonalData(found.list)) throw othersPersonalFile();
    if (!found)
      throw new DomainError(
        'notFound',
        'FIGURES.NO_COPY',
        '没有这个文件：没有被拒绝的行，或文件还在生成，请稍候再试。',
      );
    const { sha256, name, mediaType, size } = found;
    return { sha256, name, mediaType, size };
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

const othersPersonalFile = () =>
  new DomainError(
    'forbidden',
    'FIGURES.OTHERS_FILE',
    '这次导入的文件里有个人信息（联系人），只交还给导入的人。问题清单可以照常查看。',
  );
