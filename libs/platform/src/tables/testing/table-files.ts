import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TableLimits, staffLimits } from '../limits';
import type { RawRow, TableEvent, TableInfo, TableSummary } from '../table-events';
import { ZipWriter } from '../zip-writer';

/** A folder for the files of one suite; it goes when the suite is done. */
export function testFolder(): { file(name: string, content: string | Buffer): string; path(name: string): string } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-tables-'));
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
  const at = (name: string) => path.join(dir, name);
  return {
    path: at,
    file(name, content) {
      fs.writeFileSync(at(name), content);
      return at(name);
    },
  };
}

/** Limits of staff with some changed. */
export const limits = (changed: Partial<TableLimits> = {}): TableLimits => ({ ...staffLimits, ...changed });

/** Everything a reader delivers. */
export async function collect(
  events: AsyncIterable<TableEvent>,
): Promise<{ info: TableInfo; rows: RawRow[]; summary: TableSummary }> {
  let info: TableInfo | undefined;
  let summary: TableSummary | undefined;
  const rows: RawRow[] = [];
  for await (const event of events) {
    if (event.kind === 'start') info = event.info;
    else if (event.kind === 'end') summary = event.summary;
    else rows.push(...event.rows);
  }
  if (info === undefined || summary === undefined) throw new Error('the reader did not say start and end');
  return { info, rows, summary };
}

/** The DomainError something ends with. */
export async function failure(run: Promise<unknown> | (() => unknown)): Promise<DomainError> {
  try {
    await (typeof run === 'function' ? run() : run);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was expected to be refused');
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

/** The parts of the smallest workbook, for tests to change: one sheet with the given XML in `sheetData`. */
export function workbookParts(sheetData: string, extra: Record<string, string> = {}): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': '<workbook><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}${relation('rId3', 'styles', '/xl/styles.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    ...extra,
  };
}

/** Writes parts as a zip file; a part may also be written by a function, piece by piece. */
export async function zipFile(
  file: string,
  parts: Record<string, string | ((write: (text: string) => Promise<void>) => Promise<void>)>,
): Promise<string> {
  const out = fs.createWriteStream(file);
  const zip = new ZipWriter(out);
  for (const [name, content] of Object.entries(parts)) {
    await zip.add(name, typeof content === 'string' ? (write) => write(content) : content);
  }
  await zip.end();
  await new Promise<void>((done) => out.end(() => done()));
  return file;
}
