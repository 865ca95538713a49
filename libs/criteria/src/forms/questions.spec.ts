import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import { FactDictionary } from '../fact-dictionary';
import { loadStandard } from '../load/load-standard';
import { questionsOf, yearOfQuestion } from './questions';

const seeds = path.resolve(__dirname, '../../../../seeds');
const read = (file: string) => fs.readFileSync(path.join(seeds, file), 'utf8');
const dictionary = FactDictionary.fromRows(parse(read('facts.csv'), { columns: true }));
const evaluator = (id: string): Evaluator =>
  compileStandard(loadStandard(read(`standards/${id}.yaml`), dictionary, id), dictionary);

describe('questionsOf', () => {
  const specialized = evaluator('miit-2022-63-specialized');

  it('asks each fact of the standard once, and no other', () => {
    const codes = questionsOf(specialized, 'application').flatMap(({ questions }) => questions.map(({ fact }) => fact.code)); // prettier-ignore
    expect([...codes].sort()).toEqual([...specialized.slots].sort());
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('each question names every clause that asks for it, the first one first', () => {
    const all = questionsOf(specialized, 'application').flatMap(({ questions }) => questions);
    const rd = all.find(({ fact }) => fact.code === 'rdExpense');
    expect(rd?.clauses.map(({ id }) => id)).toEqual(['rd', 'rd-input', 'merit-rd']);
    expect(all.every(({ clauses }) => clauses.length > 0 && clauses[0]?.article !== '')).toBe(true);
  });

  it('questions stand under their clause, indicators under their category', () => {
    const sections = questionsOf(specialized, 'application');
    expect(sections.map(({ id }) => id).slice(0, 5)).toEqual(['exclusions', 'niche-years', 'rd', 'revenue', 'specialisation']); // prettier-ignore
    expect(sections[0]).toMatchObject({ label: '基本条件', article: '办法正文，参评企业的一般要求', confidence: 'A' });
    expect(sections[0]?.questions).toHaveLength(6);
    const category = sections.find(({ id }) => id === 'specialisation');
    expect(category?.questions.map(({ fact }) => fact.code)).toEqual(expect.arrayContaining(['mainRevenueY2', 'mainProductField'])); // prettier-ignore
    // the figure was asked before, in the clause that needs it first
    expect(category?.questions.map(({ fact }) => fact.code)).not.toContain('nicheYears');
  });

  it('asks for the year before only where the purpose needs it', () => {
    const of2026 = evaluator('miit-2026-2-specialized');
    const codes = (purpose: 'application' | 'renewal') =>
      questionsOf(of2026, purpose).flatMap(({ questions }) => questions.map(({ fact }) => fact.code));
    expect(codes('application')).not.toContain('qualityScoreY1');
    expect(codes('renewal')).toContain('qualityScoreY1');
  });
});

describe('yearOfQuestion', () => {
  it.each([
    ['revenue', 2025],
    ['totalAssets', 2025],
    ['revenueY1', 2024],
    ['mainRevenueY2', 2023],
    ['ownBrand', null],
    // a score of the platform's own year
    ['qualityScore', null],
    ['qualityScoreY1', null],
  ])('%s is of %s', (code, year) => expect(yearOfQuestion(dictionary.get(code), 2025)).toBe(year));
});
