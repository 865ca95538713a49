import { cardContext } from './card-context';

type Card = Parameters<typeof cardContext>[0];
const fact = (code: string, sourceName: string | null, year: number | null) => ({
  ...{ code, sourceName, year, records: [] },
});
const record = (name: string, kind = 'ipRight', withdrawn = false) => ({
  ...{ id: name, kind, kindLabel: kind === 'checked' ? '已核查' : '知识产权', name, withdrawn },
});
const card = {
  ...{ purpose: 'renewal', asOf: '2026-06-01', year: 2025 },
  ...{ sheetAsOf: '2026-05-30', sheetVersion: 3, sheetHash: 'f00d' },
  facts: [
    fact('revenue', '审计报告', 2025),
    fact('industryCode', '登记信息', null),
    fact('rdExpense', null, null), // missing: nobody said it
  ],
} as unknown as Card;

describe('cardContext', () => {
  it('says day, purpose and sheet, and of each known value who said it and of which year', () => {
    expect(cardContext(card)).toEqual({
      ...{ enterprise: null, purpose: 'renewal', day: '2026-06-01', year: 2025 },
      sources: { revenue: '审计报告 2025', industryCode: '登记信息' },
      sheet: { asOf: '2026-05-30', version: 3, hash: 'f00d' },
    });
  });

  it('names the records a value rests on, and says which were withdrawn since', () => {
    const of = (...records: ReturnType<typeof record>[]) =>
      cardContext({ ...card, facts: [{ ...fact('ipClass1', '佐证', null), records }] } as unknown as Card).sources
        .ipClass1;
    expect(of(record('ZL1'), record('ZL2', 'ipRight', true))).toBe('佐证：ZL1、ZL2（此后已撤回）');
    expect(of(record('ZL1'), record('ZL2'), record('ZL3'), record('ZL4'))).toBe('佐证：ZL1、ZL2、ZL3等 4 条');
    expect(of(record('知识产权', 'checked'))).toBe('佐证：已核查知识产权');
  });

  it('names the enterprise a letter goes to', () => {
    const enterprise = { name: '洛阳某某轴承有限公司', creditCode: '91410305MA9EXAMPLE' };
    expect(cardContext(card, enterprise).enterprise).toBe(enterprise);
  });
});
