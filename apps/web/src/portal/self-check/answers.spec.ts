import { compileStandard, evaluate, FactDictionary, loadStandard, unsure } from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { changeUnit, factsOf, noAnswers, readAnswers } from './answers';

const seeds = path.resolve(__dirname, '../../../../../seeds');
const read = (file: string) => fs.readFileSync(path.join(seeds, file), 'utf8');
const dictionary = FactDictionary.fromRows(parse(read('facts.csv'), { columns: true }));
const standard = 'luoyang-2019-58-hidden-champion';
const evaluator = compileStandard(loadStandard(read(`standards/${standard}.yaml`), dictionary, standard), dictionary);
const isMoney = (code: string) => dictionary.get(code).type === 'money';

describe('answers', () => {
  const answers = {
    unit: '万元' as const,
    texts: { revenue: '3,000', enterpriseSize: 'small', establishedYears: 'x', ipClass1: unsure, rdExpense: '5' },
  };

  it('only what the standard needs is read; what is not sure or not understood is missing', () => {
    const all = readAnswers(evaluator, answers);
    expect([...all.keys()].sort()).toEqual([...evaluator.slots].sort());
    expect(all.get('establishedYears')?.problem).toMatch(/请只写数字/);
    expect(Object.fromEntries(factsOf(all))).toEqual({ revenue: 3_000_000_000, enterpriseSize: 'small' });
  });

  it('the answers judged in the page are the facts that anybody else would judge', () => {
    const { clauses, outcome } = evaluate(evaluator, factsOf(readAnswers(evaluator, answers)));
    expect([clauses.size?.outcome, clauses.revenue?.outcome, clauses.established?.outcome, outcome]).toEqual(['met', 'met', 'unknown', 'unknown']); // prettier-ignore
    expect(factsOf(readAnswers(evaluator, noAnswers)).size).toBe(0);
  });

  it('another unit keeps every amount and every other answer', () => {
    const inYuan = changeUnit(answers, '元', isMoney);
    expect(inYuan).toEqual({ unit: '元', texts: { ...answers.texts, revenue: '30000000', rdExpense: '50000' } });
    expect(factsOf(readAnswers(evaluator, inYuan))).toEqual(factsOf(readAnswers(evaluator, answers)));
    expect(changeUnit(inYuan, '万元', isMoney).texts.revenue).toBe('3000');
  });
});
