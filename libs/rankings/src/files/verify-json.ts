import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Ranker } from '../evaluate/ranker';
import { rowLeaf, snapshotRoot, TreeBuilder } from '../run/row-tree';
import type { SnapshotHead } from '../snapshots/head';
import { jsonFormat, type JsonRow } from './json-file';
import type { FileFault } from './verify-rows';

interface JsonFile {
  format: string;
  root: string;
  rowsRoot: string;
  head: SnapshotHead;
  rows: JsonRow[];
  check: string;
}

export interface VerifiedJson {
  faults: FileFault[];
  file: JsonFile | null;
}

const most = 500 * 1024 * 1024;
const unreadable = (message: string): VerifiedJson => ({ file: null, faults: [{ where: '文件', message }] });

/** Checks a JSON file of a snapshot: every byte, every row, the roots, and ranks it anew. */
export function verifyJson(name: string): VerifiedJson {
  const bytes = fs.readFileSync(name);
  if (bytes.length > most) return unreadable('文件超过 500 MB，请用 CSV 或 XLSX 核对');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable('有不是 UTF-8 的字节：改动过，或传输时损坏');
  }
  let file: JsonFile;
  try {
    file = JSON.parse(text) as JsonFile;
  } catch {
    return unreadable('不是完整的 JSON：文件被截断或改动过');
  }
  if (!isFile(file)) return unreadable('不是年度排名的 JSON 文件，或结构被改动过');
  try {
    const faults = [...rowFaults(file), ...rootFaults(file), ...replayFaults(file)];
    const end = text.lastIndexOf('\n],\n"check":') + '\n],\n"check":'.length;
    const check = createHash('sha256').update(text.slice(0, end)).digest('hex');
    if (text.slice(end) !== `"${check}"}\n`)
      faults.push({ where: '总校验值', message: '文件的字节与导出时不同（内容、空格、次序或总校验值被改动过）' });
    return { file, faults };
  } catch {
    return unreadable('内容不能重算：定义、指标或数值被改动过');
  }
}

const record = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isFile(file: unknown): file is JsonFile {
  if (!record(file) || file.format !== jsonFormat || !record(file.head) || !Array.isArray(file.rows)) return false;
  const { definition, columns, cohort } = file.head as Partial<SnapshotHead>;
  return (
    [file.root, file.rowsRoot, file.check].every((one) => typeof one === 'string') &&
    record(definition) &&
    record(definition.body) &&
    Array.isArray(columns) &&
    record(cohort) &&
    file.rows.length > 0 &&
    file.rows.every((row: unknown) => record(row) && Array.isArray(row.cells) && record(row.inputs))
  );
}

const nameOf = ({ position, cells }: JsonRow) => `第 ${position} 行（${cells[2] ?? ''}，${cells[1] ?? ''}）`;

function rowFaults({ rows }: JsonFile): FileFault[] {
  return rows
    .filter(({ position }, i) => position !== i + 1)
    .slice(0, 5)
    .map((row) => ({ where: nameOf(row), message: '位置不对：有行增删、调换' }));
}

function rootFaults({ head, rows, root, rowsRoot }: JsonFile): FileFault[] {
  const tree = new TreeBuilder();
  tree.add(
    rowLeaf(
      0,
      head.columns.map(({ label }) => label),
    ),
  );
  for (const { position, cells } of rows) tree.add(rowLeaf(position, cells));
  return [
    ...(tree.end().root === rowsRoot ? [] : [{ where: '明细根值', message: '由各行算出的根值与写着的不同' }]),
    ...(snapshotRoot(head, rowsRoot) === root
      ? []
      : [{ where: '快照根值', message: '抬头（定义、计数、放行、复核）或根值被改动过' }]),
    ...(head.total === rows.length
      ? []
      : [{ where: '行数', message: `应有 ${head.total} 行，现有 ${rows.length} 行` }]),
  ];
}

/** Ranks the inputs anew by the definition in the file; a row that comes out otherwise was changed. */
function replayFaults({ head, rows }: JsonFile): FileFault[] {
  const { body } = head.definition;
  const ranker = new Ranker(body, head.cohort.facts, rows.length, head.cohort.bands?.tolerances);
  const sorted = [...rows].sort((a, b) => ((a.cells[1] ?? '') < (b.cells[1] ?? '') ? -1 : 1));
  for (const { inputs } of sorted) ranker.first(inputs);
  for (const { inputs } of sorted) ranker.second(inputs);
  return sorted
    .flatMap((row, index): JsonRow[] => {
      const [, creditCode = '', name = '', regionCode = '', industryCode = null] = row.cells as string[];
      const identity = { creditCode, name, regionCode, industryCode };
      const again = ranker.third(index, identity, row.inputs, row.waived);
      const isSame = again.position === row.position && again.leaf.equals(rowLeaf(row.position, row.cells));
      return isSame ? [] : [row];
    })
    .slice(0, 50)
    .map((row) => ({ where: nameOf(row), message: '按定义重算的结果与写着的不同：这一行或它的数据被改动过' }));
}
