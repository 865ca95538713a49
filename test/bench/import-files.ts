import { FactDictionary } from '@tidu/criteria';
import { type ExportColumn, type ExportRows, StoredFiles, writeXlsx } from '@tidu/platform';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { writeDemoFiles } from '../../apps/cli/src/demo/files';
import { readDemoWords } from '../../apps/cli/src/demo/words';
import { projectRoot } from '../../apps/cli/src/root';

/** The same figures in both formats, taken in as stored files: hash by format. */
export interface FigureFiles {
  rows: number;
  csv: string;
  xlsx: string;
}

/** Figures of invented enterprises, three years each, written into files as an official would send them. */
export async function writeFigureFiles(dir: string, filesDir: string, enterprises: number): Promise<FigureFiles> {
  const seeds = path.join(projectRoot(), 'seeds');
  const facts: Record<string, string>[] = parse(fs.readFileSync(path.join(seeds, 'facts.csv')), { columns: true });
  const dictionary = FactDictionary.fromRows(facts);
  const words = readDemoWords(path.join(seeds, 'demo'));
  fs.mkdirSync(dir, { recursive: true });
  const written = writeDemoFiles(dir, { words, enterprises }, dictionary);
  // the demo keeps sources apart; here all rows are of one, in one file
  const [header = '', ...lines] = written.figures.flatMap(({ file }, i) =>
    fs
      .readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(i === 0 ? 0 : 1),
  );
  const csv = path.join(dir, 'figures.csv');
  fs.writeFileSync(csv, `${header}\n${lines.join('\n')}\n`);
  const xlsx = path.join(dir, 'figures.xlsx');
  const columns = header.split(',').map((code): ExportColumn => {
    const fact = dictionary.facts.find((one) => one.code === code);
    const isNumber = fact !== undefined && ['integer', 'money', 'decimal'].includes(fact.type);
    if (code === 'year') return { label: code, type: 'integer' };
    return isNumber ? { label: code, type: 'decimal', scale: fact.scale } : { label: code, type: 'text' };
  });
  const out = fs.createWriteStream(xlsx);
  await writeXlsx([{ name: '数据', columns, rows: rowsOf(lines) }], out);
  out.end();
  await once(out, 'close');
  const files = new StoredFiles(filesDir);
  const take = async (file: string) =>
    (await files.take(fs.createReadStream(file), path.basename(file), 'application/octet-stream', 2 ** 31)).sha256;
  return { rows: lines.length, csv: await take(csv), xlsx: await take(xlsx) };
}

/** Nothing in the demo needs quotes. */
async function* rowsOf(lines: string[]): ExportRows {
  for (let at = 0; at < lines.length; at += 500)
    yield await Promise.resolve(lines.slice(at, at + 500).map((line) => line.split(',').map((cell) => cell || null)));
}
