import * as XLSX from '@e965/xlsx';
import { checkInvariants } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { uuidv7 } from '@tidu/kernel';
import { recognitionInvariants } from '../recognition-invariants';
import { bare, goodFacts, type Officer, RecognitionWorld } from '../testing/recognition-world';

const at = '/api/console/recognition';

interface Pack {
  root: string;
  cases: number;
  recommended: number;
  isWhole: boolean;
  tie: object | null;
  sheets: {
    name: string;
    place: number;
    before: boolean;
    tied: boolean;
    facts: object[];
    clauses: object[];
    review: string | null;
  }[];
  byRegion: { cases: number; recommended: number }[];
  drift: { name: string; what: string; before: string; after: string }[];
}

describe('meeting packs', () => {
  let world: RecognitionWorld;
  let [one, other]: Officer[] = [];
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [one, other] = [await world.officer(), await world.officer()];
  });
  afterAll(() => world.close());

  const freeze = (batch: string, who = one!) =>
    who.http.post(`${at}/batches/${batch}/meeting-packs`).send({ title: '局党组会议' });
  const read = async (id: string, who = one!) => (await who.http.get(`${at}/meeting-packs/${id}`)).body as Pack;
  /** A batch of so many places; what each spends on research sets the places apart. */
  const made = async (quota: number, spent: number[], region?: string) => {
    const batch = await world.batch(one!, { quota });
    const cases = [];
    for (const amount of spent) {
      const firm = await world.firm(cases.length === 0 ? region : undefined);
      const id = await world.submitted(batch, firm, { ...goodFacts, rdExpense: `${amount}0000` });
      await world.act(one!, id, 'reviews', { action: 'pass', reason: `材料齐全${amount}` });
      cases.push({ id, firm });
    }
    return { batch, cases };
  };
  const frozen = async (quota: number, spent: number[]) => {
    const { batch, cases } = await made(quota, spent);
    const { status, body } = await freeze(batch);
    expect([status, body]).toEqual([201, { id: expect.any(String) }]);
    return { batch, cases, id: (body as { id: string }).id };
  };

  it('are nothing to whoever does not see every case in them, nor are they frozen by such', async () => {
    const { batch } = await made(2, [500, 300], '410402');
    const answer = await freeze(batch);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'RECOGNITION.PACK_PART']);
    const stranger = await world.officer('district.leader', '410303');
    const { id, batch: own } = await frozen(2, [500, 300]);
    const get = (pack: string) => stranger.http.get(`${at}/meeting-packs/${pack}`);
    const absent = await get(uuidv7());
    expect(absent.status).toBe(404);
    expect(bare(await get(id))).toEqual(bare(absent));
    expect((await stranger.http.get(`${at}/batches/${own}/meeting-packs`)).body).toEqual({ items: [] });
  });

  it('hold the order, the line, and a sheet for each case', async () => {
    const { id, cases } = await frozen(2, [500, 300, 100]);
    const pack = await read(id);
    expect(pack).toMatchObject({ cases: 3, recommended: 2, tie: null, isWhole: true, drift: [] });
    expect(pack.sheets.map(({ name, place, before }) => [name, place, before])).toEqual(
      cases.map(({ firm }, i) => [firm.name, i + 1, i < 2]),
    );
    for (const [i, sheet] of pack.sheets.entries()) {
      expect(sheet.facts.length).toBe(Object.keys(goodFacts).length);
      expect(sheet.clauses.length).toBeGreaterThan(5);
      expect(sheet.review).toBe(`材料齐全${[500, 300, 100][i]}`);
    }
    expect(pack.byRegion.reduce((sum, region) => sum + region.cases, 0)).toBe(pack.cases);
    expect(pack.byRegion.reduce((sum, region) => sum + region.recommended, 0)).toBe(pack.recommended);
  });

  it('keep what was tied at the line, decided or not', async () => {
    const { id } = await frozen(1, [500, 500]);
    const pack = await read(id);
    expect(pack).toMatchObject({ recommended: 0, tie: { tied: 2, places: 1, reason: null, confirmed: false } });
    expect(pack.sheets.map(({ place, tied }) => [place, tied])).toEqual([[1, true], [1, true]]); // prettier-ignore
  });

  it('stay as they were when data move, and say what moved', async () => {
    const { id, cases, batch } = await frozen(2, [500, 300, 100]);
    const before = await read(id);
    const [first, , last] = cases;
    await world.sql(`update application set state = 'withdrawn', version = version + 1 where id = $1`, [first?.id]);
    await world.sql(`update enterprise set name = '更名后的企业' where id = $1`, [last?.firm.id]);
    const late = await world.firm();
    await world.submitted(batch, late, { ...goodFacts, rdExpense: '4000000' });
    const { drift, ...after } = await read(id);
    expect(after).toEqual({ ...before, drift: undefined });
    const told = drift.map(({ name, what, after: now }) => [name, what, now]);
    expect(told).toContainEqual([first?.firm.name, '参加排名', '已不在（撤回或办结）']);
    expect(told).toContainEqual([last?.firm.name, '企业名称', '更名后的企业']);
    expect(told).toContainEqual([late.name, '参加排名', expect.stringMatching(/^第 \d 名$/)]);
  });

  it('can be changed by nobody, and one that was is named', async () => {
    const { id } = await frozen(2, [500, 300]);
    for (const table of ['meeting_pack', 'meeting_pack_row'])
      await expect(world.sql(`update ${table} set id = id`)).rejects.toThrow();
    await expect(
      world.database.write(one!.acting, (tx) => tx.rows('delete from meeting_pack where id = $1', [id])),
    ).rejects.toThrow('permission denied');
    const wrong = async () => {
      const all = recognitionInvariants(world.get(ReferenceService), world.get(StandardsService));
      return (
        await checkInvariants(
          world.database,
          all.filter((each) => each.id === 'I5'),
        )
      ).flatMap((each) => each.examples);
    };
    expect(await wrong()).toEqual([]);
    await world.sql('alter table meeting_pack_row disable trigger user');
    await world.sql(
      `update meeting_pack_row set content = jsonb_set(content, '{place}', '9') where "packId" = $1 and position = 2`,
      [id],
    );
    await world.sql('alter table meeting_pack_row enable trigger user');
    expect(await wrong()).toEqual([expect.stringMatching(id)]);
    expect((await read(id)).isWhole).toBe(false);
  });

  it('give a summary whose rows are its cases, with what its figures mean', async () => {
    const { id, cases } = await frozen(2, [500, 300, 100]);
    const { root } = await read(id);
    const answer = await other!.http.post(`${at}/meeting-packs/${id}/summaries`).buffer(true).parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    }); // prettier-ignore
    const book = XLSX.read(answer.body as Buffer);
    expect(book.SheetNames).toEqual(['推荐汇总表', '口径']);
    const [heads, ...rows] = XLSX.utils.sheet_to_json<string[]>(book.Sheets['推荐汇总表']!, { header: 1 });
    expect(heads?.slice(0, 3)).toEqual(['序号', '企业名称', '统一社会信用代码']);
    expect(rows.map((row) => row[2])).toEqual(cases.map(({ firm }) => firm.creditCode));
    const words = Object.fromEntries(XLSX.utils.sheet_to_json<[string, string]>(book.Sheets['口径']!, { header: 1 }));
    expect(words).toMatchObject({
      '合计：件数': '3（等于汇总表行数）',
      '合计：推荐': '2',
      快照根值: root,
      快照编号: id,
    });
    const noted = await world.sql(
      `select 1 from audit_entry where action = 'recognition.takeSummary' and "objectId" = $1`,
      [id],
    );
    expect(noted).toHaveLength(1);
  });
});
