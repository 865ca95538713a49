import { DomainError } from '@tidu/kernel';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fromFrames, type ReadingMessage, type ReadingTask } from './child/messages';
import type { TableLimits } from './limits';
import { refused, tooLarge } from './table-errors';
import type { TableEvent } from './table-events';

export interface ReadTableOptions {
  limits: Readonly<TableLimits>;
  /** XLSX: name of the sheet; without it the first visible one. */
  sheet?: string;
  /** Ends the reading; the iteration then throws the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Reads a CSV or XLSX file (told by its content) as a start, batches of up to 500 rows and an end.
 *
 * The work is done in a process of its own with a small heap and an empty environment, so that a hostile file can
 * neither take this process's memory nor block it. The consumer sets the pace; leaving the loop early ends the process.
 *
 * @throws DomainError `PLATFORM.TABLE_…` with a sentence that names the place and the way out.
 */
export async function* readTable(file: string, options: ReadTableOptions): AsyncGenerator<TableEvent> {
  const { limits, sheet, signal } = options;
  signal?.throwIfAborted();
  checkSize(file, limits);
  const reader = start({ file: path.resolve(file), limits, ...(sheet === undefined ? {} : { sheet }) });
  const end = () => void reader.child.kill('SIGKILL');
  signal?.addEventListener('abort', end, { once: true });
  const budget = new Budget(limits.timeoutMs, end);
  let isComplete = false;
  try {
    const messages = fromFrames(reader.child.stdout as AsyncIterable<Buffer>);
    for (;;) {
      const next = await budget.spend(() => messages.next());
      if (next.done === true) break;
      const event = domain(next.value);
      isComplete = event.kind === 'end';
      yield event;
    }
    signal?.throwIfAborted();
    if (budget.isSpent)
      throw tooLarge('TABLE_TIMEOUT', `读取文件超过 ${limits.timeoutMs / 1000} 秒，已停止。请拆成几个文件导入。`);
    if (!isComplete) throw crashed(await reader.exit, limits);
  } finally {
    signal?.removeEventListener('abort', end);
    budget.close();
    end();
    reader.child.stdout?.destroy(); // what it has written already is wanted by nobody
    await reader.exit; // nothing of it outlives the loop
  }
}

interface Exit {
  code: number | null;
  signal: string | null;
  complaint: string;
}

function checkSize(file: string, limits: TableLimits): void {
  const { size } = fs.statSync(file);
  if (size <= limits.maxFileBytes) return;
  const mb = Math.floor(limits.maxFileBytes / 1024 / 1024);
  throw tooLarge(
    'TABLE_FILE_SIZE',
    `文件有 ${Math.ceil(size / 1024 / 1024)} MB，超过 ${mb} MB 的上限，请拆成几个文件导入。`,
  );
}

/** The compiled file runs as it is; a source file (tests) is compiled on the fly by register-ts.cjs. */
function start(task: ReadingTask): { child: ChildProcess; exit: Promise<Exit> } {
  const extension = path.extname(__filename);
  const loader = extension === '.ts' ? ['--require', path.join(__dirname, 'child/register-ts.cjs')] : [];
  const entry = path.join(__dirname, `child/main${extension}`);
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${task.limits.memoryMb}`, ...loader, entry, JSON.stringify(task)],
    { env: {}, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const exit = new Promise<Exit>((done) => {
    child.once('error', (error) => done({ code: null, signal: null, complaint: error.message }));
    child.once('close', (code, signal) => done({ code, signal, complaint }));
  });
  return { child, exit };
}

function domain(message: ReadingMessage): TableEvent {
  if (message.kind !== 'error') return message;
  const { kind, code, message: text, problems } = message.error;
  throw new DomainError(kind, code, text, problems);
}

function crashed(exit: Exit, limits: TableLimits): DomainError {
  if (/heap out of memory|heap limit|Array buffer allocation failed/i.test(exit.complaint)) {
    return tooLarge(
      'TABLE_MEMORY',
      `读取文件所需的内存超过 ${limits.memoryMb} MB，已停止。请另存为 CSV，或拆成几个文件导入。`,
    );
  }
  const how = exit.signal ?? `退出码 ${exit.code}`;
  return refused(
    'TABLE_READER',
    `读取文件的进程意外结束（${how}）。文件可能已损坏，请在 Excel 中另存为 .xlsx 后重试。`,
  );
}

/** Time the reader may take in all; it runs only while the consumer waits for rows. */
class Budget {
  isSpent = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private left: number,
    private readonly onSpent: () => void,
  ) {}

  async spend<T>(wait: () => Promise<T>): Promise<T> {
    const began = Date.now();
    this.timer = setTimeout(
      () => {
        this.isSpent = true;
        this.onSpent();
      },
      Math.max(0, this.left),
    );
    try {
      return await wait();
    } finally {
      clearTimeout(this.timer);
      this.left -= Date.now() - began;
    }
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
