import { cardContext } from './card-context';

type Card = Parameters<typeof cardContext>[0];
const fact = (code: string, sourceName: string | null, year: number | null) => ({ code, sourceName, year });
const card = {
  ...{ purpose: 'renewal', asOf: '2026-06-01', year: 2025 },
  ...{ sheetAsOf: '2026-05-30', sheetVersion: 3, sheetHash: 'f00d' },
  facts: [
    fact('revenue', '审计报告', 2025),
    fact('industryCode', '登记信息', null),
    fact('rdExpense', null, null), // missing: nobody said it
  ],
} as Card;

describe('cardContext', () => {
  it('says day, purpose and sheet, and of each known value who said it and of which year', () => {
    expect(cardContext(card)).toEqual({
      ...{ enterprise: null, purpose: 'renewal', day: '2026-06-01', year: 2025 },
      sources: { revenue: '审计报告 2025', industryCode: '登记信息' },
      sheet: { asOf: '2026-05-30', version: 3, hash: 'f00d' },
    });
  });

  it('names the enterprise a letter goes to', () => {
    const enterprise = { name: '洛阳某某轴承有限公司', creditCode: '91410305MA9EXAMPLE' };
    expect(cardContext(card, enterprise).enterprise).toBe(enterprise);
  });
});
