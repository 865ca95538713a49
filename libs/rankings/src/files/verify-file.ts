import { DomainError } from '@tidu/kernel';
import { csvText, readTable, staffLimits, type TableLimits, unguardText } from '@tidu/platform';
import fs from 'node:fs';
import { BadBytes, csvRecords, fieldsOf } from './csv-records';
import { verifyJson } from './verify-json';
import { type FileFault, RowVerifier, type Watch } from './verify-rows';
import { zipSealHolds } from './zip-seal';

const GB = 1024 ** 3;
/** A list may have a million rows of many columns: it unpacks to gigabytes, which pass as a stream. */
const limits: TableLimits = {
  ...staffLimits,
  ...{ maxFileBytes: 4 * GB, maxUnpackedBytes: 16 * GB, timeoutMs: 3_600_000 },
};

/** What a file of a snapshot is, and everything about it that is not as it was written. */
export interface VerifiedFile {
  format: 'csv' | 'xlsx' | 'json';
  faults: FileFault[];
  rows: number;
  rowsRoot: string | null;
  root: string | null;
  title: string | null;
  version: string | null;
  replayed: boolean;
}

/** Checks a file of ours without a database; told by its first bytes what it is. `watch` sees how far it is. */
export async function verifyRankingFile(file: string, watch: Watch = () => undefined): Promise<VerifiedFile> {
  const start = Buffer.alloc(4);
  const handle = fs.openSync(file, 'r');
  fs.readSync(handle, start, 0, 4, 0);
  fs.closeSync(handle);
  if (start[0] === 0x7b) return ofJson(file, watch);
  const isZip = start.toString('latin1').startsWith('PK') || file.toLowerCase().endsWith('.xlsx');
  const verifier = new RowVerifier(watch);
  try {
    if (isZip) await verifyXlsx(file, verifier);
    else await verifyCsv(file, verifier);
  } catch (error) {
    verifier.fault('文件', readingFault(error));
  }
  const [, , title = null, version = null, , rowsRoot = null, root = null] = verifier.says;
  const { faults, rows } = verifier;
  return { format: isZip ? 'xlsx' : 'csv', faults, rows, rowsRoot, root, title, version, replayed: false };
}

/** What is wrong with a file that couldn't be read to its end. */
function readingFault(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (error instanceof BadBytes) return '有不是 UTF-8 的字节，或一行没有尽头：改动过，或传输时损坏';
  throw error;
}

async function ofJson(name: string, watch: Watch): Promise<VerifiedFile> {
  const { faults, file, rows } = await verifyJson(name, watch);
  return {
    ...{ format: 'json', faults, rows, rowsRoot: file?.rowsRoot ?? null, root: file?.root ?? null },
    ...{ title: file?.head.definition.body.title ?? null, version: file ? `第 ${file.head.version} 版` : null },
    replayed: faults.length === 0,
  };
}

async function verifyCsv(file: string, verifier: RowVerifier): Promise<void> {
  for await (const { line, text, ended } of csvRecords(file)) {
    const where = line === 1 ? '表头' : `第 ${line} 行`;
    if (!ended) verifier.fault(where, '没有行尾：文件被截断，或加了内容');
    const fields = fieldsOf(text);
    if (!fields) {
      verifier.fault(where, '引号不对：改动过');
      continue;
    }
    if (line === 1) {
      if (!text.startsWith('\ufeff')) verifier.fault('文件', '开头不是导出时的字节标记');
      const labels = (fieldsOf(text.replace(/^\ufeff/, '')) ?? []).map(unguardText);
      if (!verifier.header(labels)) return;
      if (`\ufeff${labels.map(csvText).join(',')}` !== text) verifier.fault(where, '引号或写法与导出时不同');
      continue;
    }
    const cells = fields.map(unguardText);
    verifier.row(cells, where);
    // a cell that bears our guard is written again with it; a negative number bears none
    const again = cells.map((cell, i) => (cell === fields[i] ? bare(cell) : csvText(cell)));
    if (again.join(',') !== text) verifier.fault(where, '引号或写法与导出时不同');
  }
  verifier.end();
}

const bare = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

async function verifyXlsx(file: string, verifier: RowVerifier): Promise<void> {
  const seal = zipSealHolds(file);
  if (seal !== true)
    verifier.fault(
      '文件',
      seal === null ? '没有总校验值：不是原样的导出文件（另存过，或末尾被改动）' : '字节与导出时不同',
    );
  let isHeader = true;
  for await (const event of readTable(file, { limits, sheet: '排名' })) {
    if (event.kind !== 'rows') continue;
    for (const { row, cells, problems } of event.rows) {
      if (problems?.[0]) verifier.fault(`第 ${row} 行`, problems[0].message);
      if (!isHeader) verifier.row(cells, `第 ${row} 行`);
      else if (!verifier.header(cells)) return;
      isHeader = false;
    }
  }
  verifier.end();
}
