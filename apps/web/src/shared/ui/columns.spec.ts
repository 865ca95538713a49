import { type Column, readChoice, shownColumns } from './columns';

const column = (key: string, more: Partial<Column<unknown>> = {}): Column<unknown> => ({
  key,
  title: key,
  render: () => null,
  ...more,
});
const all = [column('name', { lead: true }), column('code'), column('day', { optional: true })];
const keys = (columns: Column<unknown>[]) => columns.map(({ key }) => key);

describe('shownColumns', () => {
  it('shows all but the optional ones until somebody chooses', () => {
    expect(keys(shownColumns(all, { columns: null, compact: false }))).toEqual(['name', 'code']);
  });

  it('keeps the order of the table and never loses the lead', () => {
    expect(keys(shownColumns(all, { columns: ['day', 'code'], compact: false }))).toEqual(['name', 'code', 'day']);
    expect(keys(shownColumns(all, { columns: ['day'], compact: false }))).toEqual(['name', 'day']);
  });

  it('forgets a choice of columns that are no more', () => {
    expect(keys(shownColumns(all, { columns: ['gone'], compact: false }))).toEqual(['name', 'code']);
  });
});

describe('readChoice', () => {
  it('reads back what was kept', () => {
    expect(readChoice(JSON.stringify({ columns: ['code'], compact: true }))).toEqual({
      columns: ['code'],
      compact: true,
    });
  });

  it.each([null, '', '{', 'null', '5', '{"columns":"code"}'])('takes %j as no choice', (text) => {
    expect(readChoice(text)).toEqual({ columns: null, compact: false });
  });
});
