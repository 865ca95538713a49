import { uuidv7 } from '@tidu/kernel';
import { DeclarationWorld, type Firm } from '../testing/declaration-world';

interface Opening {
  batch: { id: string };
  choices: { obstacle: string | null; advice: string | null }[];
}

describe('choosing what to declare', () => {
  let world: DeclarationWorld;
  let batch: string;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
    batch = await world.batch({ title: 'littleGiant', level: 'nation', standardId: 'miit-2026-2-little-giant' });
  });
  afterAll(() => world.close());

  const link = (kind: string, from: { id: string }, to: { id: string }) =>
    world.sql(
      `insert into enterprise_link (id, "enterpriseId", "otherId", kind, "recordedBy", "recordedByName") values ($1, $2, $3, $4, $1, 'x')`,
      [uuidv7(), from.id, to.id, kind],
    );
  const choice = async (firm: Firm) => {
    const { body } = await firm.admin.http.get(world.at(firm, '/batches'));
    return (body as { items: Opening[] }).items.find((one) => one.batch.id === batch)?.choices[0];
  };

  it('tells at once what a title that others hold keeps one from, and of what others declare nothing', async () => {
    const [parent, controlled, sister, other] = [
      await world.members.administered(),
      await world.members.administered(),
      await world.members.administered(),
      await world.members.administered(),
    ];
    await world.sql(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, 'littleGiant', 'nation', '2024-01-01', '名单', $1, 'x', $1, 'x')`,
      [uuidv7(), parent.id],
    );
    await link('control', parent, controlled);
    const kept = await choice(controlled);
    expect(kept?.obstacle).toContain('被“小巨人”企业控股的不推荐');
    const begun = await controlled.admin.http
      .post(world.at(controlled, '/applications'))
      .send({ batchId: batch, purpose: 'application' });
    expect([begun.status, (begun.body as { code: string }).code]).toEqual([400, 'RECOGNITION.NOT_LAWFUL']);

    await link('group', sister, other);
    const before = await choice(sister);
    expect(before).toMatchObject({ obstacle: null });
    expect(before?.advice).toContain('同一集团');
    await world.begin(other, batch);
    await world.sql(`update application set state = 'submitted' where "enterpriseId" = $1`, [other.id]);
    expect(await choice(sister)).toEqual(before); // nothing gives the other away
  });

  it('says nothing of groups to who is in none', async () => {
    expect(await choice(await world.members.administered())).toMatchObject({ obstacle: null, advice: null });
  });
});
