import { CsvParser } from './csv-parser';
import { detectDialect } from './csv-dialect';
import { unguardText } from './formula-guard';
import type { TableLimits } from './limits';
import { RowBuilder } from './row-builder';
import type { TableEvent } from './table-events';
import { decodedText, detectEncoding } from './text-encoding';

const sampleLength = 64 * 1024;

/** Reads a CSV file: encoding and delimiter are found, every record is delivered with its number. */
export async function* readCsv(file: string, limits: TableLimits): AsyncGenerator<TableEvent> {
  const encoding = await detectEncoding(file);
  const builder = new RowBuilder(limits);
  let parser: CsvParser | null = null;
  let waiting = '';
  const begin = function* (): Generator<TableEvent> {
    const dialect = detectDialect(waiting.slice(0, sampleLength));
    yield { kind: 'start', info: { format: 'csv', encoding, delimiter: dialect.delimiter } };
    parser = new CsvParser(dialect, limits, (row, fields, problems) => {
      if (row === 1 && dialect.declared) return;
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i] ?? '';
        if (field.charCodeAt(0) === 39) fields[i] = unguardText(field);
      }
      builder.add({ row, cells: fields, fields: fields.length, ...(problems === undefined ? {} : { problems }) });
    });
    parser.write(waiting);
    waiting = '';
    yield* builder.take();
  };
  for await (const piece of decodedText(file, encoding)) {
    if (parser === null) {
      waiting += piece;
      if (waiting.length >= sampleLength) yield* begin();
    } else {
      (parser as CsvParser).write(piece);
      yield* builder.take();
    }
  }
  if (parser === null) yield* begin();
  (parser as CsvParser | null)?.end();
  yield* builder.take(true);
  yield { kind: 'end', summary: builder.summary };
}
