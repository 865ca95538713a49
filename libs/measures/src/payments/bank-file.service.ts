import { Injectable } from '@nestjs/common';
import { TrailOfReads } from '@tidu/audit';
import { DomainError, formatYuan, systemClock, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  batched,
  Database,
  definitionSheet,
  type ExportCell,
  type ExportColumn,
  exportCode,
  exportedBy,
  exportName,
  inMemory,
  requireAllRows,
  tableTypes,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { createHash } from 'node:crypto';
import { refused } from '../measures.errors';
import { type Disbursement, type DisbursementItem, findDisbursement, itemsOf } from './disbursement';

const columns: readonly ExportColumn[] = [
  { label: '序号', type: 'integer', width: 8 },
  { label: '收款户名', type: 'text', width: 36 },
  { label: '收款账号', type: 'text', width: 28 },
  { label: '开户行', type: 'text', width: 32 },
  { label: '金额（元）', type: 'decimal', scale: 2, width: 18 },
  { label: '用途', type: 'text', width: 40 },
  { label: '清单编号', type: 'text', width: 22 },
];

export interface BankFile {
  name: string;
  type: string;
  body: Buffer;
}

/** The file for the bank (拨付文件), of an approved list alone; its sum is that of the list and of the ledger. */
@Injectable()
export class BankFileService {
  constructor(
    private readonly database: Database,
    private readonly reads: TrailOfReads,
  ) {}

  /** @throws DomainError `MEASURES.DISBURSEMENT_NOT_FOUND`, `MEASURES.LIST_STATE`, `MEASURES.TOTAL`. */
  async file(person: ActingPerson, id: string, format: 'csv' | 'xlsx'): Promise<BankFile> {
    const { list, items } = await this.database.read(person, async (tx) => ({
      ...{ list: await findDisbursement(tx, id), items: await itemsOf(tx, id) },
    }));
    if (list.state !== 'approved' && list.state !== 'settled')
      throw refused('LIST_STATE', '清单还没有由另一个人批准，不能取文件。');
    requireAllRows(list.items, items.length);
    const sum = items.reduce((total, { amount }) => total + BigInt(amount), 0n);
    if (sum !== BigInt(list.total))
      throw new DomainError(
        'conflict',
        'MEASURES.TOTAL',
        `清单合计 ${formatYuan(BigInt(list.total))} 元，逐笔相加 ${formatYuan(sum)} 元，两者不符，文件没有生成。请联系系统管理员。`,
      );
    const jobId = uuidv7();
    const body = await written(format, list, items, { by: person.name, jobId });
    await this.reads.note(person, {
      ...{ action: 'measures.takeBankFile', objectType: 'disbursement', objectId: id },
      after: {
        export: exportCode(jobId),
        rows: items.length,
        total: formatYuan(sum),
        sha256: createHash('sha256').update(body).digest('hex'),
      },
    });
    return { name: exportName(['付款清单', list.number], jobId, format), type: tableTypes[format], body };
  }
}

function written(
  format: 'csv' | 'xlsx',
  list: Disbursement,
  items: readonly DisbursementItem[],
  made: { by: string; jobId: string },
): Promise<Buffer> {
  const rows = batched(items.map((item) => cellsOf(item, list.number)));
  if (format === 'csv') return inMemory((out) => writeCsv(columns, rows, out));
  const sheets = [{ name: '付款清单', columns, rows }, definitionSheet('口径', definitions(list, made))];
  return inMemory((out) => writeXlsx(sheets, out));
}

const cellsOf = (item: DisbursementItem, number: string): ExportCell[] => [
  ...[item.position, item.payeeName, item.payeeAccount, item.payeeBank, formatYuan(BigInt(item.amount))],
  ...[item.measureName, number],
];

const definitions = (list: Disbursement, { by, jobId }: { by: string; jobId: string }): [string, string][] => [
  ['清单编号', list.number],
  ['预算', `${list.lineName}（${list.lineYear} 年）`],
  ['笔数', String(list.items)],
  ['合计（元）', `${formatYuan(BigInt(list.total))}（等于清单逐笔之和，也等于台账里的承诺）`],
  ['编制', list.createdByName],
  ['批准', list.approvedByName ?? ''],
  ...exportedBy({ by, at: systemClock.now(), jobId }),
];
