import { replay, verifyFile, verifyText } from '@tidu/criteria';
import { uuidv7 } from '@tidu/kernel';
import { randomFrom, seed } from '@tidu/test/rounds';
import { canonical, secondReading } from '@tidu/test/second-evaluator/package';
import { bare, type Firm, goodFacts, type Officer, RecognitionWorld } from '../testing/recognition-world';

const at = '/api/console/recognition';

/** Answers are taken as bytes. */
const bytesOf = (answer: { body: unknown }) => answer.body as Buffer;

describe('packages of cases', () => {
  let world: RecognitionWorld;
  let [reviewer, approver]: Officer[] = [];
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [reviewer, approver] = [await world.officer(), await world.officer()];
  });
  afterAll(() => world.close());

  const ask = (who: Officer, id: string, more: object = {}) =>
    who.http.post(`${at}/applications/${id}/packages`).send({ format: 'html', which: 'sealed', ...more });
  const take = (id: string, more: object = {}, who = reviewer!) =>
    ask(who, id, more)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
  const passed = async (batchId: string, firm: Firm, facts = goodFacts) => {
    const id = await world.submitted(batchId, firm, facts);
    const review = { action: 'pass', reason: '符合', internal: '内部：材料薄弱' };
    expect((await world.act(reviewer!, id, 'reviews', review)).status).toBe(200);
    return id;
  };
  const approved = async (batchId: string, firm: Firm, facts = goodFacts) => {
    const id = await passed(batchId, firm, facts);
    const decision = await world.act(approver!, id, 'decisions', { action: 'approve', reason: '集体研究同意' });
    expect(decision.status).toBe(200);
    return id;
  };
  const noticed = async (count: number) => {
    const batchId = await world.batch(reviewer!);
    const firms = [];
    for (let n = 0; n < count; n++) firms.push(await world.firm());
    const ids = [];
    for (const [n, firm] of firms.entries())
      ids.push(await approved(batchId, firm, { ...goodFacts, rdExpense: `${5 + n}000000` }));
    const made = await approver!.http
      .post(`${at}/batches/${batchId}/notices`)
      .send({ title: '拟推荐名单公示', body: '现予公示。', workingDays: 5 });
    expect(made.status).toBe(201);
    return { ids, firms, noticeId: (made.body as { id: string }).id };
  };

  it("of somebody else's case are as little there as those of none", async () => {
    const stranger = await world.officer('district.leader', '410303');
    const id = await passed(await world.batch(reviewer!), await world.firm());
    const get = (one: string) => ask(stranger, one);
    const absent = await get(uuidv7());
    expect(absent.status).toBe(404);
    expect(bare(await get(id))).toEqual(bare(absent));
  });

  it('say what a decision rests on, in one file that works it out anew: by us, and by a second evaluator', async () => {
    const firm = await world.firm();
    const id = await approved(await world.batch(reviewer!), firm);
    const html = await take(id);
    expect(html.headers['content-disposition']).toMatch(/^attachment; .*\.html$/);
    const { package: pack, faults } = verifyFile(bytesOf(html));
    expect(faults).toEqual([]);
    expect(pack && replay(pack.leaves)).toEqual([]);
    expect(pack?.seal).toBeNull();
    const text = bytesOf(await take(id, { format: 'json' })).toString('utf8');
    const second = secondReading(text);
    expect(second.wrong).toEqual([]);
    expect(canonical(second.submitted)).toBe(canonical(second.says.submitted));
    expect(canonical(second.decided)).toBe(canonical(second.says.decided));
    const [stored] = await world.sql(
      `select outcome, "minPoints"::float8 as "minPoints", "maxPoints"::float8 as "maxPoints" from application_revision where "applicationId" = $1`,
      [id],
    );
    expect(second.says.stored).toEqual(stored);
    // who did what by role; what staff say among themselves, and who they are, stays in the house
    expect(text).toContain('"by":"初审人"');
    expect(text).not.toContain('材料薄弱');
    for (const { name } of [reviewer!, approver!]) expect(text).not.toContain(name);
  });

  it('note who took which one, by the number that stands in it', async () => {
    const id = await passed(await world.batch(reviewer!), await world.firm());
    const { exported } = verifyFile(bytesOf(await take(id))).package ?? {};
    const [entry] = await world.sql<{ personId: string; after: { export: string } }>(
      `select "personId", after from audit_entry where action = 'recognition.takePackage' and "objectId" = $1`,
      [id],
    );
    expect(entry).toMatchObject({ personId: reviewer!.id, after: { export: exported?.code, noticeId: null } });
  });

  it('are sealed with the notice under the root that is printed on it, and stay as they were then', async () => {
    const { ids, firms, noticeId } = await noticed(5);
    const { packageRoot } = (await world.doors.stranger.get(`/api/open/notices/${noticeId}`)).body as {
      packageRoot: string;
    };
    expect(packageRoot).toMatch(/^[0-9a-f]{64}$/);
    for (const [n, id] of ids.entries()) {
      const text = bytesOf(await take(id, { format: 'json' })).toString('utf8');
      const { package: pack, faults } = verifyText(text);
      expect(faults).toEqual([]);
      expect(pack?.seal).toMatchObject({ root: packageRoot, count: 5, noticeId });
      expect(secondReading(text).wrong).toEqual([]);
      // nothing of the others: no name, no code, no id, none of their values
      for (const [m, other] of firms.entries())
        if (m !== n)
          for (const word of [other.name, other.creditCode, other.id, ids[m]!, `"${5 + m}000000"`])
            expect(text).not.toContain(word);
    }
    const [id = ''] = ids;
    const before = verifyFile(bytesOf(await take(id))).package;
    await world.sql(`update application set state = 'ready', version = version + 1 where id = $1`, [id]);
    const document = { document: '区工信〔2026〕1号', documentOn: '2026-11-28' };
    expect((await world.act(approver!, id, 'records', { action: 'forward', document })).status).toBe(200);
    const after = verifyFile(bytesOf(await take(id))).package;
    expect(after?.root).toBe(before?.root);
    const current = verifyFile(bytesOf(await take(id, { which: 'current' }))).package;
    expect([current?.seal, current?.root === before?.root]).toEqual([null, false]);
    await expect(
      world.sql(`update case_package set root = repeat('0', 64) where "applicationId" = $1`, [id]),
    ).rejects.toThrow();
  });

  it('show any byte that is another', async () => {
    const { ids } = await noticed(2);
    const file = bytesOf(await take(ids[0] ?? ''));
    const missed: number[] = [];
    const random = randomFrom(seed);
    for (let n = 0; n < 60; n++) {
      const at = Math.floor(random() * file.length);
      const other = Buffer.from(file);
      other[at] = (other[at] ?? 0) ^ (1 << (n % 8));
      if (verifyFile(other).faults.length === 0) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it('there are none of a case of which nothing was submitted', async () => {
    const id = await world.draft(await world.batch(reviewer!), await world.firm());
    const answer = await ask(reviewer!, id);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'RECOGNITION.NOTHING_SUBMITTED']);
  });
});
