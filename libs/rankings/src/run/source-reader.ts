import { prefetched, type Transaction } from '@tidu/platform';
import { sourceRow, type SourceRow } from './source-row';
import type { SourceColumns } from './source-sql';

const chunk = 4_000;

/** Reads what a definition is worked out of several times over: joined and sorted once, by a cursor that is wound back. */
export class SourceReader {
  private constructor(
    private readonly tx: Transaction,
    private readonly keys: readonly string[],
  ) {}

  static async open(tx: Transaction, { sql, keys }: SourceColumns): Promise<SourceReader> {
    // all rows are read, not the first tenth that a cursor is planned for
    await tx.client.query(`set local cursor_tuple_fraction = 1; declare source scroll cursor for ${sql}`);
    return new SourceReader(tx, keys);
  }

  async *read(): AsyncGenerator<SourceRow[]> {
    const { client } = this.tx;
    await client.query('move absolute 0 in source');
    const text = `fetch ${chunk} from source`;
    const fetch = async () => (await client.query<(string | null)[]>({ text, rowMode: 'array' })).rows;
    for await (const rows of prefetched(fetch)) yield rows.map((cells) => sourceRow(cells, this.keys));
  }
}
