import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Algorithm, algorithms } from './digest';
import { readRanges, writeRanges } from './id-ranges';

/** Head of one seal as it is kept outside the database. */
export interface Head {
  number: string;
  /** Of a line that stands for several seals in a row, the first of them; the hash is the last one's, which holds all. */
  from?: string;
  firstSequence: string;
  lastSequence: string;
  /** Ids of its entries, as {@link writeRanges} says them. */
  entries: string;
  algorithm: Algorithm;
  /** A restart went back to the middle of what this line stands for: which entries are older, it doesn't say. */
  partial?: true;
  /** In hex. */
  hash: string;
  sealedAt: string;
}

/** Said by a person: from here on the database stands at an earlier seal, because it was restored (0: at none). */
export interface Restart {
  restartedAt: string;
  number: string;
  hash: string | null;
  why: string;
}

export type HeadLine = Head | Restart;
export const isRestart = (line: HeadLine): line is Restart => 'restartedAt' in line;

/** What the file says: the heads that hold now, and those that a restart gave up. */
export interface Heads {
  exists: boolean;
  /** By number. */
  known: Map<string, Head>;
  /** Where the chain stands: the newest line. */
  last: { number: string; hash: string | null } | null;
  givenUp: Head[];
  restarts: Restart[];
  /** Lines of the file. */
  lines: number;
}

/**
 * The file of heads (封存头文件): lines of JSON, appended, each on disk before it counts. Old lines are put together
 * (`trim`), so that the file doesn't grow with time; what they say is said as before, by fewer lines.
 */
export class HeadsFile {
  readonly path: string;

  constructor(readonly dir: string) {
    this.path = path.join(dir, 'heads.jsonl');
  }

  /** Appends and waits until the lines are on the disk; a line that was cut off by a crash goes first. */
  append(lines: readonly HeadLine[]): void {
    if (lines.length === 0) return;
    fs.mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    const isNew = !fs.existsSync(this.path);
    const file = fs.openSync(this.path, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    try {
      const end = wholeLength(file);
      fs.ftruncateSync(file, end);
      const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      for (let done = 0; done < bytes.length;) done += fs.writeSync(file, bytes, done, bytes.length - done, end + done);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    if (isNew) syncFolder(this.dir);
  }

  /** @throws DomainError `AUDIT.BAD_HEADS` where a line is no head. */
  async read(): Promise<Heads> {
    const exists = fs.existsSync(this.path);
    const heads: Heads = { exists, known: new Map(), last: null, givenUp: [], restarts: [], lines: 0 };
    for await (const line of this.lines()) {
      heads.lines++;
      take(heads, line);
    }
    return heads;
  }

  /**
   * Puts the lines before the newest `keep` together, each new one for at most `mostEntries` entries. Lines up to a
   * restart stay as they are. The file is replaced as a whole, when the new one is on the disk.
   */
  async trim(keep: number, mostEntries = 100_000): Promise<void> {
    const lines: HeadLine[] = [];
    for await (const line of this.lines()) lines.push(line);
    const settled = lines.findLastIndex(isRestart) + 1;
    const until = Math.max(settled, lines.length - keep);
    const merged = putTogether(lines.slice(settled, until) as Head[], mostEntries);
    const kept = [...lines.slice(0, settled), ...merged, ...lines.slice(until)];
    const fresh = `${this.path}.new`;
    fs.writeFileSync(fresh, kept.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600, flush: true });
    fs.renameSync(fresh, this.path);
    syncFolder(this.dir);
  }

  private async *lines(): AsyncGenerator<HeadLine> {
    if (!fs.existsSync(this.path)) return;
    const file = fs.openSync(this.path, 'r');
    const end = wholeLength(file);
    if (end === 0) return fs.closeSync(file);
    const input = fs.createReadStream(this.path, { fd: file, start: 0, end: end - 1 });
    let row = 0;
    for await (const text of createInterface({ input, crlfDelay: Infinity })) yield this.parse(text, ++row);
  }

  private parse(text: string, row: number): HeadLine {
    try {
      const line = JSON.parse(text) as HeadLine;
      if (isHeadLine(line)) return line;
    } catch {
      // refused below
    }
    throw new DomainError(
      'conflict',
      'AUDIT.BAD_HEADS',
      `封存头文件 ${this.path} 第 ${row} 行不是封存头，文件被改动过。请从备份取回这个文件，再运行 npx tidu audit verify。`,
    );
  }
}

function take(heads: Heads, line: HeadLine): void {
  if (isRestart(line)) {
    for (const [number, head] of heads.known)
      if (BigInt(number) > BigInt(line.number)) {
        heads.givenUp.push(head);
        heads.known.delete(number);
        if (head.from !== undefined && BigInt(head.from) <= BigInt(line.number) && line.hash !== null)
          heads.known.set(line.number, { ...head, number: line.number, hash: line.hash, partial: true });
      }
    heads.restarts.push(line);
  } else {
    heads.known.set(line.number, line);
  }
  heads.last = { number: line.number, hash: line.hash };
}

/** Heads that follow each other, as few as `mostEntries` a line allow. */
function putTogether(heads: readonly Head[], mostEntries: number): Head[] {
  const lines: Head[] = [];
  for (const head of heads) {
    const last = lines.at(-1);
    const span = last && BigInt(head.lastSequence) - BigInt(last.firstSequence) + 1n;
    const follows = last && BigInt(head.from ?? head.number) === BigInt(last.number) + 1n;
    if (!follows || span === undefined || span > BigInt(mostEntries)) lines.push(head);
    else {
      const ids = [...readRanges(last.entries), ...readRanges(head.entries)];
      const { firstSequence } = last;
      lines[lines.length - 1] = { ...head, from: last.from ?? last.number, firstSequence, entries: writeRanges(ids) };
    }
  }
  return lines;
}

const isCount = (value: unknown) => typeof value === 'string' && /^\d{1,18}$/.test(value);
const isHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function isHeadLine(line: HeadLine): boolean {
  if (isRestart(line)) return isCount(line.number) && (line.hash === null || isHash(line.hash));
  return (
    [line.number, line.from ?? line.number, line.firstSequence, line.lastSequence].every(isCount) &&
    isHash(line.hash) &&
    algorithms.includes(line.algorithm) &&
    /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(line.entries)
  );
}

/** Length up to the end of the last whole line. */
function wholeLength(file: number): number {
  const piece = Buffer.alloc(64 * 1024);
  for (let end = fs.fstatSync(file).size; end > 0;) {
    const from = Math.max(0, end - piece.length);
    fs.readSync(file, piece, 0, end - from, from);
    const at = piece.subarray(0, end - from).lastIndexOf(10);
    if (at >= 0) return from + at + 1;
    end = from;
  }
  return 0;
}

function syncFolder(dir: string): void {
  if (process.platform === 'win32') return; // a folder can't be opened there
  const folder = fs.openSync(dir, 'r');
  fs.fsyncSync(folder);
  fs.closeSync(folder);
}
