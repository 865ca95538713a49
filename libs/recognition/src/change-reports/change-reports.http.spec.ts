import { MergesService } from '@tidu/enterprises';
import { addDays, addMonths, type Day, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { leader } from '@tidu/test/signed-in';
import { DeclarationWorld, type Firm } from '../testing/declaration-world';
import { ChangeRoundService } from './change-round.service';
import { changeRules, loadChangeRules } from './change-rules';

jest.setTimeout(120_000);

const today = shanghaiDay(Date.now());

interface Own {
  open: { kind: string; effectiveOn: string; dueOn: string; daysLeft: number; detail: string }[];
  items: { id: string; decision: string | null; decidedReason: string | null }[];
  holds: boolean;
  kinds: { code: string }[];
}
interface Listed {
  items: { id: string | null; enterpriseId: string; kind: string; state: string; late: boolean; effectiveOn: string }[];
  count: { value: number };
}
interface Detail {
  version: number;
  state: string;
  titles: { id: string; version: number; cancelledOn: string | null }[];
}

describe('reports of major changes', () => {
  let world: DeclarationWorld;
  let firm: Firm;
  let other: Firm;
  let titleId: string;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
    [firm, other] = [await world.members.administered(), await world.members.administered()];
    titleId = await title(firm, addDays(today, -700), addDays(today, 300));
  });
  afterAll(() => world.close());

  const part = <T>(one: new (...args: never[]) => T): T => world.members.doors.app.get(one, { strict: false });
  const at = (of: { id: string }) => world.at(of, '/change-reports');
  async function title(of: { id: string }, from: Day, until: Day): Promise<string> {
    const id = uuidv7();
    await world.sql(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, 'specializedSme', 'province', $3, $4, 'x', $5, 'x', $5, 'x')`,
      [id, of.id, from, until, leader.id],
    );
    return id;
  }
  const renamed = (of: { id: string }, on: Day) =>
    world.sql(
      `insert into enterprise_name (id, "enterpriseId", kind, name, "validUntil", source, "recordedBy", "recordedByName")
       values ($1, $2, 'former', '名字到' || $3, $3::date, '测试', $4, '测试')`,
      [uuidv7(), of.id, on, leader.id],
    );
  const own = async (of: Firm) => (await of.admin.http.get(at(of))).body as Own;
  const report = async (of: Firm, given: object = {}, by = of.admin) => {
    const { recordId: evidenceId } = await world.file(of, 'other', 2025);
    return by.http.post(at(of)).send({
      kind: 'rename',
      effectiveOn: addDays(today, -10),
      description: '更名，主营业务不变',
      evidenceId,
      ...given,
    });
  };
  const list = async (query = '', by: { http: Firm['admin']['http'] } = world.members.doors) =>
    (await by.http.get(`/api/console/change-reports?limit=200&${query}`)).body as Listed;
  const detail = async (id: string) =>
    (await world.members.doors.http.get(`/api/console/change-reports/${id}`)).body as Detail;
  const act = async (id: string, what: 'keeping' | 'cancellation', body: object, version?: number) =>
    world.members.doors.http
      .post(`/api/console/change-reports/${id}/${what}`)
      .set('if-match', String(version ?? (await detail(id)).version))
      .send({ reason: '核对了变更登记', ...body });
  const cancelling = { cancelledOn: today, document: '豫工信〔2026〕9号', documentOn: today };

  it('are nobody else’s to read, make or decide', async () => {
    expect((await other.admin.http.get(at(firm))).status).toBe(404);
    expect(
      (
        await other.admin.http
          .post(at(firm))
          .send({ kind: 'rename', effectiveOn: today, description: '更名', evidenceId: uuidv7() })
      ).status,
    ).toBe(404);
    const stolen = await world.file(other, 'other', 2025);
    expect((await report(firm, { evidenceId: stolen.recordId })).body).toMatchObject({
      code: 'FIGURES.EVIDENCE_NOT_FOUND',
    });
    const made = await report(firm, { kind: 'restructuring' });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    const elsewhere = await world.members.officer({ role: 'district.leader', scopeKind: 'region', scopeId: '110101' });
    expect((await list('', elsewhere)).items).toEqual([]);
    for (const path of [id, uuidv7()]) {
      const answers = [
        elsewhere.http.get(`/api/console/change-reports/${path}`),
        elsewhere.http
          .post(`/api/console/change-reports/${path}/keeping`)
          .set('if-match', '1')
          .send({ reason: '不是我的' }),
        elsewhere.http
          .post(`/api/console/change-reports/${path}/cancellation`)
          .set('if-match', '1')
          .send({ reason: '不是我的', titles: [{ id: titleId, version: 1 }], ...cancelling }),
      ];
      for (const answer of await Promise.all(answers))
        expect(answer.body).toMatchObject({ code: 'RECOGNITION.REPORT_NOT_FOUND' });
    }
  });

  it('whose term ended before the title was recorded here are not late, and the task says so', async () => {
    const of = await world.members.administered();
    const held = await title(of, addDays(today, -700), addDays(today, 300));
    const on = addMonths(today, -4);
    await renamed(of, on);
    const unreported = async () => (await list(`enterprise=${of.id}&state=unreported`)).items;
    expect(await unreported()).toMatchObject([{ late: false, effectiveOn: on }]);
    await part(ChangeRoundService).round(today);
    const [task] = await world.sql<{ note: string }>(
      `select note from desk_task where kind = 'recognition.change' and "enterpriseId" = $1`,
      [of.id],
    );
    expect(task?.note).toContain('不算逾期');
    await world.sql(`update title_held set "recordedAt" = $2::date where id = $1`, [held, addDays(on, -1)]);
    expect(await unreported()).toMatchObject([{ late: true }]);
  });

  it('are made by who may submit, once, of a day on which a title was held; a late one is taken and marked', async () => {
    const of = await world.members.administered();
    expect((await report(of)).body).toMatchObject({ code: 'RECOGNITION.NO_TITLE_THEN' });
    expect(await own(of)).toMatchObject({ holds: false, open: [], items: [] });
    await title(of, addDays(today, -700), addDays(today, 300));
    expect((await report(of, { kind: 'noSuch' })).body).toMatchObject({ code: 'RECOGNITION.CHANGE_KIND' });
    expect((await report(of, { effectiveOn: addDays(today, 1) })).body).toMatchObject({
      code: 'RECOGNITION.CHANGE_DAY',
    });
    const agent = await world.members.invited(of, 'member.agent', ['view', 'fill'], '2027-06-01');
    expect((await report(of, {}, agent)).status).toBe(403);
    // the last day of the term is in time, the next is not
    const lastDay = addMonths(today, -changeRules().months);
    const [inTime, late] = [
      await report(of, {
        kind: 'division',
        effectiveOn: addMonths(lastDay, 3) === today ? lastDay : addDays(lastDay, 1),
      }),
      await report(of, { kind: 'restructuring', effectiveOn: addDays(lastDay, -1) }),
    ];
    expect([inTime.body, late.body]).toEqual([
      expect.objectContaining({ late: false }),
      expect.objectContaining({ late: true }),
    ]);
    expect((await report(of, { kind: 'restructuring', effectiveOn: addDays(lastDay, -1) })).body).toMatchObject({
      code: 'RECOGNITION.REPORTED',
    });
    expect((await own(of)).items).toHaveLength(2);
    const rows = (await list(`enterprise=${of.id}`)).items;
    expect(rows.map(({ kind, late: isLate }) => [kind, isLate])).toEqual([
      ['restructuring', true],
      ['division', false],
    ]);
  });

  it('are due where the register knows a change itself; reporting it ends the task, another kind doesn’t', async () => {
    const of = await world.members.administered();
    await title(of, addDays(today, -700), addDays(today, 300));
    const [on, before] = [addDays(today, -20), addDays(today, -1200)];
    await renamed(of, on);
    await renamed(of, before);
    const open = (await own(of)).open;
    expect(open).toEqual([
      expect.objectContaining({
        kind: 'rename',
        effectiveOn: on,
        dueOn: addMonths(on, 3),
        detail: `曾用名“名字到${on}”`,
      }),
    ]);
    expect(open[0]?.daysLeft).toBeGreaterThan(0);
    expect((await list(`enterprise=${of.id}&state=unreported`)).items).toEqual([
      expect.objectContaining({ id: null, late: false }),
    ]);
    const round = part(ChangeRoundService);
    expect(await round.round(today)).toBeGreaterThan(0);
    expect(await round.round(today)).toBe(0);
    const tasks = () =>
      world.sql<{ state: string; dueOn: string }>(
        `select state, "dueOn"::text as "dueOn" from desk_task where kind = 'recognition.change' and "enterpriseId" = $1`,
        [of.id],
      );
    expect(await tasks()).toEqual([{ state: 'open', dueOn: addMonths(on, 3) }]);
    await report(of, { kind: 'division', effectiveOn: on });
    expect(await tasks()).toEqual([expect.objectContaining({ state: 'open' })]);
    expect((await report(of, { effectiveOn: addDays(on, 3) })).status).toBe(201);
    expect(await tasks()).toEqual([expect.objectContaining({ state: 'done' })]);
    expect((await own(of)).open).toEqual([]);
    expect(await round.round(today)).toBe(0);
  });

  it('ask nothing of who moved out or was absorbed; the officer sees these unreported; the absorber reports', async () => {
    const [moved, absorbed, absorber] = [
      await world.members.administered(),
      await world.members.administered(),
      await world.members.administered(),
    ];
    for (const one of [moved, absorbed, absorber]) await title(one, addDays(today, -700), addDays(today, 300));
    await world.sql(`update enterprise set status = 'movedOut', since = $2 where id = $1`, [
      moved.id,
      addDays(today, -9),
    ]);
    await part(MergesService).merge(
      builtInOfficer,
      {
        ...{ mergedId: absorbed.id, mergedVersion: 1, survivorId: absorber.id, survivorVersion: 1 },
        effectiveOn: addDays(today, -5),
      },
      { key: uuidv7(), reason: '吸收合并', source: '公告' },
    );
    await part(ChangeRoundService).round(today);
    const asked = await world.sql<{ enterpriseId: string }>(
      `select "enterpriseId" from desk_task where kind = 'recognition.change' and "enterpriseId" = any($1::uuid[])`,
      [[moved.id, absorbed.id, absorber.id]],
    );
    expect(asked.map(({ enterpriseId }) => enterpriseId)).toEqual([absorber.id]);
    const unreported = (await list('state=unreported')).items;
    const kindOf = (id: string) => unreported.find(({ enterpriseId }) => enterpriseId === id)?.kind;
    expect([moved.id, absorbed.id, absorber.id].map(kindOf)).toEqual(['relocation', 'merger', 'merger']);
    expect((await own(absorber)).open[0]?.detail).toContain('吸收合并');
  });

  it('are decided once: kept with a reason, or the titles cancelled with the way of every cancellation', async () => {
    const of = await world.members.administered();
    const [first, second] = [
      await title(of, addDays(today, -700), addDays(today, 300)),
      await title(of, addDays(today, -1500), addDays(today, -800)),
    ];
    const [{ id: kept }, { id: ended }] = [
      (await report(of, { kind: 'rename' })).body as { id: string },
      (await report(of, { kind: 'mainBusiness' })).body as { id: string },
    ];
    expect((await detail(kept)).titles.map((one) => one.id)).toEqual([first]);
    expect((await act(kept, 'keeping', {}, 7)).body).toMatchObject({ code: 'PLATFORM.STALE' });
    expect((await act(kept, 'keeping', {})).status).toBe(204);
    const again = await act(kept, 'cancellation', { titles: [{ id: first, version: 1 }], ...cancelling });
    expect(again.body).toMatchObject({ code: 'RECOGNITION.DECIDED' });
    const stolen = await act(ended, 'cancellation', { titles: [{ id: titleId, version: 1 }], ...cancelling });
    expect(stolen.body).toMatchObject({ code: 'RECOGNITION.TITLE_NOT_FOUND' });
    const stale = await act(ended, 'cancellation', { titles: [{ id: first, version: 9 }], ...cancelling });
    expect(stale.status).toBe(409);
    expect((await detail(ended)).state).toBe('waiting');
    expect((await act(ended, 'cancellation', { titles: [{ id: first, version: 1 }], ...cancelling })).status).toBe(204);
    expect((await detail(ended)).titles).toEqual([expect.objectContaining({ cancelledOn: today })]);
    const cancellations = await world.sql('select cause, reason from title_cancellation where "titleId" = $1', [first]);
    expect(cancellations).toEqual([{ cause: 'noLongerMeets', reason: '核对了变更登记' }]);
    expect(await world.sql('select 1 from title_cancellation where "titleId" = $1', [second])).toEqual([]);
    const said = await world.sql<{ subject: string }>(
      `select subject from desk_message where kind = 'recognition.changeDecided' and "enterpriseId" = $1 order by id`,
      [of.id],
    );
    expect(said.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('称号保留'),
      expect.stringContaining('称号取消'),
    ]);
    expect((await own(of)).items.map(({ decision }) => decision).sort()).toEqual(['cancelled', 'kept']);
    const { count } = await list();
    const counts = (await world.members.doors.http.get('/api/console/change-reports/counts')).body as Record<
      string,
      number
    >;
    expect(count.value).toBe(Object.values(counts).reduce((sum, n) => sum + n, 0));
    expect((await list('state=kept')).items.map(({ id }) => id)).toContain(kept);
    await expect(world.sql(`update change_report set decision = null where id = $1`, [kept])).rejects.toThrow();
  });
});

describe('the rules of change reports', () => {
  it('are those of the file: three calendar months', () => {
    expect(changeRules()).toMatchObject({ months: 3, cause: 'noLongerMeets' });
    expect([...changeRules().kinds.keys()]).toEqual(
      expect.arrayContaining(['rename', 'merger', 'division', 'restructuring', 'relocation']),
    );
  });

  it('name everything that is wrong', () => {
    const text = [
      ...[
        'titles: [noTitle]',
        'months: 0',
        'source: x',
        'countedFrom: 2026',
        'matchDays: 31',
        'cause: noCause',
        'extra: 1',
      ],
      ...['kinds:', '  rename: { label: 更名, known: formerName }', '  Again: { label: 又, known: formerName }'],
    ].join('\n');
    expect(() => loadChangeRules(text)).toThrow(
      expect.objectContaining({
        code: 'RECOGNITION.BAD_CHANGE_RULES',
        problems: expect.arrayContaining(
          ['noTitle', 'months', 'countedFrom', 'noCause', 'extra', 'Again', 'formerName'].map((word) =>
            expect.objectContaining({ message: expect.stringContaining(word) }),
          ),
        ),
      }),
    );
  });
});
