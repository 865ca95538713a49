import { EnterprisesQueries, SoundsService } from '@tidu/enterprises';
import { type ActingPerson, builtInOfficer, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { Client } from 'pg';
import { entities } from '../../apps/server/src/schema';
import { type Bench, bothShown, type Figure, goal, interleave, ratioOf, timed } from './harness';
import type { BenchDatabase, Installation } from './installation';

/** Searching names by two letters, as the list of enterprises does it, against reading every name. */
export const search: Bench = { name: 'search', says: '名称查找', run };

/** One search: what, in whose name, and how many it finds there. */
interface Case {
  kind: string;
  q: string;
  /** The letters that are meant, where `q` is their sound. */
  letters?: string;
  region: string | null;
  found: number;
}

const region = '410305';
const times = 20;

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.population();
  const app = await Database.connect({ url: database.appUrl, entities });
  try {
    const queries = new EnterprisesQueries(app, new ReferenceService(app), new SoundsService(app));
    return await database.asSuperuser(async (client) => {
      const figures: Figure[] = [];
      for (const one of await cases(database)) figures.push(await measure(queries, client, one, installation.scale));
      return figures;
    });
  } finally {
    await app.close();
  }
}

async function measure(
  queries: EnterprisesQueries,
  client: Client,
  { kind, q, letters = q, region, found }: Case,
  scale: Installation['scale'],
): Promise<Figure> {
  const person: ActingPerson = region
    ? { ...builtInOfficer, scope: { everything: false, regions: [region] } }
    : builtInOfficer;
  const ours = async () => {
    for (let i = 0; i < times; i++) await queries.list(person, { q });
  };
  // a server in use has searched before: what is hot is compiled, the statements are prepared
  for (let i = 0; i < (scale === 'full' ? 25 : 1); i++) await ours();
  const measured = await interleave(scale === 'full' ? 5 : 2, {
    scan: () => timed(() => scan(client, letters, region)),
    ours: async () => (await timed(ours)) / times,
  });
  const scope = region ? '一个区县的范围' : '全部范围';
  return {
    ...{ id: `search.${kind}.${region ? 'region' : 'all'}`, against: '顺序扫描全部名称', unit: '×' },
    work: `按${letters === q ? '两个字' : '读音'}查名称：${q}（${found.toLocaleString('en-US')} 家，${scope}）`,
    ...(['rare', 'common'].includes(kind) && { goal: goal.atLeast(100, 250) }),
    ...{ value: ratioOf(measured.scan, measured.ours), note: bothShown(measured.ours, measured.scan) },
  };
}

/** The first page, found by reading every name; without row security and without counting. */
async function scan(client: Client, q: string, region: string | null): Promise<void> {
  await client.query('set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off');
  await client.query(
    `select id, "creditCode", name, "regionCode", "industryCode", ownership, "registeredOn" from enterprise
     where name like $1 and ($2::text is null or "regionCode" = $2) order by id limit 21`,
    [`%${q}%`, region],
  );
}

/** A trade name that few bear, a product that many make, and what stands in almost every name. */
async function cases(database: BenchDatabase): Promise<Case[]> {
  const count = async (q: string, within: string | null) => {
    const { rows } = await database.asSuperuser((client) =>
      client.query<{ n: number }>(
        `select count(*)::int as n from enterprise where name like $1 and ($2::text is null or "regionCode" = $2)`,
        [`%${q}%`, within],
      ),
    );
    return rows[0]?.n ?? 0;
  };
  const list: { kind: string; q: string; letters?: string }[] = [
    { kind: 'rare', q: '恒通' },
    { kind: 'common', q: '轴承' },
    { kind: 'everyone', q: '有限' },
    { kind: 'sound', q: 'hengtong', letters: '恒通' },
    { kind: 'initials', q: 'htzc', letters: '恒通' },
  ];
  const wanted = list.flatMap((one) => [null, region].map((within) => ({ ...one, region: within })));
  return Promise.all(wanted.map(async (one) => ({ ...one, found: await count(one.letters ?? one.q, one.region) })));
}
