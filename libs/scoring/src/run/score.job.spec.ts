import { type Evaluator, evaluate } from '@tidu/criteria';
import { builtInOfficer, JobRunner } from '@tidu/platform';
import { readSheet } from '../facts/sheet-reader';
import { ScoreCardsService } from '../cards/score-cards.service';
import { pointPlaces } from './card-encoder';
import { countyOfficer, Register } from '../testing/register';
import type { ScoreResult } from './score.job';

const scored = 'miit-2022-63-innovative';
const plain = 'luoyang-2019-58-hidden-champion';
const both = 'miit-2022-63-specialized';

/** Facts of one made-up enterprise; `i` spreads them over the bands and leaves some out. */
function madeUp(i: number): Record<string, unknown> {
  const all: Record<string, unknown> = {
    ...{
      registeredInChina: true,
      enterpriseSize: ['micro', 'small', 'medium', 'large'][i % 4],
      abnormalOperation: i % 17 === 0,
    },
    ...{ seriousDishonesty: false, prohibitedProduct: false, majorIncident3y: false, nicheYears: (i % 6) * 10_000 },
    ...{ revenue: 1_000_000_00 * (i % 40), mainRevenue: 700_000_00 * (i % 40), rdExpense: 30_000_00 * (i % 40) },
    ...{ totalAssets: 2_000_000_00, totalLiabilities: 50_000_00 * (i % 40), strategicEmerging: i % 2 === 0 },
    ...{ ipClass1: i % 3, ipClass1HighValue: i % 5 === 0 ? 1 : 0, ipClass1SelfDeveloped: i % 2, ipClass2: i % 7 },
    ...{
      nationalMarketRank: (i % 12) + 1,
      titleHighTech: i % 9 === 0,
      rdInstitutionLevel: i % 8 === 0 ? 'province' : 'none',
    },
    ...{ equityFinancing2y: 0, equityFinancing3y: i % 11 === 0 ? 6_000_000_00 : 0, employees: 100, rdStaff: i % 30 },
  };
  const missing = Object.keys(all).filter((_, k) => (i * 7 + k * 13) % 11 === 0);
  for (const code of missing) delete all[code];
  return all;
}

describe('scoring', () => {
  let register: Register;
  const ids: string[] = [];
  beforeAll(async () => {
    register = await Register.open();
    const seeds = Array.from({ length: 120 }, (_, i) => ({
      ...{ registeredOn: '2012-05-06', regionCode: i % 10 === 0 ? '410399' : '410302' },
    }));
    ids.push(...(await register.enterprises(seeds)));
    await register.manyFigures(
      ids.flatMap((enterpriseId, i) => [
        {
          enterpriseId,
          year: 2020,
          source: 'enterprise',
          facts: { mainRevenue: 500_000_00 * ((i * 3) % 40), revenue: 1 },
        },
        { enterpriseId, year: 2021, source: i % 2 ? 'enterprise' : 'audit', facts: madeUp(i) },
      ]),
    );
  });
  afterAll(() => register.close());

  const score = (payload: object) =>
    register.result<ScoreResult>(register.scoreJob(), { year: 2021, asOf: '2022-09-01', ...payload });
  const cardCount = async () =>
    (await register.test.asSuperuser<{ count: number }>('select count(*)::int as count from score_card'))[0]?.count;
  const strayTables = () =>
    register.test.asSuperuser<{ relname: string }>(
      `select relname from pg_class where relname like 'score\\_card\\_%' and relkind = 'r' and not relispartition`,
    );

  it('shows nothing of others’ enterprises to a narrower scope, and runs for nobody who can’t see all', async () => {
    const refused = await register.runJob(register.scoreJob(), { year: 2021, standardId: scored }, countyOfficer);
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'SCORING.WHOLE_SCOPE' } });
    const { runs } = await score({ standardIds: [scored] });
    const seen = await register.database.read(countyOfficer, (tx) =>
      tx.rows<{ regionCode: string }>(
        'select e."regionCode" from score_card c join enterprise e on e.id = c."enterpriseId" where c."runId" = $1',
        [runs[0]?.runId],
      ),
    );
    expect(seen).toHaveLength(12);
    const cards = new ScoreCardsService(register.database, register.standards, register.reference);
    const [own = '', other = ''] = ids;
    expect(await cards.ofEnterprise(countyOfficer, own)).toMatchObject([{ standardId: scored, outside: null }]);
    await expect(cards.ofEnterprise(countyOfficer, other)).rejects.toMatchObject({ kind: 'notFound' });
    const detail = cards.explained(countyOfficer, runs[0]?.runId ?? '', other);
    await expect(detail).rejects.toMatchObject({ code: 'SCORING.CARD_NOT_FOUND' });
  });

  it('gives every enterprise the result a single evaluation gives, under all standards in one pass', async () => {
    const { runs, sheets } = await score({ standardIds: [scored, plain, both] });
    expect(sheets.sheets).toBe(120);
    const catalogue = await register.reference.facts();
    const wrong: unknown[] = [];
    for (const run of runs) {
      const { evaluator } = await register.standards.activeRelease(run.standardId);
      const rows = await register.test.asSuperuser<Card>(
        'select *, "sheetAsOf"::text as "sheetAsOf" from score_card where "runId" = $1',
        [run.runId],
      );
      expect(rows).toHaveLength(120);
      for (const row of rows) {
        const key = { enterpriseId: row.enterpriseId, year: 2021, asOf: row.sheetAsOf, version: row.sheetVersion };
        const sheet = await register.database.read(builtInOfficer, (tx) => readSheet(tx, catalogue, key));
        const expected = evaluate(evaluator, sheet?.facts ?? new Map(), { purpose: 'application' });
        if (JSON.stringify(stored(row, evaluator)) !== JSON.stringify(summary(expected)))
          wrong.push([stored(row, evaluator), summary(expected)]);
      }
      const tally = rows.reduce(
        (sum, { outcome }) => ({ ...sum, [outcome]: (sum[outcome] ?? 0) + 1 }),
        {} as Record<number, number>,
      );
      expect(run.outcomes).toEqual(Object.fromEntries([1, 2, 3, 4, 5].map((code) => [names[code], tally[code] ?? 0])));
    }
    expect(wrong).toEqual([]);
    const outcomes = runs.map((run) => Object.values(run.outcomes).filter((count) => count > 0).length);
    expect(Math.max(...outcomes)).toBeGreaterThan(2); // the made-up facts do spread
  });

  it('explains a card again from release and fact sheet, each value with its source', async () => {
    const { runs } = await score({ standardIds: [scored] });
    const cards = new ScoreCardsService(register.database, register.standards, register.reference);
    for (const id of ids.slice(0, 20)) {
      const card = await cards.explained(builtInOfficer, runs[0]?.runId ?? '', id);
      expect(card.explanation.outcome).toBe(card.outcome);
      expect(card.explanation.points).toEqual(card.points);
      expect(card.explanation.notice).toBe('预评估，非认定');
      for (const fact of card.facts) expect(fact.value === null).toBe(fact.source === null);
    }
    const card = await cards.explained(builtInOfficer, runs[0]?.runId ?? '', ids[1] ?? '');
    const fact = (code: string) => card.facts.find((one) => one.code === code);
    expect(fact('revenue')).toMatchObject({ value: '1000000', display: '100万元', sourceName: '企业填报', year: 2021 });
    expect(fact('mainRevenueY1')).toMatchObject({ source: 'enterprise', year: 2020 });
  });

  it('shows the newest published run of a standard, year and purpose, and keeps the older ones', async () => {
    const before = await cardCount();
    const first = await score({ standardIds: [plain] });
    await register.figures(ids[5] ?? '', 2021, 'officer', { nationalMarketRank: 1 });
    const second = await score({ standardIds: [plain] });
    expect(second.sheets.written).toBe(1);
    expect(await cardCount()).toBe((before ?? 0) + 240);
    const cards = new ScoreCardsService(register.database, register.standards, register.reference);
    const shown = (await cards.ofEnterprise(builtInOfficer, ids[5] ?? '')).filter((card) => card.standardId === plain);
    expect(shown.map(({ runId }) => runId)).toEqual([second.runs[0]?.runId]);
    const old = await cards.explained(builtInOfficer, first.runs[0]?.runId ?? '', ids[5] ?? '');
    expect(old.sheetVersion).toBe(1);
    const fresh = await cards.explained(builtInOfficer, second.runs[0]?.runId ?? '', ids[5] ?? '');
    expect([fresh.sheetVersion, fresh.facts.find(({ code }) => code === 'nationalMarketRank')?.sourceName]).toEqual([
      ...[2, '经办人'],
    ]);
  });

  it('puts the cards of standards that hold elsewhere or no longer behind those that hold', async () => {
    const elsewhere = ['guangdong-2022-specialized', 'shandong-hidden-champion'];
    await score({ standardIds: [...elsewhere, both, plain], asOf: '2026-06-01' });
    const cards = new ScoreCardsService(register.database, register.standards, register.reference);
    const shown = (await cards.ofEnterprise(builtInOfficer, ids[5] ?? '')).filter(({ asOf }) => asOf === '2026-06-01');
    expect(shown.map(({ standardId, outside }) => [standardId, outside])).toEqual([
      [plain, null],
      ['guangdong-2022-specialized', 'region'],
      [both, 'period'],
      ['shandong-hidden-champion', 'region'],
    ]);
  });

  it('cancelled in the middle leaves nothing behind', async () => {
    const before = await cardCount();
    const job = register.scoreJob();
    const id = await register.database.write(builtInOfficer, (tx) =>
      register.jobs.write(tx, job.task, { year: 2021, standardIds: [scored, both], asOf: '2022-09-01' }),
    );
    const runner = new JobRunner(register.database, [job]);
    let stopped = false;
    await runner.run(id, ({ stage }) => {
      if (stage === '评价' && !stopped) {
        stopped = true;
        void runner.stop(); // as when the process is told to end
      }
    });
    expect(stopped).toBe(true);
    expect(await cardCount()).toBe(before);
    expect(await strayTables()).toEqual([]);
    const [left] = await register.test.asSuperuser<{ state: string }>('select state from job_run where id = $1', [id]);
    expect(left?.state).toBe('queued');
    await new JobRunner(register.database, [register.scoreJob()]).run(id);
    expect(await register.jobs.get(builtInOfficer, id)).toMatchObject({ state: 'succeeded' });
    expect(await cardCount()).toBe((before ?? 0) + 240);
  });

  it('refuses a year without figures, an unknown standard and a day that is none', async () => {
    const failed = async (payload: object) =>
      (await register.runJob(register.scoreJob(), { year: 2021, standardId: scored, ...payload })).error?.code;
    expect(await failed({ year: 2035 })).toBe('SCORING.NO_FIGURES');
    expect(await failed({ standardId: 'no-such-standard' })).toBe('SCORING.STANDARD_NOT_FOUND');
    expect(await failed({ standardId: undefined })).toBe('SCORING.NO_STANDARD');
    expect(await failed({ asOf: "2022-02-30' or true --" })).toBe('SCORING.BAD_DAY');
    expect(await failed({ year: 12 })).toBe('SCORING.BAD_YEAR');
    expect(await strayTables()).toEqual([]);
  });

  it('judges the sheets of the day asked for, although later ones exist', async () => {
    const id = await register.enterprise({ registeredOn: '2020-01-01' });
    await register.figures(id, 2017, 'enterprise', { revenue: 5 });
    const asOf = async (day: string) => {
      const { runs } = await score({ year: 2017, standardIds: [plain], asOf: day });
      const [card] = await register.test.asSuperuser<{ day: string }>(
        'select "sheetAsOf"::text as day from score_card where "runId" = $1',
        [runs[0]?.runId],
      );
      return card?.day;
    };
    expect(await asOf('2022-09-01')).toBe('2022-09-01');
    expect(await asOf('2021-03-01')).toBe('2021-03-01');
    expect(await asOf('2022-09-01')).toBe('2022-09-01');
    expect(await asOf('2021-03-02')).toBe('2021-03-02');
  });

  it('leaves the trail of every publication', async () => {
    const { runs } = await score({ standardIds: [plain] });
    const [entry] = await register.test.asSuperuser<{ after: { standardId: string; total: number } }>(
      `select after from audit_entry where action = 'scoring.publish' and "objectId" = $1`,
      [runs[0]?.runId],
    );
    expect(entry?.after).toMatchObject({ standardId: plain, total: 120 });
  });
});

interface Card {
  enterpriseId: string;
  outcome: number;
  pointsMin: number | null;
  pointsMax: number | null;
  sheetAsOf: string;
  sheetVersion: number;
  clauseOutcomes: Buffer;
  clauseMin: number[] | null;
  clauseMax: number[] | null;
}

const names = ['', 'met', 'manual', 'unknown', 'unmet', 'notApplicable'];

/** A stored card in the words of an evaluation. */
function stored(row: Card, evaluator: Evaluator): unknown[] {
  const places = pointPlaces(evaluator);
  const points = (list: number[] | null) => [...places].map((_, i) => (list?.[i] ?? 0) / 10_000);
  return [
    ...[names[row.outcome], row.pointsMin === null ? null : row.pointsMin / 10_000, (row.pointsMax ?? NaN) / 10_000],
    ...[
      [...row.clauseOutcomes].map((code) => names[code]),
      points(row.clauseMin),
      points(row.clauseMax ?? row.clauseMin),
    ],
  ];
}

function summary(result: ReturnType<typeof evaluate>): unknown[] {
  const clauses = Object.values(result.clauses);
  const pointed = clauses.flatMap(({ points }) => points ?? []);
  return [
    ...[result.outcome, result.points?.min ?? null, result.points?.max ?? NaN],
    ...[clauses.map(({ outcome }) => outcome), pointed.map(({ min }) => min), pointed.map(({ max }) => max)],
  ];
}
