import {
  Columnar,
  Comparison,
  FactDictionary,
  Population,
  Slider,
  type FactValue,
  type StandardDocument,
} from '@tidu/criteria';
import { parentPort } from 'node:worker_threads';
import { BinaryDecoder } from '../copy/binary-decoder';
import type { Answers, Dictionaries, Envelope, Reply, Request } from './messages';

// One thread of a crew: columns of fact sheets in shared memory, and the evaluator over its part of the rows. It has no
// database and no files; what it knows was handed in.

type Opened = Extract<Request, { do: 'open' }>;
/** Rows between two words about the progress. */
const STRIDE = 65_536;

class Thread {
  private dictionary!: FactDictionary;
  private population!: Population;
  private columnar!: Columnar;
  private decoder!: BinaryDecoder;
  private original: Uint8Array | null = null;
  private slider: Slider | null = null;

  constructor(private readonly say: (reply: Reply) => void) {}

  answer(id: number, request: Exclude<Request, { do: 'forget' }>): Answers[keyof Answers] {
    switch (request.do) {
      case 'open':
        return this.open(request);
      case 'load':
        this.decoder.push(Buffer.from(request.chunk.buffer, request.chunk.byteOffset, request.chunk.byteLength));
        return this.decoder.rows;
      case 'loaded':
        this.decoder.end();
        return this.population.columns.map(({ code, decode, big }) => ({ code, decode, big }));
      case 'share':
        return this.share(request.dictionaries);
      case 'compare':
        return this.compare(id, request);
      case 'publish':
        return this.publish(id, request);
      case 'grab':
        return this.grab(request.document, request.key, request.from, request.to);
      case 'step':
        if (!this.slider) throw new Error('no threshold is grabbed');
        return this.slider.step(request.text);
      case 'scan':
        return this.scan(request.from, request.to);
    }
  }

  private open({ entries, rows, columns, purpose, kinds, ids }: Opened): null {
    this.dictionary = FactDictionary.fromRows(entries);
    const memory = new Map(columns.map(({ code, data }) => [code, data]));
    const codes = columns.map(({ code }) => code);
    // the kinds and decoders follow from the dictionary; the values lie in the memory of all
    this.population = new Population(
      rows,
      Population.allocate(codes, this.dictionary, 0).columns.map((column) => ({
        ...column,
        data: memory.get(column.code) ?? column.data,
      })),
    );
    this.columnar = new Columnar(this.population, this.dictionary, purpose);
    const target = this.population.columns;
    this.decoder = new BinaryDecoder(kinds, () => {
      const row = this.decoder.rows - 1;
      if (row >= rows) throw new Error('more fact sheets than were counted');
      const at = this.decoder.rawAt[0] as number;
      ids.set(this.decoder.chunk.subarray(at, at + 16), row * 16);
      for (let i = 0; i < target.length; i++)
        this.population.write(target[i] as (typeof target)[number], row, this.decoder.values[i + 1] as FactValue);
    });
    return null;
  }

  private share(dictionaries: Dictionaries): null {
    for (const { code, decode, big } of dictionaries) {
      const column = this.population.column(code);
      column.decode.splice(0, column.decode.length, ...decode);
      for (const [row, value] of big) column.big.set(row, value);
    }
    return null;
  }

  private compare(id: number, { old, next, from, to, out }: Extract<Request, { do: 'compare' }>): Answers['compare'] {
    const comparison = new Comparison(this.columnar, old, next);
    for (let start = from; start < to; start += STRIDE) {
      const end = Math.min(start + STRIDE, to);
      comparison.run(start, end, out);
      this.say({ id, done: end - start });
    }
    return comparison.causes;
  }

  private publish(id: number, { document, from, to, original }: Extract<Request, { do: 'publish' }>): null {
    const composition = this.columnar.compose(document);
    this.original = original;
    this.slider = null;
    composition.each(from, to, (start, count) => {
      original.set(composition.outcome.subarray(0, count), start);
      if ((start + count - from) % STRIDE === 0) this.say({ id, done: STRIDE });
    });
    return null;
  }

  private grab(document: StandardDocument, key: string, from: number, to: number): null {
    if (!this.original) throw new Error('no release is published here');
    this.slider = new Slider(this.columnar, document, key, this.original, from, to);
    return null;
  }

  /** Reads the columns once, sheet by sheet, and adds up what stands there: no more than touching every value. */
  private scan(from: number, to: number): number {
    const columns = this.population.columns.map(({ data }) => data);
    let sum = 0;
    for (let row = from; row < to; row++) {
      for (let i = 0; i < columns.length; i++) {
        const value = (columns[i] as Float64Array)[row] as number;
        if (value === value) sum += value;
      }
    }
    return sum;
  }
}

const say = (reply: Reply) => parentPort?.postMessage(reply);
let thread = new Thread(say);

function answer(id: number, request: Request): Answers[keyof Answers] {
  if (request.do !== 'forget') return thread.answer(id, request);
  thread = new Thread(say);
  return null;
}

parentPort?.on('message', ({ id, request }: Envelope) => {
  try {
    say({ id, answer: answer(id, request) });
  } catch (error) {
    say({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
