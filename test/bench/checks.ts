import { type CheckFiguresResult, checkFiguresTask } from '@tidu/figures';
import type { Client } from 'pg';
import { type Bench, bothShown, type Figure, interleave, median, ratioOf, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { populate, sheetYear } from './population';

/** All checks of the figures (一数一源) over the whole register, against reading the same figures once. */
export const checks: Bench = { name: 'checks', says: '一数一源检查', run };

async function run(installation: Installation): Promise<Figure[]> {
  const full = installation.scale === 'full';
  const database = await installation.database(`checks_${installation.scale}`, (made) =>
    fill(made, full ? 1_000_000 : 10_000),
  );
  const columns = await checkedColumns(database);
  let last: CheckFiguresResult | undefined;
  let peak = 0;
  const check = async () => {
    const { ms, peakMb, result } = await database.job<CheckFiguresResult>(checkFiguresTask, { year: sheetYear });
    [last, peak] = [result, Math.max(peak, peakMb)];
    return ms[0] ?? NaN;
  };
  const clean = async () => {
    await database.asSuperuser((client) => client.query('truncate figure_flag'));
    await database.checkpoint();
  };
  const times = await interleave<string>(full ? 3 : 1, { limit: () => scan(database, columns), ours: check }, clean);
  const [limit, ours] = [times.limit ?? [], times.ours ?? []];
  const first = last;
  const again = [await check()];
  if (first === undefined || first.found === 0 || last?.opened !== 0 || last.gone !== 0)
    throw new Error(`checks: ${JSON.stringify([first, last])}`);
  const work = `全部检查查 ${first.looked.toLocaleString('en-US')} 家的一个年度（${first.found.toLocaleString('en-US')} 处疑点，入库）`;
  return [
    {
      ...{ id: 'checks.scan', work, against: '同样的列顺序读一遍、求和', unit: '×' },
      ...{ value: ratioOf(ours, limit), note: bothShown(ours, limit) },
    },
    {
      ...{ id: 'checks.again', work: '数据没变，再查一遍', against: '第一遍', unit: '×' },
      ...{ value: ratioOf(again, [median(ours)]), note: bothShown(again, ours) },
    },
    { id: 'checks.memory', work: '检查进程内存峰值', against: '', unit: 'MB', value: peak },
  ];
}

/** The national facts that any check looks at. */
function checkedColumns(database: BenchDatabase): Promise<string[]> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute a where attrelid = 'figures'::regclass and attnum > 0
         and exists (select from figure_check c where c.entry::text ~ ('"' || a.attname || '"')) order by attnum`,
    );
    return rows.map(({ name }) => name);
  });
}

/** Reads what the checks read, the year and the two beside it, in one process and past row security. */
function scan(database: BenchDatabase, columns: readonly string[]): Promise<number> {
  const sums = columns.map((name) => `sum("${name}")`).join(', ');
  return database.asSuperuser(async (client) => {
    await client.query('set max_parallel_workers_per_gather = 0');
    const sql = `select ${sums} from figures where year between ${sheetYear - 1} and ${sheetYear + 1} and "supersededAt" is null`;
    return timed(() => client.query(sql));
  });
}

/**
 * Figures of two years and three sources, made from drawn sheets: in proportion, the year before a little different; a
 * third of the enterprises have an audit that mostly says the same, a tenth a tax return, one in a hundred of which has
 * its amounts in the wrong unit.
 */
async function fill(database: BenchDatabase, count: number): Promise<void> {
  await populate(database, count);
  await database.asSuperuser(async (client) => {
    const columns = await statedColumns(client);
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const state = (source: string, year: number, factor: string, where: string) =>
      client.query(
        `insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", ${names})
         select gen_random_uuid(), "enterpriseId", $1, $2, 1, gen_random_uuid(), ${columns.map(({ name, money }) => drawn(name, money)).join(', ')}
         from (select *, ${factor} as factor from fact_sheet) s where ${where}`,
        [year, source],
      );
    const tenth = `('x' || substr(md5("enterpriseId"::text), 1, 4))::bit(16)::int % 10`;
    await client.query('select setseed(0.2026)');
    await state('enterprise', sheetYear, '1', 'true');
    await state('enterprise', sheetYear - 1, '0.8 + 0.4 * random()', 'true');
    await state('audit', sheetYear, 'case when random() < 0.8 then 1 else 0.99 + 0.02 * random() end', `${tenth} < 3`);
    await state('tax', sheetYear, 'case when random() < 0.01 then 0.0001 else 1 end', `${tenth} = 4`);
    await client.query('truncate fact_sheet');
    await client.query('vacuum analyze');
  });
}

/** Columns that figures and sheets have in common, and which of them are amounts. */
async function statedColumns(client: Client): Promise<{ name: string; money: boolean }[]> {
  const { rows } = await client.query<{ name: string; money: boolean }>(
    `select a.attname as name, coalesce(f.entry->>'type' = 'money', false) as money
     from pg_attribute a left join fact f on f.code = a.attname
     where a.attrelid = 'figures'::regclass and a.attnum > 0 and not a.attisdropped
       and a.attname in (select attname from pg_attribute where attrelid = 'fact_sheet'::regclass and attnum > 0)
       and a.attname not in ('enterpriseId', 'year', 'extra') order by a.attnum`,
  );
  return rows;
}

/** Facts that the sheets draw each for itself, put in proportion (amounts in 分). */
const inProportion: Readonly<Record<string, string>> = {
  netProfit: 'case when "netProfit" is not null then least("netProfit", "totalAssets" / 4) end',
  rdExpense: 'case when "rdExpense" is not null then least("rdExpense", "rdStaff"::bigint * 30000000) end',
  equityFinancing3y: 'greatest("equityFinancing2y", "equityFinancing3y")',
  ipClass1: 'greatest("ipClass1", "ipClass1SelfDeveloped", "ipClass1HighValue", "ipClass1Applied")',
};

/** A drawn value, amounts by the factor of the row. */
function drawn(name: string, money: boolean): string {
  const value = inProportion[name] ?? `"${name}"`;
  return money ? `round(${value} * factor)::bigint` : value;
}
