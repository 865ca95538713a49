import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** An industry of the demo district: what its enterprises are called and how they usually stand. */
export interface DemoIndustry {
  /** GB/T 4754, four digits. */
  code: string;
  weight: number;
  products: string[];
  /** 元 */
  medianRevenue: number;
  netMargin: number;
  /** Usual R&D expense over revenue. */
  rdRatio: number;
  /** Share of its enterprises whose products are of a strategic emerging industry. */
  strategicShare: number;
  /** 吨标煤 per 元 of value added. */
  energyIntensity: number;
}

/** The lists of `seeds/demo` from which the demo district is made. */
export interface DemoWords {
  district: { code: string; name: string; level: string; parent: string };
  /** Characters of a trade name (字号), by place. */
  brand: { first: string[]; second: string[]; third: string[] };
  patterns: { pattern: string; weight: number }[];
  industries: DemoIndustry[];
}

type Row = Record<string, string>;

/** Reads the lists of a folder (`seeds/demo`). */
export function readDemoWords(folder: string): DemoWords {
  const rows = (name: string): Row[] => parse(fs.readFileSync(path.join(folder, name), 'utf8'), { columns: true });
  const characters = rows('brand-characters.csv');
  const place = (wanted: string) => [...text(characters.find((row) => row.place === wanted) ?? {}, 'characters')];
  const district = rows('district.csv')[0] ?? {};
  return {
    district: {
      code: text(district, 'code'),
      name: text(district, 'name'),
      level: text(district, 'level'),
      parent: text(district, 'parent'),
    },
    brand: { first: place('first'), second: place('second'), third: place('third') },
    patterns: rows('name-patterns.csv').map((row) => ({
      pattern: text(row, 'pattern'),
      weight: number(row, 'weight'),
    })),
    industries: rows('industries.csv').map((row) => ({
      code: text(row, 'industryCode'),
      weight: number(row, 'weight'),
      products: text(row, 'products').split('|'),
      medianRevenue: number(row, 'medianRevenueWan') * 10_000,
      netMargin: number(row, 'netMarginPercent') / 100,
      rdRatio: number(row, 'rdPercent') / 100,
      strategicShare: number(row, 'strategicPercent') / 100,
      energyIntensity: number(row, 'energyPerValueAdded') / 10_000,
    })),
  };
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined || value === '') throw new Error(`seeds/demo: no ${column} in ${JSON.stringify(row)}`);
  return value;
}

function number(row: Row, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isFinite(value) || value < 0)
    throw new Error(`seeds/demo: ${column} is no number in ${JSON.stringify(row)}`);
  return value;
}
