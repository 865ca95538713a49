import type { components } from '../../shared/api/console.gen';
import { type Conflict, figureTable } from './figure-table';

type FigureSet = components['schemas']['FigureSetDto'];
type Fact = components['schemas']['FactDto'];

const fact = (code: string, type: Fact['type'], more: Partial<Fact> = {}): Fact => ({
  ...{ code, label: code, type, unit: '', scale: 0, min: null, max: null, values: [], origin: 'entered', base: null },
  ...{ offset: 0, meaning: '', definition: '', aliases: [], district: false },
  ...more,
});
const set = (year: number, source: FigureSet['source'], values: Record<string, string>): FigureSet => ({
  ...{ id: `${year}-${source}`, year, source, sourceLabel: source, revision: 1, submittedAt: '2026-11-01T00:00:00Z' },
  ...{ submittedByName: null, imported: true, document: null, reason: null, evidence: null, record: null },
  values: Object.entries(values).map(([code, value]) => ({
    ...{ code, value, label: code, type: 'money' as const, unit: '元', valueLabel: null },
  })),
});

const said = (source: FigureSet['source'], believed: boolean): Conflict['values'][number] => ({
  ...{ source, sourceLabel: source, record: null, display: '', believed },
});
const conflict = (values: Conflict['values']): Conflict => ({
  ...{ year: 2021, fact: 'revenue', label: '营业收入', values, resolution: null },
});

const facts = [
  fact('ownBrand', 'boolean'),
  fact('revenue', 'money', { label: '营业收入(上年度)' }),
  fact('revenueY1', 'money', { base: 'revenue', offset: -1, origin: 'derived' }),
  fact('employees', 'integer'),
  fact('patents', 'integer'),
];

describe('figureTable', () => {
  it('shows the newest three years, newest first, sources side by side', () => {
    const sets = [2018, 2019, 2020, 2021].map((year) => set(year, 'enterprise', { revenue: `${year}` }));
    const table = figureTable([...sets, set(2021, 'audit', { revenue: '2021' })], facts);
    expect(table.columns.map(({ id }) => id)).toEqual([
      '2021-enterprise',
      '2021-audit',
      '2020-enterprise',
      '2019-enterprise',
    ]);
    expect(table.rows[0]).toMatchObject({ code: 'revenue', label: '营业收入' });
    expect(table.rows[0]?.marks).toEqual([undefined, undefined, undefined, undefined]);
    expect(table.rows[0]?.values.map((value) => value?.value)).toEqual(['2021', '2021', '2020', '2019']);
  });

  it('keeps a blank row for what a register must know and lists what nobody has given', () => {
    const table = figureTable([set(2021, 'enterprise', {})], facts);
    expect(table.rows.map(({ code }) => code)).toEqual(['revenue', 'employees']);
    expect(table.rows[0]?.values).toEqual([undefined]);
    expect(table.silent).toEqual(['ownBrand', 'patents']);
  });

  it('marks which value counts where the sources disagree', () => {
    const table = figureTable(
      [
        set(2021, 'enterprise', { revenue: '100' }),
        set(2021, 'audit', { revenue: '90' }),
        set(2021, 'tax', { taxes: '1' }),
        set(2020, 'audit', { revenue: '80' }),
      ],
      facts,
      [conflict([said('audit', true), said('enterprise', false)])],
    );
    const marks = (code: string) => table.rows.find((row) => row.code === code)?.marks;
    expect(marks('revenue')).toEqual(['other', 'believed', undefined, undefined]);
    expect(marks('employees')).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('tells figures of a merged record apart and marks the one of the record itself as what counts', () => {
    const record = { id: 'other', name: '旧记录', creditCode: '91410305MA00000001' };
    const merged = { ...set(2021, 'audit', { revenue: '80', patents: '3' }), id: 'merged', record };
    const table = figureTable([set(2021, 'audit', { revenue: '90' }), merged], facts);
    expect(table.columns.map((column) => column.record?.name ?? null)).toEqual([null, '旧记录']);
    expect(table.rows.map(({ code, marks }) => [code, marks])).toEqual([
      ['revenue', ['believed', 'other']],
      ['employees', [undefined, undefined]],
      ['patents', [undefined, undefined]],
    ]);
  });

  it('marks what a merged record says where that was decided for', () => {
    const record = { id: 'other', name: '旧记录', creditCode: '91410305MA00000001' };
    const merged = { ...set(2021, 'audit', { revenue: '80' }), id: 'merged', record };
    const decided = conflict([said('audit', false), { ...said('audit', true), record }]);
    const table = figureTable([set(2021, 'audit', { revenue: '90' }), merged], facts, [decided]);
    expect(table.rows[0]?.marks).toEqual(['other', 'believed']);
  });

  it('puts amounts before counts and keeps yes and no apart', () => {
    const table = figureTable([set(2021, 'enterprise', { ownBrand: 'true', patents: '2', revenue: '1' })], facts);
    expect(table.rows.map(({ code }) => code)).toEqual(['revenue', 'employees', 'patents']);
    expect(table.traits.map(({ code }) => code)).toEqual(['ownBrand']);
  });
});
