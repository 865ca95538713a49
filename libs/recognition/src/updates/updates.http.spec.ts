import { RemindersService } from '@tidu/desk';
import { MergesService } from '@tidu/enterprises';
import { addDays, type Day, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { leader } from '@tidu/test/signed-in';
import fc from 'fast-check';
import { DeclarationWorld, type Firm } from '../testing/declaration-world';
import { duties, dutyValues } from './duties';
import { deadlineOf, keepUpdateRules, loadUpdateRules, updateRules } from './update-rules';
import { UpdateRoundService } from './update-round.service';

jest.setTimeout(120_000);

const today = shanghaiDay(Date.now());
const thisYear = Number(today.slice(0, 4));
/** Rules by which several years before this one are counted, and this year's term is still running. */
const rules = (more: string[] = []) =>
  loadUpdateRules(
    [
      ...['titles: [innovativeSme, specializedSme, littleGiant]', `countedFrom: ${thisYear - 6}`, 'opens: 01-01'],
      ...[
        'deadlines:',
        '  - { year: 2022, day: 04-30, source: 文件甲 }',
        `  - { year: ${thisYear}, day: 12-31, source: 文件乙 }`,
      ],
      ...[
        'renewal: { lostAfter: 1, source: 文件甲 }',
        `cancel: { misses: 2, from: ${thisYear - 6}, cause: missedUpdates, source: 文件乙 }`,
      ],
      ...(more.length > 0 ? more : ['lateClears: yes']),
    ].join('\n'),
  );

interface Year {
  year: number;
  figuresYear: number;
  dueOn: string;
  state: string;
  titles: string;
  workingDaysLeft: number | null;
  late: boolean;
}
interface View extends Year {
  draftVersion: number;
  asked: { code: string; by: string; known: { value: string; sourceLabel: string } | null; clauses: object[] }[];
  answers: object[];
  problems: { field: string }[];
  filing: { hash: string; receiptNumber: string; facts: { label: string; value: string }[] } | null;
}
interface Listed {
  items: {
    id: string;
    enterpriseId: string;
    state: string;
    missed: number[];
    proposed: boolean;
    version: number;
    dismissedWhy: string | null;
  }[];
  count: { value: number };
  next: string | null;
}

describe('yearly updates', () => {
  let world: DeclarationWorld;
  let firm: Firm;
  let other: Firm;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
    [firm, other] = [await world.members.administered(), await world.members.administered()];
  });
  beforeEach(() => keepUpdateRules(rules()));
  afterAll(async () => {
    keepUpdateRules(null);
    await world.close();
  });

  const at = (of: { id: string }, rest = '') => world.at(of, `/updates${rest}`);
  const part = <T>(one: new (...args: never[]) => T): T => world.members.doors.app.get(one, { strict: false });
  async function title(
    of: { id: string },
    from: Day,
    until: Day | null,
    kind = 'specializedSme',
    recordedOn = from,
  ): Promise<string> {
    const id = uuidv7();
    await world.sql(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedAt", "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, $3, 'province', $4, $5, 'x', $7, $6, 'x', $6, 'x')`,
      [id, of.id, kind, from, until, leader.id, recordedOn],
    );
    return id;
  }
  const years = async (of: Firm) => (await of.admin.http.get(at(of))).body as { items: Year[]; lost: string | null };
  const view = async (of: Firm, year: number) => (await of.admin.http.get(at(of, `/${year}`))).body as View;
  const save = async (of: Firm, year: number, answers: object[], version?: number) =>
    of.admin.http
      .put(at(of, `/${year}/draft`))
      .set('if-match', String(version ?? (await view(of, year)).draftVersion))
      .send({ unit: '万元', answers });
  const file = async (of: Firm, year: number, by = of.admin, version?: number) =>
    by.http.post(at(of, `/${year}/filing`)).set('if-match', String(version ?? (await view(of, year)).draftVersion));
  const sales = [{ code: 'revenue', text: '1300', unit: '万元' }];
  const filled = async (of: Firm, year: number) => {
    expect((await save(of, year, sales)).status).toBe(200);
    const filed = await file(of, year);
    expect([filed.status, filed.body]).toEqual([201, filed.body]);
    return filed.body as { receiptNumber: string; hash: string; late: boolean };
  };
  const list = async (query: string, by: { http: Firm['admin']['http'] } = world.members.doors) =>
    (await by.http.get(`/api/console/title-updates?limit=200&${query}`)).body as Listed;
  const rowOf = async (id: string, query: string) => (await list(query)).items.find((one) => one.id === id);

  it('may be recorded as filed elsewhere by staff who see the firm, with the day and the source, and taken back', async () => {
    const of = await world.members.administered();
    await title(of, `${thisYear - 2}-03-01`, addDays(today, 400));
    const path = `/api/console/enterprises/${of.id}/title-updates`;
    const given = { year: thisYear - 1, filedOn: `${thisYear - 1}-04-20`, source: '省平台回执 20250420-1' };
    const elsewhere = await world.members.officer({ scopeKind: 'region', scopeId: '110101' });
    const unseen = await elsewhere.http.post(path).send(given);
    expect([unseen.status, (unseen.body as { code: string }).code]).toEqual([404, 'RECOGNITION.UPDATE_NOT_FOUND']);
    const { http } = world.members.doors;
    const stateOf = async () => (await years(of)).items.find(({ year }) => year === given.year)?.state;
    expect(await stateOf()).toBe('missed');
    for (const filedOn of [addDays(today, 1), `${thisYear - 2}-12-31`])
      expect((await http.post(path).send({ ...given, filedOn })).body).toMatchObject({ code: 'RECOGNITION.FILED_ON' });
    expect((await http.post(path).send({ ...given, year: thisYear - 2 })).status).toBe(404);
    const made = await http.post(path).send(given);
    expect([made.status, await stateOf()]).toEqual([201, 'filed']);
    expect((await http.post(path).send(given)).body).toMatchObject({ code: 'RECOGNITION.UPDATE_FILED' });
    const listed = (await http.get(`/api/console/title-updates?year=${given.year}&q=${encodeURIComponent(of.name)}`))
      .body as { items: { filedSource: string | null; elsewhereId: string | null; filedOn: string | null }[] };
    const { id } = made.body as { id: string };
    expect(listed.items).toMatchObject([{ filedSource: given.source, elsewhereId: id, filedOn: given.filedOn }]);
    const back = `/api/console/title-updates/${id}/withdrawal`;
    expect((await elsewhere.http.post(back).send({ reason: '不是我的' })).status).toBe(404);
    expect((await http.post(back).send({ reason: '看错了企业' })).status).toBe(204);
    expect([await stateOf(), (await http.post(back).send({ reason: '看错了企业' })).status]).toEqual(['missed', 404]);
  });

  it('are nobody else’s to read, save or file, and none where no title asks for one', async () => {
    await title(firm, `${thisYear - 1}-07-01`, `${thisYear + 2}-07-01`);
    const theirs = at(firm, `/${thisYear}`);
    const asked = [
      other.admin.http.get(at(firm)),
      other.admin.http.get(theirs),
      other.admin.http.put(`${theirs}/draft`).set('if-match', '0').send({ unit: '元', answers: [] }),
      other.admin.http.post(`${theirs}/filing`).set('if-match', '0'),
    ];
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(404);
    expect((await years(other)).items).toEqual([]);
    for (const year of [thisYear, thisYear + 1, 9_999_999])
      expect((await other.admin.http.get(at(other, `/${year}`))).body).toMatchObject({
        code: 'RECOGNITION.UPDATE_NOT_FOUND',
      });
    const elsewhere = await world.members.officer({ scopeKind: 'region', scopeId: '110101' });
    expect((await list('', elsewhere)).items).toEqual([]);
  });

  it('ask the figures of the year that the standard needs, prefilled, once for several titles', async () => {
    const of = await world.members.administered();
    await title(of, `${thisYear - 1}-07-01`, `${thisYear + 2}-07-01`);
    await title(of, `${thisYear - 1}-03-01`, `${thisYear + 2}-03-01`, 'innovativeSme');
    await world.sql(
      `insert into figures (id, "enterpriseId", year, source, revision, revenue, "submittedBy", "submittedByName", extra)
       values ($1, $2, $3, 'tax', 1, 1200000000, $4, 'x', '{}')`,
      [uuidv7(), of.id, thisYear - 1, leader.id],
    );
    const { items } = await years(of);
    expect(items).toEqual([
      expect.objectContaining({
        year: thisYear,
        figuresYear: thisYear - 1,
        dueOn: `${thisYear}-12-31`,
        state: 'open',
        late: false,
      }),
    ]);
    expect(items[0]?.workingDaysLeft).toBeGreaterThanOrEqual(0);
    expect(items[0]?.titles).toContain('、');
    const { asked } = await view(of, thisYear);
    const codes = asked.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(expect.arrayContaining(['revenue', 'rdExpense']));
    expect(codes.filter((code) => /Y[12]$/.test(code))).toEqual([]);
    expect(asked.every(({ by, clauses }) => by === 'enterprise' && clauses.length > 0)).toBe(true);
    expect(asked.find(({ code }) => code === 'revenue')?.known).toMatchObject({
      value: '12000000',
      sourceLabel: '税务部门',
    });
    expect(await world.sql('select 1 from yearly_update where "enterpriseId" = $1', [of.id])).toEqual([]);
  });

  it('keep mistakes in the draft, take none, and tell who is late', async () => {
    const bad = [{ code: 'rdExpense', text: '一百', unit: '万元' }];
    const saved = await save(firm, thisYear, bad);
    expect(saved.body).toMatchObject({ version: 1, problems: [{ field: 'rdExpense' }] });
    expect((await save(firm, thisYear, [], 0)).body).toMatchObject({ code: 'PLATFORM.STALE' });
    const refused = await file(firm, thisYear);
    expect(refused.body).toMatchObject({ code: 'RECOGNITION.DRAFT', errors: [{ where: { field: 'rdExpense' } }] });
    expect((await file(firm, thisYear, firm.admin, 0)).body).toMatchObject({ code: 'PLATFORM.STALE' });
    expect((await save(firm, thisYear, [])).status).toBe(200);
    expect((await file(firm, thisYear)).body).toMatchObject({ code: 'RECOGNITION.UPDATE_EMPTY' });
    const twice = await save(firm, thisYear, [...sales, ...sales]);
    expect(twice.body).toMatchObject({ code: 'RECOGNITION.TWICE' });
  });

  it('are filed once by who may submit, with receipt, hash, figures and the end of the task', async () => {
    const given = await part(UpdateRoundService).round(today);
    expect(given).toBeGreaterThan(0);
    const task = async () => {
      const answer = await firm.admin.http.get(`/api/portal/desk/enterprises/${firm.id}/tasks?state=all`);
      return (answer.body as { items: { title: string; state: string; left: number | null; opens: string }[] })
        .items[0];
    };
    expect(await task()).toMatchObject({
      ...{ title: `${thisYear} 年的年度更新`, state: 'open', opens: `/portal/enterprises/${firm.id}/updates` },
    });
    expect(await part(UpdateRoundService).round(today)).toBe(0);
    expect((await save(firm, thisYear, sales)).status).toBe(200);
    const agent = await world.members.invited(firm, 'member.agent', ['view', 'fill'], '2027-06-01');
    expect((await file(firm, thisYear, agent)).status).toBe(403);
    const { draftVersion } = await view(firm, thisYear);
    const both = await Promise.all([
      file(firm, thisYear, firm.admin, draftVersion),
      file(firm, thisYear, firm.admin, draftVersion),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const receipt = both.find(({ status }) => status === 201)?.body as {
      receiptNumber: string;
      hash: string;
      late: boolean;
    };
    expect(receipt).toMatchObject({
      receiptNumber: expect.stringMatching(/^\d{8}-[0-9A-Z]{8}-[0-9A-Z]$/),
      late: false,
    });
    const { filing, state } = await view(firm, thisYear);
    expect(state).toBe('filed');
    expect(filing).toMatchObject({ hash: receipt.hash, receiptNumber: receipt.receiptNumber });
    expect(filing?.facts.map(({ value }) => value)).toContainEqual(expect.stringMatching(/1.?300/));
    expect(await task()).toMatchObject({ state: 'done' });
    expect((await save(firm, thisYear, sales, 0)).body).toMatchObject({ code: 'RECOGNITION.NOT_OPEN' });
    const figures = await world.sql(
      `select source, revenue::text as revenue, document from figures where "enterpriseId" = $1 and year = $2 and "supersededAt" is null`,
      [firm.id, thisYear - 1],
    );
    expect(figures).toEqual([
      { source: 'enterprise', revenue: '1300000000', document: `年度更新 ${receipt.receiptNumber}` },
    ]);
    await expect(
      world.sql(`update yearly_update set hash = repeat('0', 64) where "enterpriseId" = $1 and "filedAt" is not null`, [
        firm.id,
      ]),
    ).rejects.toThrow();
  });

  it('of years before the title was recorded here are known to nobody: not missed, and no renewal is lost by them', async () => {
    const of = await world.members.administered();
    const [from, until] = [`${thisYear - 4}-02-01`, `${thisYear + 2}-01-31`];
    await title(of, from, until, 'specializedSme', `${thisYear - 2}-09-01`);
    const { items, lost } = await years(of);
    expect(items.map(({ year, state }) => [year, state])).toEqual([
      [thisYear, 'open'],
      [thisYear - 1, 'missed'],
    ]);
    expect(lost).toContain(`${thisYear - 1} 年`);
    expect(lost).not.toContain(String(thisYear - 2));
  });

  it('of several missed years: one filing clears its own year and no other', async () => {
    const of = await world.members.administered();
    const id = await title(of, `${thisYear - 4}-07-01`, `${thisYear + 1}-07-01`);
    const states = async () => Object.fromEntries((await years(of)).items.map(({ year, state }) => [year, state]));
    expect(await states()).toEqual({
      ...{ [thisYear]: 'open', [thisYear - 1]: 'missed', [thisYear - 2]: 'missed', [thisYear - 3]: 'missed' },
    });
    expect((await years(of)).lost).toContain(`${thisYear - 3}、${thisYear - 2}、${thisYear - 1} 年`);
    expect(await rowOf(id, 'state=proposed')).toMatchObject({
      proposed: true,
      missed: [thisYear - 3, thisYear - 2, thisYear - 1],
    });
    expect(await filled(of, thisYear - 2)).toMatchObject({ late: true });
    expect(await states()).toEqual({
      ...{ [thisYear]: 'open', [thisYear - 1]: 'missed', [thisYear - 2]: 'filed', [thisYear - 3]: 'missed' },
    });
    expect((await years(of)).items.find(({ year }) => year === thisYear - 2)).toMatchObject({ late: true });
    await filled(of, thisYear);
    expect((await rowOf(id, `year=${thisYear}`))?.missed).toEqual([thisYear - 3, thisYear - 1]);
    // a district that counts late ones as missed keeps them missed
    keepUpdateRules(rules(['lateClears: no']));
    expect((await rowOf(id, `year=${thisYear}`))?.missed).toEqual([thisYear - 3, thisYear - 2, thisYear - 1]);
  });

  it('that were missed cost the renewal, said to officer and enterprise by the same sentence', async () => {
    const of = await world.members.administered();
    await title(of, `${thisYear - 2}-${today.slice(5)}`, addDays(today, 100));
    const batch = await world.batch({
      ...{ title: 'specializedSme', standardId: 'miit-2022-63-specialized', purposes: ['application', 'renewal'] },
    });
    const { lost } = await years(of);
    expect(lost).toContain(`${thisYear - 1} 年`);
    const openings = (await of.admin.http.get(world.at(of, '/batches'))).body as {
      items: { batch: { id: string }; choices: { purpose: string; obstacle: string | null }[] }[];
    };
    const choice = openings.items
      .find((one) => one.batch.id === batch)
      ?.choices.find(({ purpose }) => purpose === 'renewal');
    expect(choice?.obstacle).toBe(lost);
    const queue = (await world.members.doors.http.get('/api/console/titles/renewals?limit=200')).body as {
      items: { enterpriseId: string; lost: string | null }[];
    };
    expect(queue.items.find(({ enterpriseId }) => enterpriseId === of.id)?.lost).toBe(lost);
    await filled(of, thisYear - 1);
    expect((await years(of)).lost).toBeNull();
  });

  it('propose a cancellation that is followed by cancelling or kept with a reason; one more miss proposes anew', async () => {
    const of = await world.members.administered();
    const id = await title(of, `${thisYear - 3}-07-01`, `${thisYear + 2}-07-01`);
    const dismiss = () =>
      world.members.doors.http
        .post(`/api/console/titles/${id}/update-dismissals`)
        .send({ reason: '平台故障，企业当时无法更新' });
    const before = await list('state=proposed');
    expect(before.items.map((one) => one.id)).toContain(id);
    const counts = (await world.members.doors.http.get('/api/console/title-updates/counts')).body as object;
    expect(counts).toMatchObject({ year: thisYear, proposed: before.count.value });
    const elsewhere = await world.members.officer({ role: 'district.leader', scopeKind: 'region', scopeId: '110101' });
    const refused = await elsewhere.http.post(`/api/console/titles/${id}/update-dismissals`).send({ reason: '不取消' });
    expect(refused.body).toMatchObject({ code: 'RECOGNITION.TITLE_NOT_FOUND' });
    expect((await dismiss()).status).toBe(204);
    expect((await dismiss()).body).toMatchObject({ code: 'RECOGNITION.NOT_PROPOSED' });
    expect(await rowOf(id, '')).toMatchObject({ proposed: false, dismissedWhy: '平台故障，企业当时无法更新' });
    // this year's term is over as well
    keepUpdateRules({ ...rules(), deadlines: [{ year: 2022, day: '01-31', source: 'x' }] });
    expect(await rowOf(id, 'state=proposed')).toMatchObject({ proposed: true });
    const { version = 0 } = (await rowOf(id, '')) ?? {};
    const cancelled = await world.members.doors.http
      .post(`/api/console/titles/${id}/cancellation`)
      .set('if-match', String(version))
      .send({
        cause: 'missedUpdates',
        cancelledOn: today,
        document: '豫工信〔2026〕9号',
        documentOn: today,
        reason: '两次没有更新',
      });
    expect(cancelled.status).toBe(204);
    expect((await rowOf(id, ''))?.proposed ?? false).toBe(false);
  });

  it('remind nobody who was dissolved, moved out or absorbed, and take their tasks back', async () => {
    keepUpdateRules(rules());
    const gone = await Promise.all([0, 1, 2, 3].map(() => world.members.administered()));
    const survivor = await world.members.administered();
    for (const of of gone) await title(of, `${thisYear - 2}-07-01`, `${thisYear + 1}-07-01`);
    await part(UpdateRoundService).round(today);
    const tasks = (state: string) =>
      world.sql<{ enterpriseId: string }>(
        `select "enterpriseId" from desk_task where kind = 'recognition.update' and state = $1 and "enterpriseId" = any($2::uuid[])`,
        [state, gone.map(({ id }) => id)],
      );
    expect(await tasks('open')).toHaveLength(4);
    const [dissolved, moved, absorbed, stays] = gone as [Firm, Firm, Firm, Firm];
    await world.sql(`update enterprise set status = 'dissolved' where id = $1`, [dissolved.id]);
    await world.sql(`update enterprise set status = 'movedOut' where id = $1`, [moved.id]);
    await part(MergesService).merge(
      builtInOfficer,
      {
        ...{ mergedId: absorbed.id, survivorId: survivor.id, kind: 'absorbed', effectiveOn: addDays(today, -3) },
        ...{ mergedVersion: 1, survivorVersion: 1 },
      },
      { key: uuidv7(), reason: '吸收合并', source: '公告' },
    );
    await part(UpdateRoundService).round(today);
    expect((await tasks('open')).map(({ enterpriseId }) => enterpriseId)).toEqual([stays.id]);
    expect(await part(UpdateRoundService).round(today)).toBe(0);
    await part(RemindersService).round(deadlineOf(updateRules(), thisYear).dueOn);
    const reminded = await world.sql<{ enterpriseId: string }>(
      `select "enterpriseId" from desk_message where kind = 'desk.reminder' and "enterpriseId" = any($1::uuid[])`,
      [gone.map(({ id }) => id)],
    );
    expect(reminded.map(({ enterpriseId }) => enterpriseId)).toEqual([stays.id]);
    expect((await list('')).items.map(({ enterpriseId }) => enterpriseId)).not.toContain(dissolved.id);
  });

  it('property: filed years and missed years and open years are the years of the validity', async () => {
    const holder = await world.members.enterprise();
    const day = fc.record({
      year: fc.integer({ min: thisYear - 8, max: thisYear + 4 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    const plain = (one: { year: number; month: number; day: number }) =>
      `${one.year}-${String(one.month).padStart(2, '0')}-${String(one.day).padStart(2, '0')}`;
    await fc.assert(
      fc.asyncProperty(
        ...([
          day,
          fc.integer({ min: 30, max: 1900 }),
          fc.option(fc.integer({ min: 1, max: 1900 }), { nil: null }),
        ] as const),
        ...([
          fc.uniqueArray(fc.tuple(fc.integer({ min: thisYear - 6, max: thisYear }), fc.boolean()), {
            selector: ([year]) => year,
            maxLength: 5,
          }),
          fc.boolean(),
        ] as const),
        async (start, length, cancelAfter, filings, lateClears) => {
          keepUpdateRules(rules([`lateClears: ${lateClears ? 'yes' : 'no'}`]));
          const from = plain(start);
          const until = addDays(from, length);
          const cancelled = cancelAfter === null || cancelAfter >= length ? null : addDays(from, cancelAfter);
          await world.sql('delete from yearly_update where "enterpriseId" = $1', [holder.id]);
          await world
            .sql('delete from title_held where "enterpriseId" = $1', [holder.id])
            .catch(() =>
              world.sql(
                `update title_held set "withdrawnAt" = now(), "withdrawnBy" = $2, "withdrawnByName" = 'x', "withdrawnReason" = 'x' where "enterpriseId" = $1 and "withdrawnAt" is null`,
                [holder.id, leader.id],
              ),
            );
          const id = await title(holder, from, until);
          if (cancelled !== null)
            await world.sql(`update title_held set "cancelledOn" = $2, "cancelledWhy" = 'x' where id = $1`, [
              id,
              cancelled,
            ]);
          for (const [year, isLate] of filings) {
            const { dueOn } = deadlineOf(updateRules(), year);
            const filedOn = addDays(dueOn, isLate ? 1 : 0);
            await world.sql(
              `insert into yearly_update (id, "enterpriseId", year, "receiptNumber", content, hash, "askedAgain", "dueOn", "filedOn", "filedAt", "submittedBy", "submittedByName")
               values ($1::uuid, $2, $3, $1::text, '{}', repeat('0', 64), 0, $4, $5, now(), $6, 'x')`,
              [uuidv7(), holder.id, year, dueOn, filedOn, leader.id],
            );
          }
          const found = await world.members.doors.test.database.read(builtInOfficer, (tx) =>
            tx.rows<{ year: number; state: string }>(
              `${duties} select year, state from duty where "titleId" = $6 order by year`,
              [...dutyValues(today), id],
            ),
          );
          // told apart by hand: a year counts whose last day lies within the validity, but that of the grant
          const end = cancelled ?? until;
          const all = Array.from({ length: 40 }, (_, i) => thisYear - 6 + i).filter((year) => {
            const { dueOn } = deadlineOf(updateRules(), year);
            return year > start.year && dueOn < end;
          });
          expect(found.map(({ year }) => year)).toEqual(all.filter((year) => year <= thisYear + 20));
          const byState = (state: string) => found.filter((one) => one.state === state).map(({ year }) => year);
          const [filed, missed, open] = ['filed', 'missed', 'open'].map(byState) as [number[], number[], number[]];
          expect([...filed, ...missed, ...open].sort((a, b) => a - b)).toEqual(all);
          const inTime = filings.filter(([year, isLate]) => all.includes(year) && (lateClears || !isLate));
          expect(filed).toEqual(inTime.map(([year]) => year).sort((a, b) => a - b));
          const over = all.filter((year) => deadlineOf(updateRules(), year).dueOn < today && !filed.includes(year));
          expect(missed).toEqual(over);
        },
      ),
      { numRuns: 60 },
    );
  });
});
