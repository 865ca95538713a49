import { uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import {
  advise,
  type AdviceCosts,
  compileStandard,
  createRelease,
  evaluate,
  FactDictionary,
  readFacts,
} from '@tidu/criteria';

const id = 'miit-2022-63-innovative';
const url = `/api/open/standards/${id}/evaluations`;

interface Problem {
  code: string;
}
interface Identified {
  id: string;
}

describe('the HTTP side of scoring', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());
  const post = (body: string, type = 'application/json') => doors.http.post(url).set('content-type', type).send(body);

  it('answers ad hoc facts with the object the command line prints', async () => {
    const { status, body } = await post('{"purpose":"renewal","facts":{"rdExpense":"300000","revenue":10000000.00}}');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      standard: id,
      outcome: 'unknown',
      clauses: { 'rd-ratio': { points: { min: 15, max: 15 } } },
    });
    expect(Object.keys(body).sort()).toEqual(['clauses', 'outcome', 'points', 'standard']);
    const bare = await post('{"rdExpense":299999.99,"revenue":10000000}');
    expect(bare.body.clauses['rd-ratio'].points).toEqual({ min: 10, max: 10 });
  });

  it('reads numbers from the text: nothing is rounded, repeated or cut on the way', async () => {
    const refused = async (body: string) => {
      const answer = await post(body);
      expect(answer.headers['content-type']).toMatch('application/problem+json');
      return [answer.status, (answer.body as Problem).code];
    };
    expect(await refused('{"facts":{"revenue":1,"revenue":2}}')).toEqual([400, 'CRITERIA.REPEATED_KEY']);
    expect(await refused('{"facts":{"revenue":0.001}}')).toEqual([400, 'CRITERIA.TOO_PRECISE']);
    expect(await refused('{"facts":{"revenue":1e999}}')).toEqual([400, 'CRITERIA.OUT_OF_RANGE']);
    expect(await refused('{"facts":{"revenue":NaN}}')).toEqual([400, 'CRITERIA.BAD_JSON']);
    expect(await refused('{"facts":{"nonsense":1}}')).toEqual([400, 'CRITERIA.UNKNOWN_FACT']);
    expect(await refused('{"facts":{"employees":-1}}')).toEqual([400, 'CRITERIA.OUT_OF_RANGE']);
    expect(await refused('{"standard":"other","facts":{}}')).toEqual([400, 'SCORING.OTHER_STANDARD']);
    expect(await refused('')).toEqual([400, expect.stringMatching(/^(SCORING|CRITERIA)\./)]);
    expect(await refused('{"facts":{"ownership":"\u0000"}}')).toEqual([400, expect.any(String)]);
    expect((await post('{}', 'text/plain')).status).toBe(415);
    expect((await post(`{"facts":{"revenue":"${'9'.repeat(300_000)}"}}`)).status).toBe(413);
  });

  it('knows nothing of a standard that isn’t there', async () => {
    const answers = [
      await doors.http
        .post('/api/open/standards/nothing-here/evaluations')
        .set('content-type', 'application/json')
        .send('{}'),
      await doors.http.get('/api/open/standards/nothing-here'),
      await doors.http.get('/api/console/standards/nothing-here'),
    ];
    expect(answers.map(({ status, body }) => [status, (body as Problem).code])).toEqual([
      ...[404, 404, 404].map((status) => [status, 'SCORING.STANDARD_NOT_FOUND']),
    ]);
  });

  it('hands out a release that another machine compiles to the same evaluator', async () => {
    const { body } = await doors.http.get(`/api/open/standards/${id}`);
    const release = createRelease(body.document);
    expect(release.hash).toBe(body.hash);
    const dictionary = FactDictionary.fromRows(body.facts);
    const facts = '{"rdExpense":"300000","revenue":10000000.00,"mainRevenueY1":"1"}';
    const here = evaluate(compileStandard(release, dictionary), readFacts(facts, dictionary));
    expect(here).toEqual((await post(`{"facts":${facts}}`)).body);
    // and what steps cost by the bureau's file, for the facts of this standard only
    const { costs } = body as { costs: AdviceCosts };
    expect(Object.keys(costs.facts).sort()).toEqual(expect.arrayContaining(['rdExpense', 'revenue', 'titleHighTech']));
    expect(Object.keys(costs.facts).filter((code) => !dictionary.find(code))).toEqual([]);
    const advice = advise(compileStandard(release, dictionary), readFacts('{}', dictionary), { date: '2026-06-01', costs }); // prettier-ignore
    expect([advice.state, advice.alternatives.length > 0]).toEqual(['possible', true]);
  });

  it('lists the standards in use with their clauses and releases', async () => {
    const { items } = (await doors.http.get('/api/console/standards')).body as { items: Identified[] };
    expect(items.map((one) => one.id)).toContain(id);
    const detail = (await doors.http.get(`/api/console/standards/${id}`)).body as {
      clauses: Identified[];
      document: string;
    };
    expect(detail).toMatchObject({
      hasPoints: true,
      fullPoints: 100,
      releases: [{ state: 'active', version: 1, publishedByName: '系统' }],
    });
    expect(detail.clauses.map((one) => one.id)).toEqual(
      expect.arrayContaining(['exclusions', 'direct', 'ip', 'total']),
    );
    const { clauses } = (await post('{"facts":{}}')).body as { clauses: object };
    expect(detail.clauses.map((one) => one.id).sort()).toEqual(Object.keys(clauses).sort());
    expect(detail.document).toContain(`id: ${id}`);
  });

  it('takes a scoring as a job, and refuses at once what can’t be scored', async () => {
    const start = (body: object) => doors.http.post('/api/console/scoring-runs').send(body);
    const taken = await start({ year: 2021, standardIds: [id] });
    expect([taken.status, Object.keys(taken.body)]).toEqual([202, ['jobId']]);
    const job = await doors.http.get(`/api/console/jobs/${taken.body.jobId}`);
    expect(job.body).toMatchObject({ task: 'scoring.score', state: 'queued' });
    for (const [body, code] of [
      [{ year: 2021, standardIds: ['no-such-one'] }, 'SCORING.STANDARD_NOT_FOUND'],
      [{ year: 2021, standardIds: [id], asOf: '2022-02-30' }, 'PLATFORM.INVALID'],
      [{ year: 2021, standardIds: [] }, 'PLATFORM.INVALID'],
      [{ year: '2021', standardIds: [id] }, 'PLATFORM.INVALID'],
      [{ year: 2021, standardIds: [id], extra: 1 }, 'PLATFORM.INVALID'],
    ] as const)
      expect([body, (await start(body)).body.code]).toEqual([body, code]);
  });

  it('says not found of a card that isn’t there', async () => {
    const card = await doors.http.get(`/api/console/score-cards/${uuidv7()}/${uuidv7()}`);
    expect([card.status, card.body.code]).toEqual([404, 'SCORING.CARD_NOT_FOUND']);
    const cards = await doors.http.get(`/api/console/enterprises/${uuidv7()}/score-cards`);
    expect([cards.status, cards.body.code]).toEqual([404, 'SCORING.ENTERPRISE_NOT_FOUND']);
  });

  it('gives no 差一步清单 of nobody, nor for a question it does not understand', async () => {
    const ask = async (query: string) => {
      const { status, body } = await doors.http.get(`/api/console/enterprises/${uuidv7()}/advice?${query}`);
      return [status, (body as Problem).code];
    };
    expect(await ask(`standardId=${id}`)).toEqual([404, 'SCORING.ENTERPRISE_NOT_FOUND']);
    for (const query of [
      '',
      'standardId=A',
      `standardId=${id}&deadline=soon`,
      `standardId=${id}&year=x`,
      `standardId=${id}&until=2027`,
    ])
      // prettier-ignore
      expect([query, ...(await ask(query))]).toEqual([query, 400, expect.stringMatching(/^PLATFORM\./)]);
  });
});
