import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import {
  type ActingPerson,
  batched,
  Database,
  definitionSheet,
  type ExportCell,
  type ExportColumn,
  inMemory,
  tableTypes,
  writeXlsx,
} from '@tidu/platform';
import { createHash } from 'node:crypto';
import { type Bulletin, BulletinQueries, type Standing, standingWords } from './bulletin.queries';
import { ledgerRules } from './ledger-rules';
import type { Score } from './satisfaction.service';

const text = (label: string, width: number): ExportColumn => ({ label, type: 'text', width });
const integer = (label: string): ExportColumn => ({ label, type: 'integer', width: 10 });

const promiseColumns: readonly ExportColumn[] = [
  ...[integer('序号'), text('承诺', 48), text('企业', 30), text('来源', 12), text('会议、走访、文件', 30)],
  ...[text('部署日期', 12), text('责任人', 14), text('完成时限', 12), text('状态', 10), text('落实日期', 12)],
  ...[text('逾期', 8), text('佐证', 40)],
];
const ownerColumns: readonly ExportColumn[] = [
  ...[text('责任人', 16), integer('在办'), integer('其中逾期'), integer('本月落实')],
];
const scoreColumns: readonly ExportColumn[] = [
  ...[text('经办人', 16), integer('发出'), integer('答复'), text('答复率', 10), text('平均分', 14), text('低分', 14)],
];

/** The bulletin as a workbook: the same day gives the same bytes. */
@Injectable()
export class BulletinFiles {
  constructor(
    private readonly bulletins: BulletinQueries,
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  async workbook(
    person: ActingPerson,
    month: string,
    asOf?: string,
  ): Promise<{ name: string; type: string; body: Buffer }> {
    const bulletin = await this.bulletins.of(person, month, asOf);
    const sheets = [
      { name: '承诺台账', columns: promiseColumns, rows: batched(bulletin.promises.map(promiseCells)) },
      {
        ...{ name: '按责任人', columns: ownerColumns },
        rows: batched(bulletin.owners.map((one) => [one.ownerName, one.open, one.overdue, one.settled])),
      },
      { name: '满意度', columns: scoreColumns, rows: batched(bulletin.scores.map(scoreCells)) },
      definitionSheet('口径', definitions(bulletin)),
    ];
    const body = await inMemory((out) => writeXlsx(sheets, out));
    await this.database.write(person, (tx) =>
      this.trail.record(tx, {
        ...{ action: 'desk.takeBulletin', objectType: 'bulletin', objectId: `${month} ${bulletin.asOf}` },
        after: { rows: bulletin.promises.length, sha256: createHash('sha256').update(body).digest('hex') },
      }),
    );
    return { name: `部署检查落实通报_${month}_截至${bulletin.asOf}.xlsx`, type: tableTypes.xlsx, body };
  }
}

const promiseCells = (one: Standing, i: number): ExportCell[] => [
  ...[i + 1, one.title, one.enterpriseName ?? '不关于哪家企业', one.sourceName, one.sourceNote, one.madeOn],
  ...[one.ownerName, one.dueOn, standingWords[one.state], one.settledOn, one.overdue ? '是' : '否', one.evidence],
];

/** A score says by how many it was given; too few say nothing. */
const scoreCells = ({ handledByName, asked, answered, average, low }: Score): ExportCell[] => [
  ...[handledByName ?? '没有经办人', asked, answered, `${Math.round((answered / asked) * 100)}%`],
  ...[
    average === null ? '答复太少，不显示' : (average / 100).toFixed(2),
    low === null ? '答复太少，不显示' : String(low),
  ],
];

function definitions({ month, from, asOf, counts }: Bulletin): [string, string][] {
  const { least, lowUpTo } = ledgerRules();
  return [
    ['月份', `${month}（${from} 起）`],
    ['截至', `${asOf}（按当日终了时的台账重算，任何时候重算结果相同）`],
    ['范围', '出通报的人看得到的承诺'],
    ['承诺合计', `${counts.all}（等于“承诺台账”行数）`],
    ['本月部署', `${counts.made}`],
    ['本月落实', `${counts.settled}，其中过了时限 ${counts.settledLate}`],
    ['本月退回重办', `${counts.returned}`],
    ['在办', `${counts.open}，其中待核对 ${counts.checking}，逾期 ${counts.overdue}`],
    ['落实', '附佐证经另一人核对，或由企业确认'],
    ['逾期', '完成时限（按工作日计）在截至日以前，没有落实、没有暂停'],
    ['满意度', `1 至 5 分；答复不足 ${least} 份的不显示平均分；低分为 ${lowUpTo} 分及以下，换人回访`],
  ];
}
