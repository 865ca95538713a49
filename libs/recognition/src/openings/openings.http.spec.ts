import { builtInOfficer } from '@tidu/platform';
import { bare } from '../testing/recognition-world';
import { ApplicationActs } from '../applications/application-acts.service';
import { DeclarationWorld, type Firm } from '../testing/declaration-world';

interface Case {
  openings: { id: string; fact: string; state: string; answer: string | null }[];
  changes: { code: string; asked: boolean }[] | null;
}
interface Own {
  openings: { fact: string; state: string; answer: string | null; label: string }[];
}

describe('a field that was not marked', () => {
  let world: DeclarationWorld;
  let firm: Firm;
  let id: string;
  const at = '/api/console/recognition';
  const absent = '01890000-0000-7000-8000-000000000000';
  beforeAll(async () => {
    world = await DeclarationWorld.open();
  });
  beforeEach(async () => {
    firm = await world.members.administered();
    const batch = await world.batch({ standardId: 'miit-2022-63-specialized', title: 'specializedSme' });
    id = await world.submitted(firm, { employees: ['80', '人'], rdStaff: ['20', '人'] }, batch);
    const acts = world.members.doors.app.get(ApplicationActs, { strict: false });
    await world.members.doors.test.database.write(builtInOfficer, (tx) =>
      acts.act(tx, id, 'reviewer', {
        ...{ action: 'return', reason: '请核对', marks: [{ fact: 'employees', remark: '与参保人数不一致' }] },
      }),
    );
  });
  afterAll(() => world.close());

  const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;
  const ask = (fact: string, by = firm.admin) =>
    by.http.post(world.at(firm, `/applications/${id}/opening-requests`)).send({ fact, reason: '研发人员也要一并更正' });
  const officer = () => world.members.doors.http;
  const open = async () => (await officer().get(`${at}/applications/${id}`)).body as Case;
  const requestOf = async (fact: string) => (await open()).openings.find((one) => one.fact === fact)?.id ?? '';
  const answer = (request: string, opened: boolean, http = officer()) =>
    http
      .post(`${at}/openings/${request}/answer`)
      .send({ opened, answer: opened ? '请按参保名单更正' : '与补正无关，不用改' });
  const own = async () => (await world.view(firm, id)) as unknown as Own;

  it('of somebody else’s case is nobody’s to open', async () => {
    await ask('rdStaff');
    const elsewhere = await world.members.officer({ scopeKind: 'region', scopeId: '110101' });
    expect(bare(await answer(await requestOf('rdStaff'), true, elsewhere.http))).toEqual(
      bare(await answer(absent, true, elsewhere.http)),
    );
    expect((await open()).openings).toMatchObject([{ state: 'asked' }]);
  });

  it('is opened at the enterprise’s request, and what changes there counts as asked for', async () => {
    expect((await ask('rdStaff')).status).toBe(204);
    expect(codeOf(await ask('rdStaff'))).toBe('RECOGNITION.OPENING_SETTLED');
    expect(codeOf(await ask('employees'))).toBe('RECOGNITION.OPENING_SETTLED');
    expect(codeOf(await ask('noSuchFact'))).toBe('RECOGNITION.UNKNOWN_FACT');
    expect((await own()).openings).toMatchObject([{ fact: 'rdStaff', state: 'asked', answer: null }]);
    // what was confirmed before doesn't hold what is opened now
    await world.save(firm, id, { employees: ['78', '人'], rdStaff: ['20', '人'] });
    await world.confirm(firm, id);
    expect((await answer(await requestOf('rdStaff'), true)).status).toBe(204);
    expect((await own()).openings).toMatchObject([{ state: 'opened', answer: '请按参保名单更正' }]);
    expect(codeOf(await world.submit(firm, id))).toBe('RECOGNITION.NEEDS_CONFIRMATION');
    expect(codeOf(await answer(await requestOf('rdStaff'), false))).toBe('RECOGNITION.OPENING_SETTLED');
    const saved = await world.save(firm, id, { employees: ['78', '人'], rdStaff: ['18', '人'] });
    expect(saved.status).toBe(200);
    await world.confirm(firm, id);
    expect((await world.submit(firm, id)).status).toBe(201);
    const changed = (await open()).changes?.filter(({ code }) => code === 'employees' || code === 'rdStaff') ?? [];
    expect(changed.map(({ code, asked }) => [code, asked]).sort()).toEqual([
      ['employees', true],
      ['rdStaff', true],
    ]);
    const acts = await world.sql<{ action: string; reason: string }>(
      `select action, reason from audit_entry where "objectId" = $1 and action like 'recognition.%pen%' order by id`,
      [id],
    );
    expect(acts).toEqual([
      { action: 'recognition.askOpening', reason: '研发人员也要一并更正' },
      { action: 'recognition.openField', reason: '请按参保名单更正' },
    ]);
  });

  it('stays closed when the officer declines, with the reason for the enterprise to read; once submitted nothing is left to answer', async () => {
    await ask('rdStaff');
    await ask('revenue');
    expect((await answer(await requestOf('rdStaff'), false)).status).toBe(204);
    expect((await own()).openings.find(({ fact }) => fact === 'rdStaff')).toMatchObject({
      ...{ state: 'declined', answer: '与补正无关，不用改' },
    });
    const told = await world.sql<{ subject: string }>(
      `select subject from desk_message where "objectId" = $1 and audience = 'enterprise' order by id desc limit 1`,
      [id],
    );
    expect(told[0]?.subject).toContain('没有打开');
    expect((await world.save(firm, id, { employees: ['78', '人'], rdStaff: ['18', '人'] })).body).toMatchObject({
      code: 'RECOGNITION.NOT_OPEN',
    });
    await world.save(firm, id, { employees: ['78', '人'], rdStaff: ['20', '人'] });
    await world.confirm(firm, id);
    expect((await world.submit(firm, id)).status).toBe(201);
    expect((await open()).openings.find(({ fact }) => fact === 'revenue')).toMatchObject({ state: 'lapsed' });
    expect(codeOf(await answer(await requestOf('revenue'), true))).toBe('RECOGNITION.OPENING_SETTLED');
    expect(codeOf(await ask('rdStaff'))).toBe('RECOGNITION.NOT_OPEN');
  });
});
