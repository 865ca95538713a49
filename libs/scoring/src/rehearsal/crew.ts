import {
  allocateCompared,
  type Causes,
  COMPARED_BYTES,
  type ComparedRows,
  Population,
  type Purpose,
  type StandardDocument,
  type StepResult,
} from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, type Database, throwIfStopped } from '@tidu/platform';
import type { ReferenceService } from '@tidu/reference';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { CopyReader } from '../copy/copy-reader';
import { sheetSelect } from '../run/sheet-select';
import type { Answers, Envelope, Reply, Request } from './messages';

/** Threads that evaluate; more than processors would only wait for each other. */
const THREADS = 2;
/** Chunks of the server on their way to the thread that decodes them; more would pile up in memory. */
const AHEAD = 8;
/** What a crew may take in all: columns, results and what a slider remembers. */
const MOST_BYTES = 2 ** 31;

/** Which fact sheets a crew holds. */
export interface CrewTerms {
  year: number;
  asOf: string;
  purpose: Purpose;
  facts: readonly string[];
}

export interface CrewNews {
  signal?: AbortSignal;
  onProgress?: (stage: string, done: number, total: number) => void;
}

type Wait = {
  done: (answer: never) => void;
  failed: (error: Error) => void;
  progress: ((rows: number) => void) | undefined;
};

/** Threads that wait for the next crew: what runs a million times is compiled in them already. */
const resting: Member[] = [];

/** One thread and the questions it has not answered yet. */
class Member {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Wait>();
  private asked = 0;
  private isOver = false;

  constructor() {
    const extension = path.extname(__filename);
    // tests run from the sources, which are compiled on the fly as the table reader's child is
    const loader = path.resolve(__dirname, '../../../platform/src/tables/child/register-ts.cjs');
    this.worker = new Worker(path.join(__dirname, `thread${extension}`), {
      execArgv: extension === '.ts' ? ['--require', loader] : [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    this.worker.on('message', (reply: Reply) => this.hear(reply));
    this.worker.on('error', (error: Error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the thread has ended')));
    this.worker.unref();
  }

  ask<Kind extends Request['do']>(
    request: Extract<Request, { do: Kind }>,
    progress?: (rows: number) => void,
  ): Promise<Answers[Kind]> {
    const id = ++this.asked;
    return new Promise<Answers[Kind]>((done, failed) => {
      this.waiting.set(id, { done, failed, progress });
      this.worker.postMessage({ id, request } satisfies Envelope);
    });
  }

  private hear(reply: Reply): void {
    const wait = this.waiting.get(reply.id);
    if ('done' in reply) return wait?.progress?.(reply.done);
    this.waiting.delete(reply.id);
    if ('failure' in reply) wait?.failed(new Error(reply.failure));
    else wait?.done(reply.answer as never);
  }

  private fail(error: Error): void {
    this.isOver = true;
    const place = resting.indexOf(this);
    if (place >= 0) resting.splice(place, 1);
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }

  /** Gives up its memory and rests; one that is still at work, or not needed, ends. */
  async end(): Promise<void> {
    const isIdle = this.waiting.size === 0 && !this.isOver;
    if (isIdle && resting.length < THREADS) await this.ask({ do: 'forget' }).then(() => resting.push(this));
    else await this.worker.terminate();
  }
}

/**
 * Fact sheets of a year in shared memory and the threads that evaluate them. The database is read here, in the name of
 * the person, so that row security decides what is loaded; the bytes go on to a thread, which takes them apart.
 */
export class Crew {
  /** Rows are invented enterprises (演示企业): there were no others. */
  readonly demo: boolean;
  /** Invented enterprises with sheets of the year that are left out, because there are registered ones. */
  readonly demoLeftOut: number;
  private readonly members: Member[];
  private readonly ids: Uint8Array;
  private closing: Promise<unknown> | null = null;

  private constructor(
    readonly rows: number,
    readonly bytes: number,
    invented: { demo: boolean; leftOut: number },
  ) {
    this.demo = invented.demo;
    this.demoLeftOut = invented.leftOut;
    this.members = Array.from({ length: THREADS }, () => resting.pop() ?? new Member());
    this.ids = new Uint8Array(new SharedArrayBuffer(rows * 16));
  }

  /** Loads the sheets that hold for a day, of registered enterprises, or of invented ones where there are no others. */
  static async load(
    database: Database,
    reference: ReferenceService,
    person: ActingPerson,
    { year, asOf, purpose, facts }: CrewTerms,
    { signal, onProgress }: CrewNews = {},
  ): Promise<Crew> {
    const catalogue = await reference.facts();
    return database.snapshot(person, async (tx) => {
      // a door's usual limit is for questions answered at once; this reads the whole register
      await tx.rows(`set local statement_timeout = '10min'`);
      const entries = await tx.rows<{ entry: Record<string, string> }>('select entry from fact order by position');
      const later = await tx.row<{ later: boolean }>(
        `select exists (select from fact_sheet where year = $1 and "supersededAt" is null and "asOf" > $2) as later`,
        [year, asOf],
      );
      const terms = { year, asOf, laterSheets: later?.later ?? false };
      const of = (demo: boolean) => sheetSelect(catalogue, facts, { ...terms, demo, leading: ['s."enterpriseId"'] });
      const count = async (demo: boolean) => (await tx.row<{ count: number }>(of(demo).countSql))?.count ?? 0;
      const registered = await count(false);
      const invented = await count(true);
      const rows = registered || invented;
      if (rows === 0) throw noSheets(year);
      const bytes = rows * (Population.rowBytes(facts, catalogue.dictionary) + 16 + COMPARED_BYTES + 20);
      if (bytes > MOST_BYTES) throw tooMany(rows);
      const crew = new Crew(rows, bytes, { demo: registered === 0, leftOut: registered === 0 ? 0 : invented });
      try {
        const population = Population.allocate(facts, catalogue.dictionary, rows, shared);
        const select = of(crew.demo);
        await crew.all((member) =>
          member.ask({
            do: 'open',
            ...{ entries: entries.map(({ entry }) => entry), rows, purpose, ids: crew.ids },
            columns: population.columns.map(({ code, data }) => ({ code, data })),
            kinds: select.kinds,
          }),
        );
        await crew.take(new CopyReader(database, tx, select.sql), { signal, onProgress });
        return crew;
      } catch (error) {
        await crew.close();
        throw error;
      }
    });
  }

  private async take(chunks: AsyncIterable<Buffer>, { signal, onProgress }: CrewNews): Promise<void> {
    const [loader, ...others] = this.members as [Member, ...Member[]];
    const onTheWay: Promise<number>[] = [];
    let loaded = 0;
    const settle = async () => {
      loaded = (await onTheWay.shift()) ?? loaded;
      onProgress?.('读取事实表', loaded, this.rows);
    };
    for await (const chunk of chunks) {
      if (signal) throwIfStopped(signal);
      const sent = loader.ask({ do: 'load', chunk });
      sent.catch(() => undefined); // heard when its turn comes
      onTheWay.push(sent);
      if (onTheWay.length >= AHEAD) await settle();
    }
    while (onTheWay.length > 0) await settle();
    if (loaded !== this.rows) throw otherCount(this.rows, loaded);
    const dictionaries = await loader.ask({ do: 'loaded' });
    for (const other of others) await other.ask({ do: 'share', dictionaries });
  }

  /** Each thread with its part of the rows. */
  private all<T>(work: (member: Member, from: number, to: number) => Promise<T>): Promise<T[]> {
    const share = Math.ceil(this.rows / this.members.length / 4096) * 4096;
    return Promise.all(
      this.members.map((member, i) =>
        work(member, Math.min(this.rows, i * share), Math.min(this.rows, (i + 1) * share)),
      ),
    );
  }

  /** The enterprise of a row. */
  enterpriseId(row: number): string {
    const hex = Buffer.from(this.ids.buffer, row * 16, 16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Judges every row under both releases. The causes of all threads are one list. */
  async compare(
    old: StandardDocument,
    next: StandardDocument,
    { signal, onProgress }: CrewNews = {},
  ): Promise<{ out: ComparedRows; causes: Causes[] }> {
    const out = allocateCompared(this.rows, shared);
    let done = 0;
    const progress = (rows: number) => onProgress?.('双跑', (done += rows), this.rows);
    const stop = () => void this.close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const parts = await this.all(async (member, from, to) => {
        const causes = await member.ask({ do: 'compare', old, next, from, to, out }, progress);
        return { causes, from, to };
      });
      const causes: Causes[] = [];
      for (const part of parts) {
        for (let row = part.from; row < part.to; row++)
          if ((out.cause[row] as number) >= 0) out.cause[row]! += causes.length;
        causes.push(...part.causes);
      }
      return { out, causes };
    } catch (error) {
      if (signal) throwIfStopped(signal);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Judges every row under a release, against which sliders then count. Returns the outcomes by row. */
  async publish(document: StandardDocument): Promise<Uint8Array> {
    const original = new Uint8Array(shared(this.rows));
    await this.all((member, from, to) => member.ask({ do: 'publish', document, from, to, original }));
    return original;
  }

  /** Takes hold of one threshold of a release whose other thresholds stay where they are. */
  async grab(document: StandardDocument, key: string): Promise<void> {
    await this.all((member, from, to) => member.ask({ do: 'grab', document, key, from, to }));
  }

  /** Moves the threshold that is held. */
  async step(text: string): Promise<StepResult> {
    const parts = await this.all((member) => member.ask({ do: 'step', text }));
    const counts = parts.reduce<number[]>((sum, part) => part.counts.map((count, i) => count + (sum[i] ?? 0)), []);
    const nearest = parts.flatMap((part) => part.nearest).sort((a, b) => a.distance - b.distance);
    return { counts, nearest: nearest.slice(0, 20) };
  }

  /** Reads the columns once, sheet by sheet, in one thread: what a rehearsal is measured against. */
  async scan(): Promise<number> {
    return (this.members[0] as Member).ask({ do: 'scan', from: 0, to: this.rows });
  }

  async close(): Promise<void> {
    this.closing ??= Promise.all(this.members.map((member) => member.end()));
    await this.closing;
  }
}

const shared = (bytes: number) => new SharedArrayBuffer(bytes);

function noSheets(year: number): DomainError {
  const message = `${year} 年度还没有事实表，无法双跑。请先导入该年度的数据并做一次预评估，或核对年度。`;
  return new DomainError('conflict', 'SCORING.NO_SHEETS', message);
}

function tooMany(rows: number): DomainError {
  const message = `${rows} 家企业的数据超过双跑可用的内存（2 GB）。请按所在地缩小范围，或联系系统管理员。`;
  return new DomainError('conflict', 'SCORING.REHEARSAL_MEMORY', message);
}

function otherCount(expected: number, found: number): DomainError {
  const message = `应读取 ${expected} 张事实表，实际读到 ${found} 张，没有继续。请重试；再次出现请联系系统管理员。`;
  return new DomainError('conflict', 'SCORING.ROW_COUNT', message);
}
