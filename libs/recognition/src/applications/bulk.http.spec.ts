import { uuidv7 } from '@tidu/kernel';
import { type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';

interface Outcome {
  id: string;
  result: string;
  code: string | null;
  enterpriseName: string | null;
  toLabel: string | null;
}

describe('an act on several cases', () => {
  let world: RecognitionWorld;
  let [officer, approver]: Officer[] = [];
  const at = '/api/console/recognition';
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [officer, approver] = [await world.officer(), await world.officer()];
  });
  afterAll(() => world.close());

  const firms = (n: number, region?: string): Promise<Firm[]> =>
    Promise.all(Array.from({ length: n }, () => world.firm(region)));
  async function submitted(batch: string, of: Firm[]): Promise<string[]> {
    const ids: string[] = [];
    for (const firm of of) ids.push(await world.submitted(batch, firm));
    return ids;
  }
  async function send(who: Officer | undefined, how: string, ids: string[], body: object): Promise<Outcome[]> {
    const items = await Promise.all(ids.map(async (id) => ({ id, version: (await world.versionOf(id)) || 1 })));
    const answer = await who?.http
      .post(`${at}/bulk-${how}`)
      .set('idempotency-key', uuidv7())
      .send({ reason: '核对无误', internal: null, document: null, preview: false, bulkId: uuidv7(), items, ...body });
    if (answer?.status !== 200) throw new Error(JSON.stringify(answer?.body));
    return (answer.body as { items: Outcome[] }).items;
  }
  const results = (outcomes: Outcome[]) => outcomes.map(({ result, code }) => code ?? result);
  const batchOf = (more: object = {}) =>
    officer ? world.batch(officer, more) : Promise.reject(new Error('no officer'));

  it('does nothing to somebody else’s, and says of it no more than of one that isn’t there', async () => {
    const batch = await batchOf();
    const [own = ''] = await submitted(batch, await firms(1));
    const [theirs = ''] = await submitted(batch, await firms(1, '410402'));
    const outcomes = await send(officer, 'reviews', [own, theirs, uuidv7()], { action: 'pass' });
    expect(results(outcomes)).toEqual([
      'done',
      'RECOGNITION.APPLICATION_NOT_FOUND',
      'RECOGNITION.APPLICATION_NOT_FOUND',
    ]);
    const bare = ({ id: _id, ...rest }: Outcome) => rest;
    expect(outcomes.slice(1).map(bare)[0]).toEqual(outcomes.slice(1).map(bare)[1]);
    expect(await world.versionOf(theirs)).toBe(2);
  });

  it('is told beforehand as it will be, and changes nothing until it is run', async () => {
    const ids = await submitted(await batchOf(), await firms(4));
    const [first = '', second = ''] = ids;
    await world.sql(`update application set state = 'passed', version = version + 1 where id = $1`, [first]);
    await officer?.http.post(`${at}/applications/${second}/conflicts`).send({ reason: '亲属任职' });
    const before = await send(officer, 'reviews', ids, { action: 'pass', preview: true });
    expect(results(before)).toEqual([
      'RECOGNITION.ILLEGAL_TRANSITION',
      'RECOGNITION.CONFLICT_OF_INTEREST',
      'would',
      'would',
    ]);
    const [steps] = await world.sql<{ n: number }>(
      `select count(*)::int as n from application_step where action = 'pass' and "applicationId" = any($1)`,
      [ids],
    );
    expect(steps?.n).toBe(0);
    const after = await send(officer, 'reviews', ids, { action: 'pass' });
    expect(results(after)).toEqual(results(before).map((one) => (one === 'would' ? 'done' : one)));
  });

  it('broken off and sent again, at once and in turn, doubles nothing and finishes the rest', async () => {
    const ids = await submitted(await batchOf(), await firms(12));
    const items = await Promise.all(ids.map(async (id) => ({ id, version: await world.versionOf(id) })));
    const bulkId = uuidv7();
    const some = (part: typeof items) =>
      officer?.http.post(`${at}/bulk-reviews`).send({
        action: 'pass',
        reason: '核对无误',
        internal: '批量',
        document: null,
        preview: false,
        bulkId,
        items: part,
      });
    await some(items.slice(0, 7));
    const [one, other] = await Promise.all([some(items), some(items)]);
    const all = [one, other].map((answer) => ((answer?.body ?? { items: [] }) as { items: Outcome[] }).items);
    for (const outcomes of all)
      expect(outcomes.every(({ result }) => result === 'done' || result === 'again')).toBe(true);
    expect(all.flat().filter(({ result }) => result === 'done').length).toBe(5);
    const [left] = await world.sql<{ steps: number; remarks: number; entries: number }>(
      `select (select count(*)::int from application_step where "applicationId" = any($1) and action = 'pass') as steps,
         (select count(*)::int from application_remark where "applicationId" = any($1)) as remarks,
         (select count(*)::int from audit_entry where "objectId" = any($1::text[]) and action = 'recognition.pass') as entries`,
      [ids],
    );
    expect(left).toEqual({ steps: 12, remarks: 12, entries: 12 });
  });

  it('takes no more places than there are, and says so beforehand', async () => {
    const ids = await submitted(await batchOf({ quota: 2 }), await firms(4));
    // all different, so that nobody is tied at the line
    for (const [i, id] of ids.entries()) {
      await world.sql('alter table application_revision disable trigger user');
      await world.sql(
        `update application_revision set "minPoints" = $2, "maxPoints" = 1000000 where "applicationId" = $1`,
        [id, 900_000 - i],
      );
      await world.sql('alter table application_revision enable trigger user');
    }
    await send(officer, 'reviews', ids, { action: 'pass' });
    const wanted = ['would', 'would', 'RECOGNITION.BELOW_LINE', 'RECOGNITION.BELOW_LINE'];
    expect(results(await send(approver, 'decisions', ids, { action: 'approve', preview: true }))).toEqual(wanted);
    expect(results(await send(approver, 'decisions', ids, { action: 'approve' }))).toEqual(
      wanted.map((one) => (one === 'would' ? 'done' : one)),
    );
  });
});
