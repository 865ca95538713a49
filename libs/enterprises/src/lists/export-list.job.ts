import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay } from '@tidu/kernel';
import {
  copyRows,
  definitionSheet,
  type ExportColumn,
  type ExportRows,
  type JobContext,
  type JobHandler,
  StoredFiles,
  tableTypes,
  throwIfStopped,
  type Transaction,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { to as copyTo } from 'pg-copy-streams';
import { PassThrough } from 'node:stream';
import { EnterprisesQueries, type EnterpriseListOptions } from '../enterprises.queries';
import { defineList, type ListColumn, type ListDefinition } from './list-definition';

export const exportListTask = 'enterprises.exportList';

/** Which list is exported, as which kind of file, narrowed by what. */
export interface ExportListPayload {
  /** `enterprises`, or the id of a list of evidence. */
  list: string;
  format: 'csv' | 'xlsx';
  filter: Omit<EnterpriseListOptions, 'limit' | 'after'>;
}

/** The file that was made. */
export interface ExportListResult {
  sha256: string;
  name: string;
  format: 'csv' | 'xlsx';
  rows: number;
}

const sizeLimit = 2 ** 32;
const filterWords = {
  q: '名称或代码',
  region: '区划',
  industry: '行业',
  ownership: '所有制',
  demo: '演示数据',
  sort: '排序',
};

/** Exports a list with a sheet that says what it is: definition, filters, day, count. */
@Injectable()
export class ExportListJob implements JobHandler<ExportListPayload> {
  readonly task = exportListTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly reference: ReferenceService,
    private readonly enterprises: EnterprisesQueries,
    private readonly trail: AuditTrail = new AuditTrail(),
  ) {}

  async run(context: JobContext<ExportListPayload>): Promise<ExportListResult> {
    const { list, format, filter } = context.payload;
    context.progress({ stage: '导出', done: 0 });
    const source = list === 'enterprises' ? this.enterpriseSource(context) : await this.evidenceSource(context);
    const name = `${source.label}-${shanghaiDay(Date.now())}.${format}`;
    const out = new PassThrough();
    let rows = 0;
    const counted: ExportRows = counting(source.rows, (n) => {
      throwIfStopped(context.signal);
      context.progress({ done: (rows += n) });
    });
    const write = async () => {
      if (format === 'csv') await writeCsv(source.columns, counted, out);
      else
        await writeXlsx(
          [
            { name: source.label, columns: source.columns, rows: counted },
            {
              ...definitionSheet('说明', []),
              rows: later(() => definition(source, filter, rows, context.person.name)),
            },
          ],
          out,
        );
    };
    const writing = write().then(
      () => out.end(),
      (error: unknown) => out.destroy(error as Error),
    );
    const stored = await this.files.take(out, name, tableTypes[format], sizeLimit);
    await writing;
    return context.commit(async (tx) => {
      await this.files.register(tx, stored);
      await this.trail.record(tx, {
        ...{ action: 'enterprises.exportList', objectType: 'stored_file', objectId: stored.sha256 },
        after: { list, format, filter, rows },
      });
      return { sha256: stored.sha256, name, format, rows };
    });
  }

  /** The register as its list shows it, page by page: the same filters, the same order. */
  private enterpriseSource({ person, payload }: JobContext<ExportListPayload>): Source {
    const query = this.enterprises;
    async function* pages(): ExportRows {
      for (let after: string | undefined | null; after !== null;) {
        const page = await query.list(person, { ...payload.filter, limit: 200, ...(after ? { after } : {}) });
        yield page.items.map((item) => [
          ...[item.creditCode, item.name, item.regionCode, item.regionName, item.industryCode, item.industryName],
          ...[item.ownership === null ? null : ownershipWords[item.ownership], item.registeredOn],
          item.demo ? '演示数据' : null,
        ]);
        after = page.next;
      }
    }
    return { label: '企业名册', about: '登记簿的现状，空格为未知。', columns: enterpriseColumns, rows: pages() };
  }

  /** The records of a kind that count today, in one state of the data. */
  private async evidenceSource({ person, payload, database }: JobContext<ExportListPayload>): Promise<Source> {
    const found = (await this.reference.importLists()).find(({ code }) => code === payload.list);
    if (!found) throw new DomainError('notFound', 'LISTS.NOT_FOUND', `没有“${payload.list}”这种清单。`);
    const list = defineList(found);
    const columns = list.columns.map(exportColumn);
    return {
      ...{ label: list.label, about: `${list.about}不含已撤回的记录。`, columns },
      rows: snapshotRows((work) => database.snapshot(person, work), evidenceSql(list)),
    };
  }
}

interface Source {
  label: string;
  about: string;
  columns: ExportColumn[];
  rows: ExportRows;
}

const ownershipWords = { stateOwned: '国有', private: '民营', foreign: '外资', collective: '集体', other: '其他' };

const enterpriseColumns: ExportColumn[] = [
  { label: '统一社会信用代码', type: 'text', width: 22 },
  { label: '企业名称', type: 'text', width: 36 },
  { label: '行政区划代码', type: 'text', width: 14 },
  { label: '行政区划', type: 'text', width: 16 },
  { label: '行业代码', type: 'text', width: 10 },
  { label: '行业', type: 'text', width: 28 },
  { label: '所有制', type: 'text', width: 10 },
  { label: '成立日期', type: 'date', width: 12 },
  { label: '性质', type: 'text', width: 10 },
];

const exportColumn = ({ label, type }: ListColumn): ExportColumn =>
  type === 'day' ? { label, type: 'date' } : type === 'rank' ? { label, type: 'integer' } : { label, type: 'text' };

/** The records under the labels of the list's own template, so that an export can be imported again. */
function evidenceSql({ kind, columns }: ListDefinition): string {
  const cell = ({ name, type, options, lastDay }: ListColumn): string => {
    if (name === 'creditCode') return 'e."creditCode"';
    if (name === 'enterpriseName') return 'e.name';
    const column = `r."${name}"`;
    const words = (of: string) =>
      `case ${of} ${options.map(({ code, label }) => `when '${code}' then '${label.replaceAll("'", "''")}'`).join(' ')} end`;
    switch (type) {
      case 'day':
        return lastDay ? `(${column} - 1)::text` : `${column}::text`;
      case 'boolean':
        return `case when ${column} then '是' when not ${column} then '否' end`;
      case 'choice':
        return words(column);
      case 'choices':
        return `(select string_agg(${words('one')}, '、') from unnest(${column}) one)`;
      case 'ratio':
        return `trim_scale(${column} / 10000.0)::text || '%'`;
      case 'rank':
      case 'text':
        return column;
    }
  };
  return `select ${columns.map(cell).join(', ')} from ${kind.table} r join enterprise e on e.id = r."enterpriseId"
    where r."withdrawnAt" is null order by e."creditCode", r."validFrom", r.id`;
}

/** Streams a select in one state of the data; the reader sets the pace. */
async function* snapshotRows(
  snapshot: (work: (tx: Transaction) => Promise<void>) => Promise<void>,
  sql: string,
): ExportRows {
  const pipe = new PassThrough();
  const done = snapshot(async (tx) => {
    await tx.rows('set local statement_timeout = 0');
    for await (const chunk of tx.client.query(copyTo(`copy (${sql}) to stdout`)) as AsyncIterable<Buffer>)
      if (!pipe.write(chunk)) await new Promise((ready) => pipe.once('drain', ready));
    pipe.end();
  });
  done.catch((error: unknown) => pipe.destroy(error as Error));
  yield* copyRows(pipe as AsyncIterable<Buffer>);
  await done;
}

async function* counting(rows: ExportRows, note: (rows: number) => void): ExportRows {
  for await (const batch of rows) {
    note(batch.length);
    yield batch;
  }
}

/** Rows that are known only when the sheet before them is written. */
async function* later(entries: () => [string, string][]): ExportRows {
  yield await Promise.resolve(entries());
}

function definition(
  { label, about, columns }: Source,
  filter: ExportListPayload['filter'],
  rows: number,
  person: string,
): [string, string][] {
  const narrowed = Object.entries(filter).map(
    ([name, value]) => `${filterWords[name as keyof typeof filterWords]}：${String(value)}`,
  );
  return [
    ['清单', label],
    ['口径', about],
    ['筛选', narrowed.length === 0 ? '无' : narrowed.join('；')],
    ['列', columns.map((column) => column.label).join('、')],
    ['导出时间', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')],
    ['导出人', person],
    ['条数', String(rows)],
  ];
}
