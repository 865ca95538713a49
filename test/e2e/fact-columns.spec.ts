import { isFigure } from '@tidu/figures';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';

/** National facts are columns named exactly as the code: a fact added to the dictionary without its column is lost. */
describe('the columns of the facts', () => {
  let test: TestDatabase;
  let facts: Awaited<ReturnType<ReferenceService['facts']>>;
  beforeAll(async () => {
    test = await createTestDatabase();
    facts = await new ReferenceService(test.database).facts();
  });
  afterAll(() => test.drop());

  const types: Record<string, string> = { boolean: 'boolean', integer: 'integer', money: 'bigint', decimal: 'bigint' };

  /** Columns of a table that bear the name of a fact, or that are no part of the table's own frame. */
  async function columnsOf(table: string, frame: string[]) {
    const columns = await test.asSuperuser<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_name = $1`,
      [table],
    );
    return Object.fromEntries(
      columns.filter(({ name }) => !frame.includes(name)).map(({ name, type }) => [name, type]),
    );
  }
  const national = () => facts.dictionary.facts.filter(({ code }) => !facts.district.has(code));
  const wanted = (list: ReturnType<typeof national>) =>
    Object.fromEntries(list.map(({ code, type }) => [code, types[type] ?? 'text']));

  const identity = ['id', 'enterpriseId', 'year', 'source', 'revision', 'submittedAt', 'submittedBy', 'jobId'];
  const byHand = ['submittedByName', 'document', 'reason', 'units', 'evidenceId'];

  it('of figures are the facts that are entered for a year', async () => {
    expect(await columnsOf('figures', [...identity, ...byHand, 'supersededAt', 'extra'])).toEqual(
      wanted(national().filter(isFigure)),
    );
  });

  it('of the staging are those of figures', async () => {
    const frame = [
      'jobId',
      'attempt',
      'row',
      'creditCode',
      'name',
      'registeredOn',
      'year',
      'enterpriseId',
      'figuresId',
      'extra',
    ];
    const register = ['regionCode', 'industryCode', 'ownership'];
    expect(await columnsOf('figures_staging', [...frame, ...register])).toEqual(wanted(national().filter(isFigure)));
  });

  it('of the fact sheet are all national facts', async () => {
    const columns = await columnsOf('fact_sheet', []);
    expect(Object.keys(columns)).toEqual(expect.arrayContaining(national().map(({ code }) => code)));
    const known = national().filter(({ code }) => code in columns);
    expect(Object.fromEntries(known.map(({ code }) => [code, columns[code]]))).toEqual(wanted(known));
  });

  it('carry the dictionary’s range, so that no writer can go past it', async () => {
    const checks = await test.asSuperuser<{ text: string }>(
      `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = 'figures'::regclass and contype = 'c'`,
    );
    const definitions = checks
      .map(({ text }) => text)
      .join('\n')
      .replace(/'(-?\d+)'::bigint/g, '$1')
      .replace(/[()]/g, '');
    const open = national().filter(
      ({ code, min, max }) =>
        isFigure(facts.dictionary.get(code)) &&
        min !== null &&
        !new RegExp(`"?${code}"? >= ${min} AND "?${code}"? <= ${max}`).test(definitions),
    );
    expect(open.map(({ code }) => code)).toEqual([]);
  });
});
