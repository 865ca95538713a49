import type { FactDefinition, FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';

/** Marks an absent integer: no fact reaches it, because only facts with a smaller range are kept as 32 bits. */
export const NO_INT = -(2 ** 31);

/** How the values of one fact are kept: codes of a few values, codes of many texts, 32-bit integers, doubles. */
export type ColumnKind = 'byte' | 'text' | 'int' | 'double';

/**
 * The values of one fact, row by row. What is missing is kept apart from every value: code 0 of `byte` and `text`,
 * {@link NO_INT} of `int`, NaN of `double`. A double that isn't exact (beyond 2^53) is NaN too, its value in `big`.
 */
export interface Column {
  readonly code: string;
  readonly kind: ColumnKind;
  readonly data: Uint8Array | Uint32Array | Int32Array | Float64Array;
  /** What the codes of `byte` and `text` stand for; `decode[0]` is null. */
  readonly decode: FactValue[];
  readonly big: Map<number, bigint>;
}

const arrays = { byte: Uint8Array, text: Uint32Array, int: Int32Array, double: Float64Array } as const;
/** Makes the memory of a column; a server hands in one whose memory is shared between threads. */
export type Allocate = (bytes: number) => ArrayBufferLike;
const plainMemory: Allocate = (bytes) => new ArrayBuffer(bytes);

function kindOf(fact: FactDefinition): ColumnKind {
  if (fact.type === 'boolean' || (fact.type === 'enum' && fact.values.length < 256)) return 'byte';
  if (fact.min === null || fact.max === null) return 'text';
  return fact.min > NO_INT && fact.max < -NO_INT ? 'int' : 'double';
}

/**
 * Fact sheets as columns (列存事实表): one typed array a fact, so that a million of them fit into memory and are read in
 * the order of the processor. Nothing is rounded: every value reads back as it was written.
 */
export class Population {
  private readonly byCode: ReadonlyMap<string, Column>;
  private readonly codes = new Map<Column, Map<FactValue, number>>();

  constructor(
    readonly rows: number,
    readonly columns: readonly Column[],
  ) {
    this.byCode = new Map(columns.map((column) => [column.code, column]));
  }

  /** Empty columns for these facts. */
  static allocate(
    facts: readonly string[],
    dictionary: FactDictionary,
    rows: number,
    memory: Allocate = plainMemory,
  ): Population {
    const columns = facts.map((code): Column => {
      const fact = dictionary.get(code);
      const kind = kindOf(fact);
      const Values = arrays[kind] as new (buffer: ArrayBufferLike) => Column['data'];
      const data = new Values(memory(rows * arrays[kind].BYTES_PER_ELEMENT));
      if (kind === 'int') data.fill(NO_INT);
      if (kind === 'double') data.fill(NaN);
      const decode: FactValue[] = [null];
      if (kind === 'byte') decode.push(...(fact.type === 'boolean' ? [false, true] : fact.values));
      return { code, kind, data, decode, big: new Map<number, bigint>() };
    });
    return new Population(rows, columns);
  }

  /** Bytes that a row takes, for those who must say how much memory a population needs. */
  static rowBytes(facts: readonly string[], dictionary: FactDictionary): number {
    return facts.reduce((sum, code) => sum + arrays[kindOf(dictionary.get(code))].BYTES_PER_ELEMENT, 0);
  }

  /** The column of a fact. @throws RangeError for a fact that was not loaded. */
  column(code: string): Column {
    const column = this.byCode.get(code);
    if (!column) throw new RangeError(`no column for the fact ${code}`);
    return column;
  }

  /** Writes one value; a column is written by one thread only. */
  write(column: Column, row: number, value: FactValue): void {
    const { data, kind } = column;
    if (kind === 'double') {
      data[row] = typeof value === 'number' ? value : NaN;
      if (typeof value === 'bigint') column.big.set(row, value);
    } else if (kind === 'int') data[row] = value === null ? NO_INT : Number(value);
    else data[row] = value === null ? 0 : this.codeOf(column, value);
  }

  private codeOf(column: Column, value: FactValue): number {
    let codes = this.codes.get(column);
    if (!codes) {
      codes = new Map(column.decode.map((known, code) => [known, code]));
      this.codes.set(column, codes);
    }
    const known = codes.get(value);
    if (known !== undefined) return known;
    if (column.kind === 'byte') throw new RangeError(`${column.code} has no value ${String(value)}`);
    codes.set(value, column.decode.length);
    return column.decode.push(value) - 1;
  }

  /** Reads one value back. */
  read(column: Column, row: number): FactValue {
    const value = column.data[row] as number;
    if (column.kind === 'double') return Number.isNaN(value) ? (column.big.get(row) ?? null) : value;
    if (column.kind === 'int') return value === NO_INT ? null : value;
    return column.decode[value] ?? null;
  }

  /** A reader of rows for these slots, in their order: fills `values` with the facts of a row. */
  reader(slots: readonly string[], values: FactValue[]): (row: number) => void {
    const columns = slots.map((code) => this.column(code));
    return (row) => {
      for (let i = 0; i < columns.length; i++) values[i] = this.read(columns[i] as Column, row);
    };
  }
}
