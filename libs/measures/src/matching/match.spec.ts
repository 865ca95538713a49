import { AuditTrail } from '@tidu/audit';
import { shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, boundedCount, builtInOfficer } from '@tidu/platform';
import { isBuild } from '@tidu/test/rounds';
import { Register } from '../../../scoring/src/testing/register';
import { CatalogueService } from '../catalogue/catalogue.service';
import { DraftsService } from '../catalogue/drafts.service';
import { findMeasure } from '../catalogue/measure-row';
import { measureText, type MeasureSeed } from '../testing/measures-world';
import { MatchJob, type MatchResult } from './match.job';
import { StandingsQueries, withoutFew } from './standings.queries';

const person = builtInOfficer;
const elsewhere: ActingPerson = { ...person, id: uuidv7(), scope: { everything: false, regions: ['420102'] } };
/** A hundred thousand at night: what is asked of each pair by itself would be found out. */
const many = isBuild ? 3000 : 100_000;
jest.setTimeout(600_000);

describe('matching', () => {
  let register: Register;
  let job: MatchJob;
  let queries: StandingsQueries;
  let ids: string[];
  beforeAll(async () => {
    register = await Register.open();
    const { database, reference, sheets } = register;
    const catalogue = new CatalogueService(reference);
    const drafts = new DraftsService(database, catalogue, new AuditTrail());
    job = new MatchJob(reference, sheets, catalogue, new AuditTrail());
    queries = new StandingsQueries(database, catalogue);
    const publish = async (seed: MeasureSeed) => {
      const text = measureText(seed);
      const measure = await catalogue.read(text, 'x');
      await database.write({ ...person, id: uuidv7() }, async (tx) => {
        const id = await drafts.createIn(tx, measure, { text, change: '测试' });
        await drafts.publishIn({ ...tx, person }, await findMeasure(tx, id));
      });
    };
    const more = 'matter: { code: one, stacking: highest }';
    await publish({ code: 'a-high', more });
    await publish({
      code: 'b-low',
      more,
      fact: 'titleSpecializedSme',
      benefit: '{ kind: fixed, levels: [{ label: 省级, amount: 10万 }] }',
    });
    await publish({
      code: 'c-service',
      budget: null,
      benefit: '{ kind: service, what: 上门诊断 }',
      fact: 'titleTechSme',
    });
    await publish({ code: 'd-away', region: '4201' });
    ids = await register.enterprises(Array.from({ length: many }, () => ({})));
    // title by the place: every third holds the high one, every second the low, every fifth the third; every seventh is not known
    await register.manyFigures(
      ids.map((enterpriseId, i) => ({
        ...{ enterpriseId, year: 2025, source: 'enterprise' },
        facts: {
          ...(i % 7 !== 0 && { titleLittleGiant: i % 3 === 0 }),
          ...{ titleSpecializedSme: i % 2 === 0, titleTechSme: i % 5 === 0, revenue: 100 + i },
        },
      })),
    );
    const line = uuidv7();
    await register.test.asSuperuser(
      `insert into budget_line (id, code, year, name, allocation, total, "changedByName")
       values ($1, 'test-line', extract(year from now() at time zone 'Asia/Shanghai'), '预算', 'firstCome', 25000000, 'x')`,
      [line],
    );
    // cases in every state, by the place
    const states = [
      'pushed',
      'submitted',
      'returned',
      'declined',
      'refused',
      'paid',
      'archived',
      'recovered',
      'failed',
    ];
    await register.test.asSuperuser(
      `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, "changedByName")
       select gen_random_uuid(), m.id, m.code, e.id, 0, ($2::text[])[1 + (n % 9)::int], 'x'
       from unnest($1::uuid[]) with ordinality e(id, n), measure m where m.code in ('a-high', 'b-low', 'c-service') and (n + ascii(m.code)) % 4 = 0`,
      [ids, states],
    );
  });
  afterAll(() => register.close());

  it('finds every outcome once, and the four standings are a partition of those who qualify', async () => {
    const result = await register.result<MatchResult>(job, {});
    const known = ids.map((_, i) => ({ i, known: i % 7 !== 0 }));
    const high = known.filter(({ i, known: is }) => is && i % 3 === 0).length;
    const [low, third] = [ids.filter((_, i) => i % 2 === 0).length, ids.filter((_, i) => i % 5 === 0).length];
    expect(result).toMatchObject({ enterprises: many, eligible: high + low + third, asOf: shanghaiDay(Date.now()) });
    const summary = await queries.summary(person);
    const found = summary?.measures.map(({ code, eligible, outcomes }) => ({ code, eligible, outcomes }));
    const unknown = known.length - known.filter(({ known: is }) => is).length;
    expect(found).toEqual([
      { code: 'a-high', eligible: high, outcomes: [high, 0, unknown, many - high - unknown, 0] },
      { code: 'b-low', eligible: low, outcomes: [low, 0, 0, many - low, 0] },
      { code: 'c-service', eligible: third, outcomes: [third, 0, 0, many - third, 0] },
    ]);
    for (const { code, eligible, received, pending, blocked, unclaimed, whys, ...money } of summary?.measures ?? []) {
      // a service comes to no amount, which is another thing than one of zero
      const isService = code === 'c-service';
      expect(money).toMatchObject({ pays: !isService, unclaimedOpen: isService ? unclaimed : 0 });
      expect(received + pending + blocked + unclaimed).toBe(eligible);
      expect(whys.reduce((sum, { count }) => sum + count, 0)).toBe(blocked + unclaimed);
      // counted by hand from the cases, another way round
      const [own] = await register.test.asSuperuser<{ received: number; pending: number }>(
        `select (count(*) filter (where state in ('paid', 'provided', 'published', 'archived')))::int as received,
           (count(*) filter (where state in ('submitted', 'reviewed', 'payable', 'ordered', 'failed')))::int as pending
         from measure_case c join unnest($1::uuid[]) with ordinality e(id, n) on e.id = c."enterpriseId" where c."measureCode" = $2
           and case $2 when 'a-high' then (n - 1) % 7 <> 0 and (n - 1) % 3 = 0 when 'b-low' then (n - 1) % 2 = 0 else (n - 1) % 5 = 0 end`,
        [ids, code],
      );
      expect({ received, pending }).toEqual(own);
    }
  });

  it('the list behind a number has as many rows, and blocked by a conflict are those who have the other', async () => {
    const summary = await queries.summary(person);
    const low = summary?.measures.find(({ code }) => code === 'b-low');
    const conflict = low?.whys.find(({ why }) => why === 'conflict')?.count ?? 0;
    expect(conflict).toBeGreaterThan(0);
    const page = await queries.list(person, { measureId: low?.measureId ?? '', why: 'conflict', limit: 200 });
    expect(page.count).toEqual(boundedCount(conflict));
    const holders = await register.test.asSuperuser<{ id: string }>(
      `select "enterpriseId" as id from measure_case where "measureCode" = 'a-high' and state in ('submitted', 'paid', 'archived', 'failed')`,
    );
    const ofHigh = new Set(holders.map(({ id }) => id));
    expect(page.items.every(({ enterpriseId }) => ofHigh.has(enterpriseId))).toBe(true);
    // page by page, every row once; of a hundred thousand, those of one measure
    const walked = summary?.measures.filter(({ code }) => isBuild || code === 'c-service') ?? [];
    const [only] = isBuild ? [] : walked;
    let seen = 0;
    for (let after: string | undefined; ;) {
      const part = await queries.list(person, {
        ...{ standing: 'unclaimed', ...(only && { measureId: only.measureId }) },
        limit: 200,
        ...(after !== undefined && { after }),
      });
      seen += part.items.length;
      if (part.next === null) break;
      after = part.next;
    }
    expect(seen).toBe(walked.reduce((sum, { unclaimed }) => sum + unclaimed, 0));
  });

  it('take-up adds up to those who qualify for anything; another scope sees none of it', async () => {
    const qualify = ids.filter((_, i) => (i % 7 !== 0 && i % 3 === 0) || i % 2 === 0 || i % 5 === 0).length;
    for (const by of ['ownership', 'size', 'region'] as const) {
      const parts = await queries.takeUp(person, by);
      expect(parts.reduce((sum, { eligible }) => sum + eligible, 0)).toBe(qualify);
      expect(await queries.takeUp(elsewhere, by)).toEqual([]);
    }
    expect((await queries.list(elsewhere, {})).items).toEqual([]);
    expect((await queries.summary(elsewhere))?.measures.map(({ eligible }) => eligible)).toEqual([0, 0, 0]);
  });

  it('parts of a few are told together, and of too few no amount', () => {
    const part = (key: string, eligible: number) => ({ key, label: key, eligible, received: 1, amount: '100' });
    const [big, ...rest] = withoutFew([part('a', 9), part('b', 2), part('c', 1)], 3);
    expect([big?.key, rest]).toEqual([
      ...['a', [{ key: 'few', label: '各不足 3 家的', eligible: 3, received: 2, amount: '200' }]],
    ]);
    expect(withoutFew([part('a', 9), part('b', 2)], 3)[1]).toMatchObject({ eligible: 2, amount: null });
  });

  it('a second run takes the place of the first, whole', async () => {
    await register.result<MatchResult>(job, {});
    const [kept] = await register.test.asSuperuser<{ runs: number; rows: number }>(
      'select count(distinct "runId")::int as runs, count(*)::int as rows from measure_match',
    );
    const qualify = ids.filter((_, i) => (i % 7 !== 0 && i % 3 === 0) || i % 2 === 0 || i % 5 === 0).length;
    expect(kept).toEqual({ runs: 1, rows: qualify });
  });
});
