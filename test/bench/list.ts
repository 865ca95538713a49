import autocannon from 'autocannon';
import { nodeOptions } from '../../apps/server/src/process-options';
import { type Bench, type Figure, goal, interleave, median, ratioOf } from './harness';
import { serve } from './child/run-child';
import type { Installation } from './installation';

/** The list of enterprises as the doors serve it, against a bare server with the same statement. */
export const list: Bench = { name: 'list', says: '列表接口', run };

const filter = { region: '410305', ownership: 'private' };
const path = `/api/console/enterprises?${new URLSearchParams({ ...filter, limit: '20' }).toString()}`;

/** The statement of the page after the first; what it answers is compared with the doors before it is measured. */
const statement = `select e.id, e."creditCode", e.name, e."regionCode", e."regionBasis", e."industryCode", e.ownership,
    e."registeredOn"::text as "registeredOn", e.demo, e."shortName", e.status, e."officerName"
  from enterprise e where e."regionCode" = $1 and e.ownership = $2 and e.status <> 'merged' and e.id > $3::uuid
  order by e.id limit 20`;

interface Page {
  items: { id: string }[];
  next: string | null;
}

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  const paths = { BENCH_APP_URL: database.appUrl, BENCH_FILES: database.filesDir };
  const doors = await serve('doors', paths, nodeOptions.doors);
  try {
    const { headers } = doors;
    const first = await get(`${doors.url}${path}`, headers);
    const last = first.items.at(-1)?.id ?? '';
    const bare = await serve('bare', {
      BENCH_APP_URL: database.appUrl,
      BENCH_STATEMENT: statement,
      BENCH_VALUES: JSON.stringify([filter.region, filter.ownership, last]),
    });
    try {
      const next = `${doors.url}${path}&after=${first.next ?? ''}`;
      await requireSame(next, bare.url, headers);
      return await measure(installation, { next, first: `${doors.url}${path}`, bare: bare.url }, headers);
    } finally {
      await bare.stop();
    }
  } finally {
    await doors.stop();
  }
}

async function measure(
  { scale }: Installation,
  urls: Record<'next' | 'first' | 'bare', string>,
  headers: Record<string, string>,
): Promise<Figure[]> {
  const seconds = scale === 'full' ? 5 : 1;
  // compiles what is hot: a server that has just begun is three times slower than after ten thousand requests
  for (const url of Object.values(urls)) await rate(url, headers, scale === 'full' ? 10 : 1);
  const rates = await interleave(scale === 'full' ? 3 : 1, {
    bare: () => rate(urls.bare, headers, seconds),
    next: () => rate(urls.next, headers, seconds),
    first: () => rate(urls.first, headers, seconds),
  });
  const note = (ours: number[]) => `${median(ours).toFixed(0)} / ${median(rates.bare).toFixed(0)} 次/秒`;
  const against = '裸 node:http + pg，同一语句';
  return [
    {
      ...{ id: 'list.next', work: '列表接口：筛选、翻页、20 行', against, goal: goal.atLeast(0.4, 0.8), unit: '×' },
      ...{ value: ratioOf(rates.next, rates.bare), note: note(rates.next) },
    },
    {
      ...{ id: 'list.first', work: '同上，第一页（另计总数）', against, unit: '×' },
      ...{ value: ratioOf(rates.first, rates.bare), note: note(rates.first) },
    },
  ];
}

/** Requests a second over twenty connections; an answer that is no success is a failure of the benchmark. */
async function rate(url: string, headers: Record<string, string>, duration: number): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({ url, headers, connections: 20, duration });
  if (non2xx + errors > 0 || requests.total === 0) throw new Error(`${url}: ${non2xx} not 2xx, ${errors} errors`);
  return requests.total / duration;
}

async function requireSame(ours: string, bare: string, headers: Record<string, string>): Promise<void> {
  const [mine, other] = await Promise.all([get(ours, headers), get(bare, headers)]);
  const ids = ({ items }: Page) => items.map(({ id }) => id).join();
  if (ids(mine) !== ids(other) || mine.items.length === 0) throw new Error('the bare server answers another page');
}

async function get(url: string, headers: Record<string, string>): Promise<Page> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Page;
}
