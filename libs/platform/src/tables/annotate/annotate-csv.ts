import type { Writable } from 'node:stream';
import { ByteSink } from '../byte-sink';
import { csvText } from '../csv-writer';
import { readCsv } from '../csv-reader';
import type { TableLimits } from '../limits';
import { reasonLabel, type Remarks } from './remarks';

const chunkLength = 64 * 1024;

/**
 * A copy of a CSV file with one more column at its right that says what is wrong with a row. Every row keeps its
 * number; it comes as UTF-8 with byte order mark and commas, whatever the file was. `out` is not ended.
 */
export async function annotateCsv(file: string, limits: TableLimits, remarks: Remarks, out: Writable): Promise<void> {
  const sink = new ByteSink(out);
  const width = await widest(file, limits);
  let text = '\ufeff';
  let next = 1;
  for await (const event of readCsv(file, limits)) {
    if (event.kind !== 'rows') continue;
    for (const { row, cells } of event.rows) {
      for (; next < row; next++) text += '\r\n'; // a blank record keeps its place
      next = row + 1;
      const remark = row === remarks.headerRow ? reasonLabel : remarks.rows.get(row)?.reason;
      const line = cells.map(csvText);
      if (remark !== undefined) {
        while (line.length < width) line.push('');
        line.push(csvText(remark));
      }
      text += `${line.join(',')}\r\n`;
      if (text.length >= chunkLength) {
        await sink.write(Buffer.from(text));
        text = '';
      }
    }
  }
  await sink.write(Buffer.from(text));
}

async function widest(file: string, limits: TableLimits): Promise<number> {
  let width = 0;
  for await (const event of readCsv(file, limits))
    if (event.kind === 'rows') for (const { cells } of event.rows) width = Math.max(width, cells.length);
  return width;
}
