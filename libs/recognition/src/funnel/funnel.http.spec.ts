import { uuidv7 } from '@tidu/kernel';
import { type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';

const at = '/api/console/recognition/funnel';

interface Answer {
  stages: { stage: string; count: number; means: string }[];
  times: { state: string; finished: number; waiting: number }[];
}

describe('the funnel', () => {
  let world: RecognitionWorld;
  let [reviewer, approver]: Officer[] = [];
  const cases: Record<string, Firm> = {};
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [reviewer, approver] = [await world.officer(), await world.officer()];
    const batch = await world.batch(reviewer);
    const firm = async (name: string) => (cases[name] = await world.firm());
    await world.draft(batch, await firm('draft'));
    const submitted = async (name: string) => world.submitted(batch, await firm(name));
    const withdrawn = await submitted('withdrawn');
    await world.sql(`update application set state = 'withdrawn', version = version + 1 where id = $1`, [withdrawn]);
    await submitted('waiting');
    for (const name of ['approved', 'recognised']) {
      const id = await submitted(name);
      await world.act(reviewer, id, 'reviews', { action: 'pass', reason: '符合' });
      await world.act(approver, id, 'decisions', { action: 'approve', reason: '同意' });
      if (name === 'recognised') await world.sql(`update application set state = 'recognised' where id = $1`, [id]);
    }
    const pooled = async (name: string, left: boolean) => {
      const { id } = await firm(name);
      await world.sql(
        `insert into pool_entry (id, "enterpriseId", track, title, year, "officerId", entered, ground, "leftOn", "leftWhy", "leftReason", "createdBy", "createdByName", "changedByName")
         values ($1, $2, 'specialty', 'innovativeSme', $3, $4, 'hand', '看好', $5, $6, $6, $4, 'x', 'x')`,
        [uuidv7(), id, year, reviewer!.id, left ? `${year}-01-02` : null, left ? 'moved' : null],
      );
    };
    await pooled('pooled', false);
    await pooled('left', true);
  });
  afterAll(() => world.close());

  const ask = async (query = '', who = reviewer!) =>
    (await who.http.get(`${at}?title=innovativeSme${query}`)).body as Answer;
  const names = async (stage: string, query = '', who = reviewer!) => {
    const { body } = await who.http.get(`${at}/enterprises?stage=${stage}&title=innovativeSme${query}&limit=200`);
    return (body as { items: { name: string }[]; count: { value: number } }).items.map(({ name }) => name).sort();
  };
  const of = (...keys: string[]) => keys.map((key) => cases[key]?.name).sort();

  it('counts nothing for who sees nothing of it', async () => {
    const stranger = await world.officer('district.leader', '410303');
    const { stages, times } = await ask('', stranger);
    expect(stages.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
    expect(times).toEqual([]);
    expect(await names('declared', '', stranger)).toEqual([]);
  });

  it('counts each case where its definition says, and lists whom the number counts', async () => {
    expect(await names('pool')).toEqual(of('pooled'));
    expect(await names('near')).toEqual([]);
    expect(await names('declared')).toEqual(of('withdrawn', 'waiting', 'approved', 'recognised'));
    expect(await names('recommended')).toEqual(of('approved', 'recognised'));
    expect(await names('recognised')).toEqual(of('recognised'));
    const { stages } = await ask();
    for (const { stage, count } of stages) expect([stage, count]).toEqual([stage, (await names(stage)).length]);
  });

  it.each(['&year=2001', '&region=410400', `&officer=${uuidv7()}`])(
    'is narrowed by %s in number and list',
    async (query) => {
      const { stages } = await ask(query);
      for (const { stage, count } of stages) expect([count, await names(stage, query)]).toEqual([0, []]);
    },
  );

  it.each([`&year=${year}`, '&region=410300'])('keeps what %s holds', async (query) => {
    const { stages } = await ask(query);
    for (const { stage, count } of stages) expect([stage, count]).toEqual([stage, (await names(stage)).length]);
  });

  it('counts every stay once, over or not', async () => {
    const { times } = await ask();
    const submitted = times.find(({ state }) => state === 'submitted');
    // the withdrawn one was taken out behind the back of the steps: it still stands where its last step left it
    expect(submitted).toMatchObject({ finished: 2, waiting: 2 });
  });
});
