import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';
import { soundBefore, soundFacts, soundStandard } from '../testing/sound';
import { WaitingService } from './waiting.service';

describe('what waits for a judgement', () => {
  let register: Register;
  let waiting: WaitingService;
  let ids: string[];
  const score = () =>
    register.result(register.scoreJob(), { year: 2025, standardId: soundStandard, asOf: '2026-06-01' });
  const name = async (id: string) =>
    (await register.test.asSuperuser<{ name: string }>('select name from enterprise where id = $1', [id]))[0]?.name;
  const list = (query: object = {}, person = builtInOfficer) => waiting.list(person, query);

  beforeAll(async () => {
    register = await Register.open();
    waiting = new WaitingService(register.database, register.reference, register.standards);
    expect(await list()).toEqual({ items: [], next: null, count: { value: 0, exact: true } });
    ids = await register.enterprises(Array.from({ length: 3 }, () => ({ registeredOn: '2012-05-06' })));
    for (const id of ids) await register.figures(id, 2024, 'audit', soundBefore);
    await register.figures(ids[0] ?? '', 2025, 'audit', soundFacts);
    await register.figures(ids[1] ?? '', 2025, 'audit', { ...soundFacts, rdExpense: null });
    await register.figures(ids[2] ?? '', 2025, 'audit', { ...soundFacts, seriousDishonesty: true });
    await score();
  });
  afterAll(() => register.close());

  it('is seen by nobody beyond the scope', async () => {
    expect((await list({ only: 'all' }, countyOfficer)).items).toEqual([]);
  });

  it('names the facts, the clauses that wait for them and why', async () => {
    const { items, count } = await list();
    expect(items[0]).toMatchObject({ standardId: soundStandard, year: 2025, asOf: '2026-06-01' });
    expect(count).toEqual({ value: 1, exact: true });
    expect(items[0]).toMatchObject({ enterpriseId: ids[0], outcome: 'manual', others: [], lacking: [] });
    const [fact] = items[0]?.facts ?? [];
    expect(fact).toMatchObject({
      fact: 'marketPositionLeading',
      judged: null,
      meaning: expect.stringContaining('由人判断'),
    });
    expect(fact?.clauses[0]?.text).not.toBe('');
  });

  it('can be widened to cards that lack facts besides, with those named', async () => {
    const { items } = await list({ only: 'all' });
    expect(items.map(({ enterpriseId }) => enterpriseId)).toContain(ids[1]);
    expect(items.find(({ enterpriseId }) => enterpriseId === ids[1])?.lacking.join()).toContain('研发费用');
    expect((await list({ only: 'all', q: '不存在' })).items).toEqual([]);
  });

  it('shows what was judged since, and waits no longer after the next run', async () => {
    const { facts } = (await list()).items[0] ?? { facts: [] };
    for (const { fact } of facts)
      await register.test.asSuperuser(
        `insert into judgement (id, "enterpriseId", year, fact, value, reason, basis, "judgedBy", "judgedByName")
         values ($1, $2, 2025, $3, 'true', '理由', '依据', $4, '李四')`,
        [uuidv7(), ids[0], fact, builtInOfficer.id],
      );
    expect((await list()).items[0]?.facts[0]?.judged).toMatchObject({ judgedByName: '李四' });
    await score();
    expect((await list()).items).toEqual([]);
  });

  it('says why where no judgement but arithmetic needs a person', async () => {
    const id = await register.enterprise({ registeredOn: '2012-05-06' });
    await register.figures(id, 2025, 'audit', { ...soundFacts, totalAssets: 0, totalLiabilities: 0 });
    await register.figures(id, 2024, 'audit', soundBefore);
    await score();
    const { items } = await list({ only: 'all', q: (await name(id)) ?? '' });
    expect(items[0]?.others[0]).toMatchObject({
      reason: expect.stringMatching(/零|0/),
      text: expect.stringMatching(/./),
    });
  });

  it('refuses a run that is not there', async () => {
    await expect(list({ run: uuidv7() })).rejects.toMatchObject({ code: 'SCORING.RUN_NOT_FOUND' });
  });
});
