import { builtInOfficer } from '@tidu/platform';
import { isBuild, seed as ownSeed } from '@tidu/test/rounds';
import { ListsWorld } from '../testing/lists-world';
import { Draws, registerOf, SyntheticWorld, type TrueRow } from '../testing/synthetic-register';
import type { MatchListResult } from './match-list.job';

interface Found {
  row: number;
  state: string;
  enterpriseId: string | null;
}

/** A list of 10 000 rows against a register whose truth is known: nothing may be matched wrongly. */
describe('matching against a register of renames, swaps, homonyms, mergers and names used again', () => {
  const seeds = process.env.SEED ? [ownSeed] : isBuild ? [1] : [1, 2, 3, 4, 5, ownSeed];

  it.each(seeds)(
    'matches no row to the wrong enterprise (seed %d)',
    async (seed) => {
      const world = await ListsWorld.open();
      try {
        const draws = new Draws(seed);
        const synthetic = new SyntheticWorld(draws, 16_000);
        await enter(world, synthetic);
        const day = draws.day('2016-01-01', '2024-06-01');
        const truth = synthetic.rows(day, 10_000);
        const lines = ['企业名称,统一社会信用代码', ...truth.map(({ name, code }) => `${name},${code}`)];
        const { id, job } = await world.bring(lines, { listedOn: day });
        expect(job?.error).toBeNull();
        const found = await world.test.asSuperuser<Found>(
          'select "row", state, "enterpriseId" from official_list_row where "listId" = $1 order by "row"',
          [id],
        );
        const result = job?.result as MatchListResult;
        expect(result.matched + result.ambiguous + result.notOurs + result.rejected).toBe(truth.length);
        expect(found).toHaveLength(truth.length);
        const wrong = found.filter((row) => isWrong(row, truth[row.row - 2] as TrueRow));
        expect(wrong.map((row) => [truth[row.row - 2]?.name, truth[row.row - 2]?.how, row])).toEqual([]);
        expect(truth).toHaveLength(10_000);
        // a third of ours at least is found, or the test would pass by matching nothing
        const ours = truth.filter(({ firm }) => firm.ours).length;
        expect(result.matched).toBeGreaterThan(ours / 3);
        process.stdout.write(`seed ${seed}, ${day}: ${JSON.stringify(result)}, of ours ${ours}\n`);
      } finally {
        await world.close();
      }
    },
    120_000,
  );
});

/** A row of one of ours must not mean another; a row of somebody else must mean nobody. */
function isWrong({ state, enterpriseId }: Found, { firm }: TrueRow): boolean {
  return state === 'matched' && enterpriseId !== (firm.ours ? firm.id : null);
}

async function enter(world: ListsWorld, synthetic: SyntheticWorld): Promise<void> {
  const { enterprises, names, merges } = registerOf(synthetic);
  const person = builtInOfficer.id;
  await world.test.asSuperuser(
    `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", status, "registeredOn", since, "mergedInto")
     select g.id, g.code, g.name, '410305', 'given', g.status, g."registeredOn", g.since, g."mergedInto"
     from jsonb_to_recordset($1) g(id uuid, code text, name text, status text, "registeredOn" date, since date, "mergedInto" uuid)`,
    [JSON.stringify(enterprises)],
  );
  await world.test.asSuperuser(
    `insert into enterprise_name (id, "enterpriseId", kind, name, "validFrom", "validUntil", source, "recordedBy", "recordedByName")
     select g.id, g."enterpriseId", 'former', g.name, g."from", g.until, '测试', $2, '测试'
     from jsonb_to_recordset($1) g(id uuid, "enterpriseId" uuid, name text, "from" date, until date)`,
    [JSON.stringify(names), person],
  );
  await world.test.asSuperuser(
    `insert into enterprise_merge (id, "mergedId", "survivorId", kind, "statusBefore", reason, source, "personId", "personName")
     select g.id, g."mergedId", g."survivorId", 'duplicate', 'active', '同一家', '测试', $2, '测试'
     from jsonb_to_recordset($1) g(id uuid, "mergedId" uuid, "survivorId" uuid)`,
    [JSON.stringify(merges), person],
  );
}
