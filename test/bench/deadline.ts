import { makeCreditCode } from '@tidu/kernel';
import { ownPageHeader, ownPageValue } from '@tidu/platform';
import path from 'node:path';
import { Asker } from '../support/asker';
import { type Forked, forkProduct } from '../support/forked';
import { type Crowd, type CrowdOrder, runCrowd, sortedPart } from './child/run-crowd';
import { addressOf, signEverybodyIn } from './deadline-people';
import { file, type Filer, type Filing, filingYear } from './filing';
import { type Bench, type Figure, goal, median, shown, tell, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';
import { populate, sheetDay, sheetYear } from './population';

/** The last day of the filing window (T05, T23): what filing takes while others keep the doors busy. */
export const deadline: Bench = { name: 'deadline', says: '填报截止日', run };

/** How large a day: enterprises, how many begin in a minute, how many crowd in, for how many seconds each. */
interface Day {
  enterprises: number;
  perMinute: number;
  users: number;
  exporters: number;
  attempts: number;
  addresses: number;
  seconds: Record<'warm' | Phase, number>;
}
type Phase = 'quiet' | 'list' | 'exports' | 'registrations';

/** Five times the peak that the README derives: 20 enterprises a minute. */
const full: Day = {
  ...{ enterprises: 2000, perMinute: 100, users: 200, exporters: 40, attempts: 10_000, addresses: 500 },
  seconds: { warm: 10, quiet: 30, list: 60, exports: 40, registrations: 60 },
};
const small: Day = {
  ...{ enterprises: 200, perMinute: 60, users: 10, exporters: 3, attempts: 60, addresses: 10 },
  seconds: { warm: 1, quiet: 2, list: 2, exports: 2, registrations: 3 },
};

async function run(installation: Installation): Promise<Figure[]> {
  const day = installation.scale === 'full' ? full : small;
  const database = await installation.database(`deadline_${installation.scale}`, async (made) => {
    await populate(made, day.enterprises);
    await made.job('scoring.score', { year: sheetYear, asOf: sheetDay, standardIds: ['miit-2022-63-specialized'] });
  });
  const people = await signEverybodyIn(database, day.users);
  const env = {
    ...{ DATABASE_URL: database.appUrl, TIDU_HOME: database.filesDir, FILES_DIR: database.filesDir },
    ...{ AUDIT_HEADS_DIR: path.join(database.filesDir, 'heads'), PROXY_HOPS: '1', LOG_LEVEL: 'info' },
  };
  const doors = await forkProduct('doors', env);
  const worker = await forkProduct('worker', env);
  try {
    return await live(day, database, { ...people, port: doors.port });
  } finally {
    await stopped(worker, doors);
  }
}

const stopped = async (...all: Forked[]) => {
  for (const one of all) await one.stop();
};

interface Place {
  port: number;
  filers: Filer[];
  officers: Record<string, string>[];
}

async function live(day: Day, database: BenchDatabase, { port, filers, officers }: Place): Promise<Figure[]> {
  const asker = new Asker(port, 200);
  const during = async (phase: Phase, crowd?: Omit<CrowdOrder, 'port' | 'seconds'>): Promise<Measured> => {
    await database.checkpoint();
    const seconds = day.seconds[phase];
    const [filing, met] = await Promise.all([
      file(asker, filers, day.perMinute, seconds),
      crowd && runCrowd({ ...crowd, port, seconds }),
    ]);
    tell('.');
    return { filing, crowd: met ?? null };
  };
  try {
    await file(asker, filers, day.perMinute, day.seconds.warm); // compiles what is hot
    const worst = await worstList(asker, officers[0] ?? {});
    const measured: Record<Phase, Measured> = {
      quiet: await during('quiet'),
      list: await during('list', { method: 'GET', path: worst.path, people: officers }),
      exports: await during('exports', exportStorm(officers.slice(0, day.exporters))),
      registrations: await during('registrations', registrations(day)),
    };
    const lost = await lostReceipts(asker, database, Object.values(measured));
    return figures(day, measured, lost, worst);
  } finally {
    asker.close();
  }
}

interface Measured {
  filing: Filing;
  crowd: Crowd | null;
}

const exportStorm = (people: Record<string, string>[]) => ({
  ...{ method: 'POST' as const, path: '/api/console/enterprise-exports', people },
  body: { list: 'enterprises', format: 'xlsx', filter: {}, ids: null, columns: null },
});

/** People who register for enterprises that exist and for others, each address in turn. */
function registrations({ attempts, addresses, users }: Day) {
  const bodies = Array.from({ length: attempts }, (_, i) => ({
    headers: { ...addressOf(2, i % addresses), [ownPageHeader]: ownPageValue },
    body: {
      creditCode: makeCreditCode({ region: '410305', organisation: `MA7${String(i).padStart(5, '0')}` }),
      ...{ enterpriseName: '洛阳某某有限公司', phone: '13800001111', displayName: '王小明' },
      ...{ loginName: `flood${i}`, password: 'Sturdy-Bridge-77' },
    },
  }));
  const people = Array.from({ length: users }, () => ({}));
  return { method: 'POST' as const, path: '/api/portal/registrations', people, bodies };
}

/** Of the lists an officer opens, the one that takes longest over this population. */
async function worstList(asker: Asker, headers: Record<string, string>): Promise<{ path: string; ms: number }> {
  const of = (path: string, query: Record<string, string>) =>
    `/api/console/${path}?${new URLSearchParams(query).toString()}`;
  const runs = await asker.ask('GET', of('scoring-runs', { limit: '1' }), headers);
  const { items } = JSON.parse(runs.text) as { items: { id: string }[] };
  const lists = [
    ...['name', '-name', 'registeredOn'].map((sort) => of('enterprises', { q: '有限', sort, limit: '200' })),
    of('enterprises', { q: 'gongsi', limit: '200' }),
    of(`scoring-runs/${items[0]?.id ?? ''}/cards`, { q: '有限', limit: '200' }),
    of('scale-warnings', { year: String(filingYear), limit: '200' }),
    of('figure-flags', { year: String(filingYear), q: '有限', limit: '200' }),
    of('figure-conflicts', { year: String(filingYear), limit: '200' }),
    of('industries', { q: '制造', limit: '200' }),
  ];
  const timedLists: { path: string; ms: number }[] = [];
  for (const path of lists) {
    const times: number[] = [];
    for (let i = 0; i < 8; i++)
      times.push(
        await timed(async () => {
          const { status, text } = await asker.ask('GET', path, headers);
          if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
        }),
      );
    timedLists.push({ path, ms: median(times) });
  }
  return timedLists.sort((a, b) => b.ms - a.ms)[0] ?? { path: '', ms: NaN };
}

/** Receipts that are not honoured: sent again they are answered otherwise, or what was typed isn't in the register. */
async function lostReceipts(asker: Asker, database: BenchDatabase, all: Measured[]): Promise<string[]> {
  const lost: string[] = [];
  const { rows } = await database.asSuperuser((client) =>
    client.query<{ id: string; revenue: string; n: string }>(
      `select "enterpriseId" as id, max(revenue)::text as revenue, count(*) as n from figures
       where source = 'enterprise' and year = $1 group by 1`,
      [filingYear],
    ),
  );
  const kept = new Map(rows.map(({ id, revenue, n }) => [id, `${n}×${revenue}`]));
  for (const { filing } of all) {
    for (const { path, headers, body, status, text } of filing.receipts) {
      const again = await asker.ask('POST', path, headers, body);
      const id = path.split('/')[4] ?? '';
      const typed = `1×${filing.typed.get(id) ?? ''}00`; // fen
      if (again.status !== status || again.text !== text || kept.get(id) !== typed)
        lost.push(`${path}: ${text} → ${again.status} ${again.text}, ${kept.get(id)}`);
    }
  }
  return lost;
}

const timesOf = ({ filing }: Pick<Measured, 'filing'>) => Object.values(filing.times).flat();
const p95Of = (measured: Measured) => sortedPart(timesOf(measured), 0.95);

function figures(day: Day, measured: Record<Phase, Measured>, lost: string[], worst: { path: string }): Figure[] {
  const quiet = p95Of(measured.quiet);
  const { users, exporters, attempts, addresses } = day;
  const words: Record<Exclude<Phase, 'quiet'>, string> = {
    list: `${users} 人不停地问最慢的名单`,
    exports: `${exporters} 人不停地要求导出`,
    registrations: `${addresses} 个地址来 ${attempts.toLocaleString('en-US')} 次注册`,
  };
  const against = '平静时';
  const ratio = (phase: Exclude<Phase, 'quiet'>): Figure => ({
    ...{ id: `deadline.${phase}`, work: `五倍高峰的填报 p95，同时${words[phase]}`, against, unit: '×' },
    ...{ value: p95Of(measured[phase]) / quiet, note: noteOf(measured[phase]) },
  });
  const filings = Object.values(measured).map(({ filing }) => filing);
  const failed = filings.flatMap(({ errors }) => errors);
  const asked = filings.reduce((sum, filing) => sum + timesOf({ filing }).length, failed.length);
  const timeouts =
    failed.filter((one) => one.includes('PLATFORM.BUSY')).length +
    Object.values(measured).reduce((sum, { crowd }) => sum + (crowd?.codes['PLATFORM.BUSY'] ?? 0), 0);
  for (const line of [...failed.slice(0, 5), ...lost.slice(0, 5)]) tell(`\n  ${line}`);
  return [
    {
      ...{ id: 'deadline.quiet', work: '五倍高峰的填报 p95，平静时', against: '', unit: 'ms', value: quiet },
      note: noteOf(measured.quiet),
    },
    ...(['list', 'exports', 'registrations'] as const).map(ratio),
    {
      ...{ id: 'deadline.worst', work: '其中最慢的 p95', against: '', unit: 'ms', goal: goal.atMost(1000, 300) },
      ...{ value: Math.max(...Object.values(measured).map(p95Of)), note: `名单：${decodeURIComponent(worst.path)}` },
    },
    {
      ...{ id: 'deadline.errors', work: '没有办成的填报请求', against: '', unit: '‰', goal: goal.atMost(1, 0) },
      ...{ value: (1000 * failed.length) / asked, note: `${failed.length} / ${asked}` },
    },
    {
      ...{ id: 'deadline.lost', work: '重发、重读对不上的收条', against: '', unit: '张', goal: goal.atMost(0, 0) },
      ...{ value: lost.length, note: `共 ${filings.reduce((sum, one) => sum + one.receipts.length, 0)} 张` },
    },
    {
      ...{ id: 'deadline.timeouts', work: '等不到数据库连接的请求，不论谁的', against: '', unit: '次' },
      ...{ goal: goal.atMost(0, 0), value: timeouts },
    },
  ];
}

/** Absolute times, and what the crowd met with. */
function noteOf({ filing, crowd }: Measured): string {
  const all = timesOf({ filing });
  const submitted = shown(sortedPart(filing.times.submission, 0.95));
  const ms = `p95 ${shown(sortedPart(all, 0.95))}（提交 ${submitted}），中位 ${shown(median(all))}，最慢 ${shown(Math.max(...all))}`;
  const own = `${ms}；${filing.filed} 家，出错 ${filing.errors.length}`;
  if (!crowd) return own;
  const statuses = Object.entries(crowd.statuses).map(([status, n]) => `${status}：${n}`);
  return `${own}；旁人每秒 ${Math.round(crowd.asked / crowd.seconds)} 次（${statuses.join('，')}），p95 ${shown(crowd.p95)}`;
}
