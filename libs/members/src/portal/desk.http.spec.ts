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

describe('an enterprise’s desk', () => {
  let world: MembersWorld;
  let firm: Awaited<ReturnType<MembersWorld['administered']>>;
  let agent: Visitor;
  beforeAll(async () => {
    world = await MembersWorld.open();
  });
  afterAll(() => world.close());
  // what one case has changed, another doesn't meet
  beforeEach(async () => {
    firm = await world.administered();
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
