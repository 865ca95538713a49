import { Injectable } from '@nestjs/common';
import { TrailOfReads } from '@tidu/audit';
import { OUTCOME_LABELS } from '@tidu/criteria';
import { shanghaiTime, systemClock, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  batched,
  definitionSheet,
  type ExportCell,
  type ExportColumn,
  exportCode,
  exportedBy,
  exportName,
  inMemory,
  requireAllRows,
  tableTypes,
  writeXlsx,
} from '@tidu/platform';
import { createHash } from 'node:crypto';
import { purposeWords } from '../applications/application';
import type { PackageFile } from '../packages/packages.service';
import { type MeetingPack, PacksQueries } from './packs.queries';

const columns: readonly ExportColumn[] = [
  { label: '序号', type: 'integer', width: 8 },
  { label: '企业名称', type: 'text', width: 36 },
  { label: '统一社会信用代码', type: 'text', width: 22 },
  { label: '地区', type: 'text', width: 16 },
  { label: '申报类型', type: 'text', width: 10 },
  { label: '名次', type: 'integer', width: 8 },
  { label: '是否推荐', type: 'text', width: 10 },
  { label: '线上同分', type: 'text', width: 10 },
  { label: '预评估结果', type: 'text', width: 14 },
  { label: '最低分', type: 'decimal', scale: 4, width: 10 },
  { label: '最高分', type: 'decimal', scale: 4, width: 10 },
  { label: '环节', type: 'text', width: 12 },
  { label: '回执编号', type: 'text', width: 24 },
  { label: '初审意见', type: 'text', width: 40 },
];

/** The summary of a pack as a workbook (推荐汇总表), with what its figures mean on a second sheet. */
@Injectable()
export class PackFiles {
  constructor(
    private readonly packs: PacksQueries,
    private readonly reads: TrailOfReads,
  ) {}

  /** @throws DomainError `RECOGNITION.PACK_NOT_FOUND`, `PLATFORM.ROW_COUNT`. */
  async summary(person: ActingPerson, id: string): Promise<PackageFile> {
    const [pack, jobId] = [await this.packs.one(person, id), uuidv7()];
    requireAllRows(pack.cases, pack.rows.length);
    const sheet = { name: '推荐汇总表', columns, rows: batched(pack.rows.map(cellsOf)) };
    const sheets = [sheet, definitionSheet('口径', definitions(pack, { by: person.name, jobId }))];
    const body = await inMemory((out) => writeXlsx(sheets, out));
    const name = exportName(['推荐汇总表', pack.batchName, pack.title], jobId, 'xlsx');
    await this.reads.note(person, {
      ...{ action: 'recognition.takeSummary', objectType: 'meeting_pack', objectId: id },
      after: {
        ...{ export: exportCode(jobId), rows: pack.rows.length, root: pack.root },
        sha256: createHash('sha256').update(body).digest('hex'),
      },
    });
    return { name, type: tableTypes.xlsx, body };
  }
}

const points = (value: number | null) => (value === null ? null : String(value / 10_000));

const cellsOf = ({ position, content }: MeetingPack['rows'][number]): ExportCell[] => [
  ...[position, content.name, content.creditCode, content.regionName, purposeWords[content.purpose], content.place],
  ...[content.before ? '推荐' : '不在线内', content.tied ? '是' : '否', OUTCOME_LABELS[content.outcome]],
  ...[points(content.minPoints), points(content.maxPoints), content.stateLabel, content.receiptNumber, content.review],
];

function definitions(pack: MeetingPack, { by, jobId }: { by: string; jobId: string }): [string, string][] {
  const { tie, quota, byRegion, cases, recommended } = pack;
  return [
    ['性质', '预评估，非认定；冻结的快照，此后的变动不在内'],
    ['上会材料', pack.title],
    ['批次', pack.batchName],
    ['名次', '按最近一次提交的最低分从高到低，同分看最高分，都相同的并列'],
    ['名额', quota === null ? '不限' : String(quota)],
    ['线上同分', tie === null ? '没有' : `${tie.tied} 件争 ${tie.places} 个名额，${tieWords(tie)}`],
    ['合计：件数', `${cases}（等于汇总表行数）`],
    ['合计：推荐', String(recommended)],
    ...byRegion.map((one): [string, string] => [`其中：${one.name}`, `${one.cases} 件，推荐 ${one.recommended} 件`]),
    ['快照编号', pack.id],
    ['快照根值', pack.root],
    ['冻结', `${pack.madeByName} ${shanghaiTime(pack.madeAt)}`],
    ...exportedBy({ ...(pack.bureau !== null && { bureau: pack.bureau }), by, at: new Date(systemClock.now()), jobId }),
  ];
}

const tieWords = ({ reason, confirmed }: NonNullable<MeetingPack['tie']>): string =>
  reason === null ? '冻结时还没有决定' : confirmed ? `已决定：${reason}` : `有人提出、还没有确认：${reason}`;
