import { DomainError } from '@tidu/kernel';
import { readEvaluationRequest } from './request-reader';
import { dictionary } from './testing/seeds';

const read = (text: string) => readEvaluationRequest(text, dictionary);
const failure = (text: string): DomainError => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
};

describe('readEvaluationRequest', () => {
  it('reads a bare fact sheet', () => {
    expect(read('{"revenue":"1.5"}')).toEqual({ facts: new Map([['revenue', 150]]) });
    expect(read('{}')).toEqual({ facts: new Map() });
  });

  it('reads a request with standard, purpose and day', () => {
    expect(read('{"standard":"x","purpose":"renewal","date":"2026-06-01","facts":{"employees":3}}')).toEqual({
      standard: 'x',
      purpose: 'renewal',
      date: '2026-06-01',
      facts: new Map([['employees', 3]]),
    });
  });

  it('leaves to the caller what is absent or null', () => {
    expect(read('{"standard":null,"purpose":null,"date":null,"facts":{}}')).toEqual({ facts: new Map() });
  });

  it.each([
    ['{"purpose":"renew","facts":{}}', ['purpose']],
    ['{"purpose":1,"facts":{}}', ['purpose']],
    ['{"standard":7,"facts":{}}', ['standard']],
    ['{"date":"2026-02-30","facts":{}}', ['date']],
    ['{"date":"2026-6-1","facts":{}}', ['date']],
    ['{"facts":{},"revenue":1}', ['revenue']],
    ['{"facts":{},"extra":1,"purpose":""}', ['extra', 'purpose']],
    ['{"standard":"x"}', ['facts']],
    ['{"standard":"x","facts":null}', ['facts']],
    ['{"facts":[]}', ['facts']],
    ['{"purpose":"x","facts":{"foo":1}}', ['purpose', 'foo']],
    ['{"facts":{"revenue":1,"revenue":2}}', ['revenue']],
  ])('refuses %s by name', (text, fields) => {
    expect(failure(text).problems.map(({ where }) => where.field)).toEqual(fields);
  });

  it.each(['[]', '"x"', 'null', '{'])('refuses %s as no request', (text) => {
    expect(failure(text).code).toBe('CRITERIA.BAD_JSON');
  });
});
