import { uuidv7 } from '@tidu/kernel';
import { plantRun } from '../testing/plant-run';
import { bare, type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';

const at = '/api/console/recognition/batches';

interface Row {
  name: string;
  outcome: string;
  applied: boolean;
  phone: boolean;
  invitedAt: string | null;
  deliveries: { channel: string; state: string }[];
}

describe('inviting by the pre-run of a batch', () => {
  let world: RecognitionWorld;
  let officer: Officer;
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    officer = await world.officer();
  });
  afterAll(() => world.close());

  const outcomes = [1, 2, 3, 4, 5];
  /** A batch with five enterprises, one of each outcome. */
  const made = async () => {
    const batch = await world.batch(officer);
    const firms: Firm[] = [];
    while (firms.length < outcomes.length) firms.push(await world.firm());
    const cards = firms.map(({ id }, i) => ({ enterpriseId: id, outcome: outcomes[i] ?? 1, points: 50 - i }));
    await plantRun((text, values) => world.sql(text, values), {
      releaseId: world.standard.releaseId,
      year: 2025,
      cards,
    });
    return { batch, firms };
  };
  const list = async (batch: string, query = '', who = officer) =>
    ((await who.http.get(`${at}/${batch}/pre-run/enterprises?limit=200${query}`)).body as { items: Row[] }).items;
  const invite = (batch: string, ids: string[], who = officer) =>
    who.http.post(`${at}/${batch}/invitations`).send({ enterprises: ids });
  const answers = async (batch: string, ids: string[]) =>
    ((await invite(batch, ids)).body as { items: { done: boolean; message: string }[] }).items;
  const messages = (firm?: Firm) =>
    world.sql<{ subject: string }>(
      `select subject from desk_message where kind = 'recognition.invitation' and "enterpriseId" = $1`,
      [firm?.id],
    );

  it('shows and invites nobody out of sight', async () => {
    const { batch, firms } = await made();
    const stranger = await world.officer('district.leader', '410303');
    expect(await list(batch, '', stranger)).toEqual([]);
    const [seen, absent] = [await invite(batch, [firms[0]!.id], stranger), await invite(batch, [uuidv7()], stranger)];
    const words = (answer: typeof seen) =>
      (answer.body as { items: { message: string }[] }).items.map(({ message }) => message);
    expect(words(seen)).toEqual(words(absent));
    expect(await messages(firms[0])).toEqual([]);
    const gone = await officer.http.get(`${at}/${uuidv7()}/pre-run`);
    expect(gone.status).toBe(404);
    expect(bare(gone)).toMatchObject({ code: 'RECOGNITION.BATCH_NOT_FOUND' });
  });

  it('tells the five outcomes apart, those who meet it first', async () => {
    const { batch, firms } = await made();
    const names = new Set(firms.map(({ name }) => name));
    const rows = (await list(batch)).filter(({ name }) => names.has(name));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['met', 'manual', 'unknown', 'unmet', 'notApplicable']);
    const { body } = await officer.http.get(`${at}/${batch}/pre-run`);
    expect(body).toMatchObject({ year: 2025, run: { id: expect.any(String) }, invited: 0 });
    expect((body as { counts: { count: number }[] }).counts.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
    expect((await list(batch, '&outcome=unknown')).map(({ name }) => name)).toEqual([firms[2]?.name]);
  });

  it('invites each once, by inbox and letter, and says how it went', async () => {
    const { batch, firms } = await made();
    const [one, other] = firms;
    const first = await answers(batch, [one!.id, other!.id]);
    expect(first.map(({ done }) => done)).toEqual([true, true]);
    expect(first[0]?.message).toMatch(/没有能用的联系方式.*已请.*核实/);
    expect((await list(batch)).find(({ name }) => name === one?.name)).toMatchObject({
      contactTask: { dueOn: expect.any(String), ownerName: expect.any(String) },
    });
    expect((await world.doors.http.get(`/api/console/recognition/batches/${batch}/pre-run`)).body).toMatchObject({
      unreachable: expect.any(Number),
    });
    expect((await answers(batch, [one!.id]))[0]).toMatchObject({
      done: true,
      message: expect.stringMatching('先前已经邀请过'),
    });
    expect(await messages(one)).toHaveLength(1);
    const [row] = await list(batch, '&invited=true&outcome=met');
    expect(row).toMatchObject({ name: one?.name, phone: false, invitedAt: expect.any(String) });
    expect(row?.deliveries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: 'letter', state: 'waiting' }),
        expect.objectContaining({ channel: 'portal', state: 'sent' }),
      ]),
    );
    const noted = await world.sql(`select 1 from audit_entry where action = 'recognition.invite' and "objectId" = $1`, [
      batch,
    ]);
    expect(noted).toHaveLength(2);
  });

  it('invites none that is dissolved, moved or merged, has applied, or was not looked at', async () => {
    const { batch, firms } = await made();
    const [applied, ...rest] = firms;
    await world.draft(batch, applied!);
    const gone = ['dissolved', 'movedOut'];
    for (const [i, status] of gone.entries())
      await world.sql('update enterprise set status = $2 where id = $1', [rest[i]?.id, status]);
    const late = await world.firm();
    const all = await answers(
      batch,
      [...firms.slice(0, 3), late].map(({ id }) => id),
    );
    expect(all.map(({ done }) => done)).toEqual([false, false, false, false]);
    expect(all.map(({ message }) => message)).toEqual([
      expect.stringMatching('已经在这个批次申报'),
      ...gone.map(() => expect.stringMatching('已注销、迁出或合并')),
      expect.stringMatching('不在这次预演里'),
    ]);
    for (const firm of [...firms.slice(0, 3), late]) expect(await messages(firm)).toEqual([]);
    expect((await list(batch)).map(({ name }) => name).sort()).toEqual(
      [applied, firms[3], firms[4]].map((firm) => firm?.name).sort(),
    );
  });

  it('asks for a pre-run first, and none to a batch that has ended', async () => {
    const firm = await world.firm();
    const other = await world.batch(officer, { year: 2024 });
    expect((await invite(other, [firm.id])).body).toMatchObject({ code: 'RECOGNITION.NO_PRE_RUN' });
    const { batch, firms } = await made();
    await world.sql(`update recognition_batch set state = 'ended' where id = $1`, [batch]);
    expect((await invite(batch, [firms[0]!.id])).body).toMatchObject({ code: 'RECOGNITION.BATCH_ENDED' });
  });
});
