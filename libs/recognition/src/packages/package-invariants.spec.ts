import { checkInvariants } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { recognitionInvariants } from '../recognition-invariants';
import { type Officer, RecognitionWorld } from '../testing/recognition-world';

describe('every result that was kept', () => {
  let world: RecognitionWorld;
  let [reviewer, approver]: Officer[] = [];
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [reviewer, approver] = [await world.officer(), await world.officer()];
  });
  afterAll(() => world.close());

  /** What is wrong of those of this kind. */
  const wrong = async () => {
    const all = recognitionInvariants(world.get(ReferenceService), world.get(StandardsService));
    const results = await checkInvariants(
      world.database,
      all.filter(({ id }) => id === 'I4'),
    );
    return results.flatMap(({ examples }) => examples);
  };
  /** Changes what never changes, behind the back of the product. */
  const altered = async (table: string, change: string, id: string) => {
    await world.sql(`alter table ${table} disable trigger user`);
    await world.sql(`update ${table} set ${change} where "applicationId" = $1`, [id]);
    await world.sql(`alter table ${table} enable trigger user`);
  };
  const noticed = async () => {
    const batchId = await world.batch(reviewer!);
    const id = await world.submitted(batchId, await world.firm());
    await world.act(reviewer!, id, 'reviews', { action: 'pass', reason: '符合' });
    await world.act(approver!, id, 'decisions', { action: 'approve', reason: '同意' });
    const given = { title: '不变量公示', body: '现予公示。', workingDays: 5 };
    await approver!.http.post(`/api/console/recognition/batches/${batchId}/notices`).send(given);
    return id;
  };

  it('is what its content and its standard make of it, and one that was altered is named', async () => {
    const [sound, other, points, content] = [await noticed(), await noticed(), await noticed(), await noticed()];
    expect(await wrong()).toEqual([]);
    await altered('application_revision', `outcome = 'unmet'`, other);
    await altered('application_revision', `"minPoints" = "minPoints" - 1`, points);
    await altered('application_revision', `content = jsonb_set(content, '{facts,revenue}', '"80000001"')`, content);
    const receiptOf = async (id: string) =>
      (await world.sql<{ n: string }>('select "receiptNumber" as n from application where id = $1', [id]))[0]?.n ?? '';
    const found = await wrong();
    expect(found).toEqual([
      expect.stringMatching(`${await receiptOf(other)}.*重新评价的结果`),
      expect.stringMatching(`${await receiptOf(points)}.*得分`),
      expect.stringMatching(`${await receiptOf(content)}.*内容被改动过`),
    ]);
    expect(found.join()).not.toContain(await receiptOf(sound));
  });

  it('stands in sealed packages that are whole, and one that was altered is named', async () => {
    const [parts, root] = [await noticed(), await noticed()];
    const before = await wrong();
    await altered('case_package', `parts = replace(parts, '80000000', '80000001')`, parts);
    await altered('case_package', `salt = repeat('0', 32)`, root);
    const found = (await wrong()).filter((one) => !before.includes(one));
    expect(found.filter((one) => one.includes(parts))[0]).toMatch('改动过');
    expect(found.filter((one) => one.includes(root))).toEqual([expect.stringMatching('不在公示所印的总根值之下')]);
  });
});
