import { Injectable } from '@nestjs/common';
import { shanghaiDay, systemClock } from '@tidu/kernel';
import {
  definitionSheet,
  type ExportColumn,
  exportedBy,
  type ExportedFile,
  exportName,
  type ExportRows,
  type JobContext,
  type JobHandler,
  maskedContent,
  maskedOfAct,
  requireAllRows,
  StoredFiles,
  type TableFormat,
  tableTypes,
  throwIfStopped,
  type Transaction,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { AuditTrail } from '../audit-trail';
import { actionLabel } from '../reading/action-words';
import { trailConditions, type TrailFilter } from '../reading/trail-filter';
import { readTrail } from '../reads-trail';
import { keepExport } from './keep-export';

export const exportTrailTask = 'audit.export';

export interface ExportTrailPayload {
  format: TableFormat;
  filter: TrailFilter;
}

const columns: ExportColumn[] = [
  { label: '编号', type: 'text', width: 12 },
  { label: '时间（北京时间）', type: 'text', width: 24 },
  { label: '行为人', type: 'text', width: 14 },
  { label: '代表企业', type: 'text', width: 30 },
  { label: '动作', type: 'text', width: 20 },
  { label: '动作代码', type: 'text', width: 26 },
  { label: '对象种类', type: 'text', width: 18 },
  { label: '对象编号', type: 'text', width: 38 },
  { label: '之前', type: 'text', width: 40 },
  { label: '之后', type: 'text', width: 40 },
  { label: '理由', type: 'text', width: 30 },
  { label: '请求号', type: 'text', width: 38 },
  { label: '封存序号', type: 'text', width: 12 },
  { label: '内容散列', type: 'text', width: 66 },
];
const fetched = 2000;

/** Writes entries of the trail into a file, the oldest first, with their places in the chain. */
@Injectable()
export class ExportTrailJob implements JobHandler<ExportTrailPayload> {
  readonly task = exportTrailTask;

  constructor(
    readonly files: StoredFiles,
    readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<ExportTrailPayload>): Promise<ExportedFile> {
    const { database, person, payload, jobId } = context;
    const { format, filter } = payload;
    const { file, rows } = await database.snapshot(person, async (tx) => {
      await readTrail(tx);
      const { where, parameters } = trailConditions(filter);
      const counted = await tx.row<{ n: number }>(`select count(*)::int as n from audit_entry e ${where}`, parameters);
      const total = counted?.n ?? 0;
      context.progress({ stage: '写入文件', done: 0, total });
      const name = exportName(['审计记录', shanghaiDay(systemClock.now())], jobId, format);
      const written = await this.files.write(name, tableTypes[format], async (out) => {
        let done = 0;
        const listed = listRows(tx, filter, (count) => {
          throwIfStopped(context.signal);
          context.progress({ done: (done += count), counted: done });
        });
        const entries = [
          ...filterEntries(filter, total),
          ...exportedBy({ by: person.name, at: systemClock.now(), jobId }),
        ];
        if (format === 'csv') await writeCsv(columns, listed, out);
        else await writeXlsx([{ name: '审计记录', columns, rows: listed }, definitionSheet('说明', entries)], out);
        return done;
      });
      requireAllRows(total, written.result);
      return { file: written.file, rows: total };
    });
    return context.commit(async (tx) => {
      const what = { action: 'audit.exportTrail', objectType: 'job_run', objectId: jobId };
      await keepExport(tx, this, { ...what, jobId, file, after: { format, filter, rows } });
      return { format, name: file.name, sha256: file.sha256, size: file.size, rows };
    });
  }
}

const labels: Record<keyof TrailFilter, string> = {
  ...{ personId: '行为人编号', person: '行为人', action: '动作', objectType: '对象种类', objectId: '对象编号' },
  ...{ from: '起始日', until: '截止日', file: '导出文件' },
};

function filterEntries(filter: TrailFilter, total: number): [string, string][] {
  const given = (Object.keys(labels) as (keyof TrailFilter)[]).flatMap((key): [string, string][] =>
    filter[key] === undefined ? [] : [[`筛选：${labels[key]}`, filter[key]]],
  );
  return [
    ['内容', '审计记录：谁在什么时候做了什么，前后内容与理由，以及在封存链上的位置'],
    ...(given.length > 0 ? given : [['筛选', '不限'] as [string, string]]),
    ['条数', String(total)],
    ['遮盖', '前后内容里的个人信息已遮盖；内容散列按没有遮盖的原文计算'],
    ['核对', '封存序号与内容散列可用 npx tidu audit verify 核对；空白为尚未封存'],
  ];
}

type Row = Record<'id' | 'at' | 'personName' | 'action' | 'objectType' | 'objectId', string> &
  Record<'principalName' | 'before' | 'after' | 'reason' | 'requestId' | 'sequence' | 'digest', string | null>;

async function* listRows(tx: Transaction, filter: TrailFilter, onRows: (count: number) => void): ExportRows {
  const { where, parameters } = trailConditions(filter);
  await tx.rows(
    `declare trail no scroll cursor for
     select e.id::text, to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS.MS') as at, e."personName",
            e.principal->>'name' as "principalName", e.action, e."objectType", e."objectId", e.before::text, e.after::text, e.reason, e."requestId", l.sequence::text,
            encode(l.digest, 'hex') as digest
     from audit_entry e left join audit_link l on l."entryId" = e.id ${where} order by e.id`,
    parameters,
  );
  for (;;) {
    const rows = await tx.rows<Row>(`fetch ${fetched} from trail`);
    if (rows.length === 0) return;
    onRows(rows.length);
    yield rows.map((row) => [
      ...[
        row.id,
        row.at,
        row.personName,
        row.principalName,
        actionLabel(row.action),
        row.action,
        row.objectType,
        row.objectId,
      ],
      ...[
        maskedText(row.action, row.before),
        maskedText(row.action, row.after),
        row.reason,
        row.requestId,
        row.sequence,
        row.digest,
      ],
    ]);
  }
}

/** What an entry says of before and after; where something in it is confidential, that is masked. */
function maskedText(action: string, json: string | null): string | null {
  if (json === null) return null;
  const whole: unknown = JSON.parse(json);
  const shown = JSON.stringify(maskedContent(maskedOfAct(action, whole)));
  return shown === JSON.stringify(whole) ? json : shown;
}
