import { createHash } from 'node:crypto';
import { rowLeaf, snapshotRoot, TreeBuilder } from '../run/row-tree';
import type { SnapshotHead } from '../snapshots/head';
import { jsonFormat, type JsonRow } from './json-file';
import type { JsonLine } from './json-lines';
import type { FileFault } from './verify-rows';

/** What stands over the rows of a file. */
export interface JsonHead {
  root: string;
  rowsRoot: string;
  head: SnapshotHead;
}

/** Why a file is none of ours, in words. */
export class Unreadable extends Error {}

export const cutOff = '不是完整的 JSON：文件被截断或改动过';
const noRanking = '不是年度排名的 JSON 文件，或结构被改动过';
const mostMoved = 5;

/** A JSON file of a snapshot as its lines pass, once: what it is, whether its rows lead to its roots, its bytes to its check. */
export class JsonReading {
  /** Of each row, in the order of the file: credit code, where it begins, how many bytes it has. */
  readonly codes: string[] = [];
  readonly starts: number[] = [];
  readonly lengths: number[] = [];
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private readonly hash = createHash('sha256');
  private readonly tree = new TreeBuilder();
  private readonly moved: FileFault[] = [];
  private part: 'roots' | 'head' | 'opening' | 'rows' | 'check' | 'over' = 'roots';
  private file: Partial<JsonHead> = {};
  private hasCheck = false;

  get rows(): number {
    return this.codes.length;
  }

  /** @throws Unreadable */
  line({ bytes, at }: JsonLine): void {
    if (this.part === 'over') throw new Unreadable('结尾之后还有内容：改动过');
    const text = this.decoded(bytes);
    if (this.part === 'check') return this.check(text);
    this.hash.update(bytes);
    if (this.part === 'rows' && text !== '],\n') this.row(text, at, bytes.length);
    else if (this.part === 'rows') this.part = 'check';
    else this.beginning(text);
  }

  /** After the last line. @throws Unreadable */
  end(): { file: JsonHead; faults: FileFault[] } {
    const { head, root, rowsRoot } = this.file;
    if (this.part !== 'over' || !head || root === undefined || rowsRoot === undefined) throw new Unreadable(cutOff);
    if (this.rows === 0) throw new Unreadable(noRanking);
    const faults = [...this.moved];
    const refuse = (where: string, message: string) => faults.push({ where, message });
    if (this.tree.end().root !== rowsRoot) refuse('明细根值', '由各行算出的根值与写着的不同');
    if (snapshotRoot(head, rowsRoot) !== root) refuse('快照根值', '抬头（定义、计数、放行、复核）或根值被改动过');
    if (head.total !== this.rows) refuse('行数', `应有 ${head.total} 行，现有 ${this.rows} 行`);
    if (!this.hasCheck) refuse('总校验值', '文件的字节与导出时不同（内容、空格、次序或总校验值被改动过）');
    return { file: { head, root, rowsRoot }, faults };
  }

  private beginning(text: string): void {
    if (this.part === 'roots') {
      const { format, root, rowsRoot } = parsed(`${text.replace(/,\n$/, '')}}`);
      if (format !== jsonFormat || typeof root !== 'string' || typeof rowsRoot !== 'string')
        throw new Unreadable(noRanking);
      this.file = { root, rowsRoot };
      this.part = 'head';
    } else if (this.part === 'head') {
      const head = headOf(parsed(`{${text.replace(/,\n$/, '')}}`).head);
      const labels = head.columns.map(({ label }) => label);
      this.tree.add(rowLeaf(0, labels));
      this.file.head = head;
      this.part = 'opening';
    } else if (text === '"rows":[\n') this.part = 'rows';
    else throw new Unreadable(noRanking);
  }

  private row(text: string, at: number, length: number): void {
    const row = jsonRow(text);
    this.codes.push(String(row.cells[1]));
    this.starts.push(at);
    this.lengths.push(length);
    this.tree.add(rowLeaf(row.position, row.cells));
    if (row.position !== this.rows && this.moved.length < mostMoved)
      this.moved.push({ where: rowWords(row), message: '位置不对：有行增删、调换' });
  }

  private check(text: string): void {
    const before = '"check":';
    const check = this.hash.update(before).digest('hex');
    this.hasCheck = text === `${before}"${check}"}\n`;
    this.part = 'over';
  }

  private decoded(bytes: Buffer): string {
    try {
      return this.decoder.decode(bytes);
    } catch {
      throw new Unreadable('有不是 UTF-8 的字节：改动过，或传输时损坏');
    }
  }
}

/** A row by its line. @throws Unreadable */
export function jsonRow(text: string): JsonRow {
  const row = parsed(text.replace(/,?\n$/, ''));
  if (!Array.isArray(row.cells) || !isRecord(row.inputs)) throw new Unreadable(noRanking);
  return row as unknown as JsonRow;
}

export const rowWords = ({ position, cells }: JsonRow): string =>
  `第 ${position} 行（${cells[2] ?? ''}，${cells[1] ?? ''}）`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function headOf(head: unknown): SnapshotHead {
  if (!isRecord(head)) throw new Unreadable(noRanking);
  const { definition, columns, cohort } = head;
  if (!isRecord(definition) || !isRecord(definition.body) || !Array.isArray(columns) || !isRecord(cohort))
    throw new Unreadable(noRanking);
  return head as unknown as SnapshotHead;
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable(cutOff);
  }
  if (!isRecord(value)) throw new Unreadable(noRanking);
  return value;
}
