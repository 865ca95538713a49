import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { TasksService } from '@tidu/desk';
import { leader } from '@tidu/test/signed-in';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { MemberNotices1764301700010 } from '../migrations/1764301700010-notices';
import { dayIn, MembersWorld, type Visitor } from '../testing/members-world';

interface Listed {
  items: { id: string; title?: string; subject?: string; version?: number; readAt?: string | null }[];
}
interface Problem {
  code: string;
  detail: string;
}
interface Form {
  draft: { version: number } | null;
  facts: { code: string; current: string | null; lastYear: string | null }[];
}
type Firm = Awaited<ReturnType<MembersWorld['administered']>>;
const thisYear = Number(dayIn(0).slice(0, 4));
const last = thisYear - 1;

describe('what an enterprise does at the portal', () => {
  let world: MembersWorld;
  let firm: Firm;
  beforeAll(async () => {
    world = await MembersWorld.open();
  });
  afterAll(() => world.close());
  // what one case has changed, another doesn't meet
  beforeEach(async () => {
    firm = await world.administered();
  });

  describe('an enterprise’s desk', () => {
    let agent: Visitor;
    beforeEach(async () => {
      agent = await world.invited(firm, 'member.agent', ['view', 'fill'], dayIn(30));
    });

    const at = (id: string, path: string) => `/api/portal/desk/enterprises/${id}/${path}`;
    const task = (enterpriseId: string, owner: string, title: string, kind = 'desk.general') =>
      world.doors.test.database.write(systemActor, (tx) =>
        world.doors.app
          .get(TasksService, { strict: false })
          .create(tx, { kind, title, enterpriseId, owner, objectType: 'test', objectId: uuidv7() }),
      );
    const read = async (who: Visitor, path: string, id = firm.id) => (await who.http.get(at(id, path))).body as Listed;
    const settle = (who: Visitor, id: string, version: number, evidence: string | null = null, of = firm.id) =>
      who.http
        .post(at(of, `tasks/${id}/settlement`))
        .set('if-match', String(version))
        .send({ reason: '已经办好', evidence });

    it('shows what it is to do, never what the office is to do about it, and nobody else’s', async () => {
      const own = await task(firm.id, 'enterprise', '补充审计报告');
      const internal = await task(firm.id, leader.id, '内部核查这家企业');
      const shown = await read(firm.admin, 'tasks');
      expect(shown.items.map(({ title }) => title)).toEqual(['补充审计报告']);
      const other = await world.administered();
      expect((await read(other.admin, 'tasks', other.id)).items).toEqual([]);
      for (const path of ['tasks', 'messages', 'summary'])
        expect((await other.admin.http.get(at(firm.id, path))).status).toBe(404);
      const absent = '01890000-0000-7000-8000-000000000000';
      const plain = ({ status, body }: { status: number; body: unknown }) => ({
        status,
        ...(body as object),
        requestId: '',
      });
      expect(plain(await settle(firm.admin, internal.id, 1))).toEqual(plain(await settle(firm.admin, absent, 1)));
      expect(plain(await settle(other.admin, own.id, 1, null, other.id))).toEqual(
        plain(await settle(other.admin, absent, 1, null, other.id)),
      );
    });

    it('is told done by who may submit, with evidence where that is asked, and the office hears of it', async () => {
      const { id } = await task(firm.id, 'enterprise', '补充材料若干', 'desk.documents');
      expect((await settle(agent, id, 1, '审计报告')).status).toBe(403);
      expect((await settle(firm.admin, id, 1)).body).toMatchObject({ code: 'DESK.EVIDENCE' });
      expect((await settle(firm.admin, id, 1, '审计报告原件')).status).toBe(204);
      expect((await settle(firm.admin, id, 1, '审计报告原件')).status).toBe(409);
      const [kept] = await world.doors.test.asSuperuser<{ principal: { id: string } }>(
        `select principal from audit_entry where "objectId" = $1 and action = 'desk.settle'`,
        [id],
      );
      expect(kept?.principal.id).toBe(firm.id);
    });

    it('reads its messages person by person', async () => {
      await task(firm.id, 'enterprise', '核对联系人');
      const [newest] = (await read(firm.admin, 'messages')).items;
      expect(newest).toMatchObject({ subject: '交办：核对联系人', readAt: null });
      expect((await firm.admin.http.put(at(firm.id, `messages/${newest?.id}/reading`))).status).toBe(204);
      expect((await read(firm.admin, 'messages')).items[0]?.readAt).not.toBeNull();
      expect((await read(agent, 'messages')).items[0]?.readAt).toBeNull();
    });

    it('is told of a takeover by a message, and those under way were moved', async () => {
      const claimant = await world.approved(firm.creditCode);
      const told = async () =>
        (await read(firm.admin, 'messages')).items.filter(({ subject }) => subject?.includes('接管'));
      expect(await told()).toHaveLength(1);
      expect((await world.request(claimant)).state).toBe('objection');
      await world.doors.test.asSuperuser(`delete from desk_message where kind = 'members.takeover'`);
      expect(await told()).toHaveLength(0);
      // as `tidu migrate` runs it: the owner's login, under forced row security
      const owner = new Client({ connectionString: world.doors.test.ownerUrl });
      await owner.connect();
      const query = async (sql: string, values?: unknown[]) => (await owner.query(sql, values)).rows as unknown;
      await query('begin');
      await new MemberNotices1764301700010().up({ query } as unknown as QueryRunner);
      await query('commit');
      await owner.end();
      expect(await told()).toHaveLength(1);
    });
  });

  describe('the yearly figures as an enterprise fills them in', () => {
    const codeOf = ({ status, body }: { status: number; body: unknown }) => `${status} ${(body as Problem).code}`;
    const home = async (of: Firm = firm, who = of.admin) =>
      (await who.http.get(`/api/portal/enterprises/${of.id}`)).body as { years: { year: number; revision: number }[] };
    const at = (year: number, id = firm.id) => `/api/portal/enterprises/${id}/figures/${year}`;
    const view = async (year: number, of: Firm = firm) => (await of.admin.http.get(at(year, of.id))).body as Form;
    const save = (
      year: number,
      version: number,
      entries: object[],
      { basedOn = 0, by = firm.admin, id = firm.id } = {},
    ) =>
      by.http
        .put(`${at(year, id)}/draft`)
        .set('if-match', String(version))
        .send({ basedOn, entries });
    const submit = (year: number, version: number, body: object = {}, { by = firm.admin, id = firm.id } = {}) =>
      by.http
        .post(`${at(year, id)}/submissions`)
        .set('if-match', String(version))
        .send(body);
    const discard = (year: number, version: number, by = firm.admin) =>
      by.http.delete(`${at(year)}/draft`).set('if-match', String(version));
    const revenue = (value: string) => ({ code: 'revenue', value, unit: '万元' });

    it('are nobody else’s, and of no year but one that is or was', async () => {
      await save(last, 0, [revenue('1200')]);
      const { admin } = await world.administered();
      for (const answer of [
        await admin.http.get(at(last)),
        await save(last, 1, [], { by: admin }),
        await submit(last, 1, {}, { by: admin }),
        await discard(last, 1, admin),
      ])
        expect(codeOf(answer)).toBe('404 MEMBERS.NOT_YOURS');
      for (const [year, status] of [
        [1999, '400 MEMBERS.YEAR'],
        [2000, '200 undefined'],
        [thisYear, '200 undefined'],
        [thisYear + 1, '400 MEMBERS.YEAR'],
      ] as const) {
        expect([year, codeOf(await firm.admin.http.get(at(year)))]).toEqual([year, status]);
        expect([year, codeOf(await save(year, 0, []))]).toEqual([year, status]);
      }
      for (const year of [1999, thisYear + 1]) expect(codeOf(await submit(year, 1))).toBe('400 MEMBERS.YEAR');
      expect(await view(last)).toMatchObject({ draft: { version: 1, savedByName: '王小明' } });
    });

    it('keep what was typed, mistakes too, and say what is wrong with it', async () => {
      const [wrong, right] = [revenue('一千二'), { code: 'mainProductField', value: '其他' }];
      const saved = await save(last, 0, [wrong, right]);
      const problems = [{ field: 'revenue', code: expect.any(String), message: expect.stringContaining('营业收入') }];
      expect(saved.body).toEqual({ version: 1, problems });
      const shown = await view(last);
      expect(shown).toMatchObject({
        ...{ year: last, problems, revision: 0, submittedAt: null, submittedByName: null },
        draft: { entries: [wrong, right], basedOn: 0, version: 1, savedByName: '王小明' },
      });
      // figures to be entered, each with what it may be; nothing that is derived or judged
      expect(shown.facts.find(({ code }) => code === 'mainProductField')).toMatchObject({
        ...{ label: '主导产品所属领域', type: 'enum', current: null, lastYear: null },
        ...{ values: ['gapFilling', 'sixBases', 'other'], valueLabels: expect.arrayContaining(['其他']) },
      });
      expect(shown.facts.filter(({ code }) => ['revenueY1', 'keyChainLink'].includes(code))).toEqual([]);
      expect((await submit(last, 1)).status).toBe(400);
      for (const answer of [await save(last, 0, []), await save(last, 2, []), await discard(last, 2)]) {
        expect(codeOf(answer)).toBe('409 PLATFORM.STALE');
        expect((answer.body as Problem).detail).toMatch(/^这份草稿已由王小明于 .*改为第 1 版/);
      }
      expect(await view(last)).toMatchObject({ draft: { version: 1, entries: [wrong, right] } });
      const agent = await world.invited(firm, 'member.agent', ['fill'], dayIn(5));
      expect((await save(last, 1, [right], { by: agent })).body).toEqual({ version: 2, problems: [] });
      expect(await view(last)).toMatchObject({ problems: [], draft: { version: 2, savedByName: '王小明（代办）' } });
      expect((await discard(last, 2)).status).toBe(204);
      expect(await view(last)).toMatchObject({ draft: null, problems: [] });
      const gone = await discard(last, 2);
      expect([codeOf(gone), (gone.body as Problem).detail]).toEqual([
        '409 PLATFORM.STALE',
        expect.stringContaining('第 0 版'),
      ]);
      expect(await world.trail(`${firm.id} ${last}`)).toMatchObject([
        { action: 'members.saveDraft', after: { version: 1, facts: ['revenue', 'mainProductField'] } },
        { action: 'members.saveDraft', after: { version: 2, facts: ['mainProductField'] } },
        { action: 'members.discardDraft', before: { version: 2 } },
      ]);
    });

    it('are submitted as typed last, corrected with a reason, and stand beside the next year’s', async () => {
      const none = [await submit(last, 1)];
      await save(last, 0, []);
      none.push(await submit(last, 1));
      expect(none.map(codeOf)).toEqual(['409 MEMBERS.NO_DRAFT', '409 MEMBERS.NO_DRAFT']);
      await save(last, 1, [revenue('1200')]);
      expect(codeOf(await submit(last, 1))).toBe('409 PLATFORM.STALE');
      expect(await view(last)).toMatchObject({ revision: 0, draft: { version: 2 } });
      const submitted = await submit(last, 2);
      expect([submitted.status, submitted.body]).toEqual([201, { revision: 1 }]);
      await save(last, 0, [revenue('1300')], { basedOn: 1 });
      expect(codeOf(await submit(last, 1))).toBe('400 FIGURES.REASON');
      expect((await submit(last, 1, { reason: '审计后更正' })).body).toEqual({ revision: 2 });
      // an officer's figures of the same year are another source's
      const officers = await world.doors.http
        .post(`/api/console/enterprises/${firm.id}/figures`)
        .send({ year: last, source: 'audit', basedOn: 0, values: [revenue('999')], document: '调研表' });
      expect(officers.status).toBe(201);
      const known = async (year: number, fact: string) => {
        const { facts, ...form } = await view(year);
        const { current, lastYear } = facts.find(({ code }) => code === fact) ?? {};
        return { ...form, current, lastYear };
      };
      expect(await known(last, 'revenue')).toMatchObject({
        ...{ revision: 2, submittedAt: expect.any(String), submittedByName: '王小明', draft: null },
        ...{ current: '13000000.00', lastYear: null },
      });
      expect(await known(thisYear, 'revenue')).toMatchObject({ revision: 0, current: null, lastYear: '13000000.00' });
      expect(await known(last - 1, 'revenue')).toMatchObject({ revision: 0, current: null, lastYear: null });
      expect(await known(last, 'netProfit')).toMatchObject({ current: null });
    });

    it('are what the home page begins with: three years, and every other one that holds something', async () => {
      await save(2011, 0, [revenue('1')]);
      await submit(2011, 1);
      await save(2013, 0, [revenue('2')]);
      await world.doors.http
        .post(`/api/console/enterprises/${firm.id}/figures`)
        .send({ year: 2010, source: 'audit', basedOn: 0, values: [revenue('3')], document: '调研表' });
      const nothing = {
        revision: 0,
        submittedAt: null,
        submittedByName: null,
        draftSavedAt: null,
        draftSavedByName: null,
      };
      const shown = await home();
      expect(shown).toEqual({
        identity: {
          ...{ id: firm.id, name: firm.name, creditCode: firm.creditCode, regionPath: expect.stringContaining('涧西') },
          ...{ industryName: null, registeredOn: null, registeredCapital: null, registeredAddress: '建设路 1 号' },
          ...{ productionAddress: null, legalRepresentative: null, demo: false },
        },
        ...{ role: 'member.holder', rights: ['view', 'fill', 'submit', 'manage'], takeovers: [] },
        years: [
          { ...nothing, year: last },
          { ...nothing, year: last - 1 },
          { ...nothing, year: last - 2 },
          { ...nothing, year: 2013, draftSavedAt: expect.any(String), draftSavedByName: '王小明' },
          { ...nothing, year: 2011, revision: 1, submittedAt: expect.any(String), submittedByName: '王小明' },
        ],
      });
      const agent = await world.invited(firm, 'member.agent', ['fill'], dayIn(5));
      expect(await home(firm, agent)).toMatchObject({ role: 'member.agent', rights: ['view', 'fill'] });
    });

    it('are each record’s own, though one of two stands for both', async () => {
      const second = await world.administered();
      const of = { by: second.admin, id: second.id };
      await save(last, 0, [revenue('7')], of);
      expect((await submit(last, 1, {}, of)).status).toBe(201);
      await save(2012, 0, [revenue('8')], of);
      await world.merge(second, firm);
      expect((await home()).years.map(({ year, revision }) => [year, revision])).toEqual([
        [last, 0],
        [last - 1, 0],
        [last - 2, 0],
      ]);
      expect(await view(last)).toMatchObject({ revision: 0, submittedAt: null });
      expect((await view(last)).facts.find(({ code }) => code === 'revenue')).toMatchObject({ current: null });
      // who is of the second record is told what that one is
      expect(await home(second)).toMatchObject({
        identity: { id: second.id, name: second.name },
        years: [{ year: last, revision: 1 }, {}, {}, { year: 2012 }],
      });
    });
  });
});
