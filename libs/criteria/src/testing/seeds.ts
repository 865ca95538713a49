import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import { FactDictionary } from '../fact-dictionary';
import { loadStandard } from '../load/load-standard';
import type { BaseOf } from '../load/supplement';
import type { Release } from '../release';

/** The project's seeds, for tests only: the room itself reads no files. */
const folder = path.resolve(__dirname, '../../../../seeds');

export const seedRows = (): Record<string, string>[] =>
  parse(fs.readFileSync(path.join(folder, 'facts.csv'), 'utf8'), { columns: true });

export const dictionary = FactDictionary.fromRows(seedRows());

export const standardIds = fs
  .readdirSync(path.join(folder, 'standards'))
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
  .map((name) => name.replace('.yaml', ''));

export const standardText = (id: string): string =>
  fs.readFileSync(path.join(folder, 'standards', `${id}.yaml`), 'utf8');

export const casesText = (id: string): string =>
  fs.readFileSync(path.join(folder, 'standards', `${id}.cases.yaml`), 'utf8');

/** Finds the standard that a supplement changes. */
export const seedBase: BaseOf = (id) =>
  standardIds.includes(id) ? { text: standardText(id), file: `${id}.yaml` } : null;

export const seedRelease = (id: string): Release => loadStandard(standardText(id), dictionary, `${id}.yaml`, seedBase);

export const seedEvaluator = (id: string): Evaluator => compileStandard(seedRelease(id), dictionary);

/** A standard made of a few lines of clauses, for trying one word of the language. */
export const standardWith = (requires: string): string => `
id: trial
version: 1
name: 试验标准
grants: { title: innovativeSme, level: province }
source: { number: 试〔2026〕1号, name: 试验, issuer: 试验 }
region: nation
periods:
  application: { from: 2026-01-01, to: 2026-12-31, confidence: A }
requires:
${requires
  .replace(/^\n/, '')
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`;

/** An evaluator of such a standard. */
export const trial = (requires: string): Evaluator =>
  compileStandard(loadStandard(standardWith(requires), dictionary, 'trial.yaml'), dictionary);

/** The head of a clause that a trial does not care about. */
export const clause = (id: string): string => `id: ${id}, label: 试, text: 试, article: 试, confidence: A`;
