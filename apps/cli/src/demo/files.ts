import type { FactDictionary } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import type { DemoEnterprise } from './identity';
import type { DemoFigures } from './figures';
import { type DemoOptions, demoRecords } from './generate';
import type { DemoValues } from './values';

/** The files in which the demo district is taken in: the register, and the figures of each source. */
export interface DemoFiles {
  register: string;
  figures: { source: DemoFigures['source']; file: string }[];
}

const registerColumns = ['creditCode', 'name', 'regionCode', 'industryCode', 'ownership', 'registeredOn'] as const;

/**
 * Writes the demo district as the files that an official would import: it goes through the same door as real data.
 * Amounts in 元, headers are the codes of the dictionary.
 */
export function writeDemoFiles(dir: string, options: DemoOptions, dictionary: FactDictionary): DemoFiles {
  const sources = ['audit', 'enterprise'] as const;
  const register = new CsvFile(path.join(dir, 'demo-register.csv'), [...registerColumns]);
  let facts: (keyof DemoValues)[] = [];
  const bySource = new Map<string, CsvFile>();
  for (const { enterprise, figures } of demoRecords(options)) {
    register.write(registerColumns.map((column) => enterprise[column satisfies keyof DemoEnterprise]));
    for (const { creditCode, name, year, source, values } of figures) {
      if (facts.length === 0) facts = Object.keys(values) as (keyof DemoValues)[];
      const file =
        bySource.get(source) ??
        new CsvFile(path.join(dir, `demo-${source}.csv`), ['creditCode', 'name', 'year', ...facts]);
      bySource.set(source, file);
      file.write([creditCode, name, String(year), ...facts.map((code) => cell(dictionary, code, values[code]))]);
    }
  }
  register.close();
  for (const file of bySource.values()) file.close();
  const written = sources.filter((source) => bySource.has(source));
  return {
    register: register.file,
    figures: written.map((source) => ({ source, file: bySource.get(source)?.file ?? '' })),
  };
}

/** A value as it stands in a file; missing is an empty cell. */
function cell(dictionary: FactDictionary, code: string, value: DemoValues[keyof DemoValues]): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  return formatScaled(BigInt(value), dictionary.get(code).scale);
}

/** A CSV file written in pieces of some size; nothing in the demo needs quotes. */
class CsvFile {
  private readonly handle: number;
  private pending: string[] = [];

  constructor(
    readonly file: string,
    header: string[],
  ) {
    this.handle = fs.openSync(file, 'w', 0o600);
    this.write(header);
  }

  write(cells: string[]): void {
    this.pending.push(cells.join(','));
    if (this.pending.length >= 1000) this.flush();
  }

  close(): void {
    this.flush();
    fs.closeSync(this.handle);
  }

  private flush(): void {
    if (this.pending.length > 0) fs.writeSync(this.handle, `${this.pending.join('\n')}\n`);
    this.pending = [];
  }
}
