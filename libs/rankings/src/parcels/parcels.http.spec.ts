import { type Act, MergesService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import fc from 'fast-check';
import { rankingInvariants } from '../ranking-invariants';
import { type Given, ParcelsWorld } from '../testing/parcels-world';
import { areaText } from './area';
import { checked } from './parcels.service';

interface Problem {
  code: string;
  detail: string;
  errors: { where: { field: string } }[];
  requestId?: string;
}
interface Whole {
  version: number;
  current: { area: string; shares: { name: string; area: string }[] } | null;
  history: { reason: string | null; recordedByName: string; holds: boolean; hiddenArea: string }[];
}
const bare = ({ status, body }: { status: number; body: unknown }) => {
  return [status, { ...(body as Problem), requestId: '' }];
};

describe('the ledger of land', () => {
  let world: ParcelsWorld;
  beforeAll(async () => {
    world = await ParcelsWorld.open();
  });
  afterAll(() => world.close());

  const whole = async (id: string, day = '', as = world.clerk) =>
    (await as.get(`/api/console/parcels/${id}${day && `?day=${day}`}`)).body as Whole;
  const held = ({ current }: Whole) => current?.shares.map(({ name, area }) => [name, area]) ?? null;

  it('shows somebody of another place neither the parcel nor its tenants, and lets nobody divide what they see in part', async () => {
    const [here, there] = [await world.firm(), await world.firm({ regionCode: '410303' })];
    const own = await world.parcel([[here, '10']]);
    const absent = await world.elsewhere.get(`/api/console/parcels/${uuidv7()}`);
    expect(absent.status).toBe(404);
    expect(bare(await world.elsewhere.get(`/api/console/parcels/${own}`))).toEqual(bare(absent));
    const divide = (id: string) => world.divide(id, 1, world.division([[there, '10']]), world.elsewhere);
    expect(bare(await divide(own))).toEqual(bare(await divide(uuidv7())));
    const foreign = await world.elsewhere.post('/api/console/parcels').send(world.given([[there, '10']]));
    expect([foreign.status, (foreign.body as Problem).code]).toEqual([400, 'PARCELS.REGION']);
    // shared with one of theirs: seen by that tenant, with its share alone
    const shared = await world.parcel([
      [here, '6'],
      [there, '4'],
    ]);
    const seen = await whole(shared, '', world.elsewhere);
    expect([held(seen), seen.history[0]?.hiddenArea]).toEqual([[[there.name, '4.0000']], '6.0000']);
    expect(seen).toMatchObject({ regionCode: '410302', regionName: '老城区', zoneCode: null, zoneName: null });
    const other = await divide(shared);
    expect([other.status, (other.body as Problem).code]).toEqual([403, 'PARCELS.PLACE']);
    // in their place, with a tenant they don't see
    const theirs = await world.parcel([[here, '10']], { regionCode: '410303' });
    const part = await divide(theirs);
    expect([part.status, (part.body as Problem).code]).toEqual([403, 'PARCELS.PART_ONLY']);
    const list = await world.elsewhere.get('/api/console/parcels?limit=200');
    expect((list.body as { items: { id: string }[] }).items.map(({ id }) => id).sort()).toEqual(
      [shared, theirs].sort(),
    );
  });

  it('takes shares only that add up exactly, whatever they are: else it says by how much they don’t', async () => {
    const share = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(
        fc.array(share, { maxLength: 9 }),
        share,
        share,
        fc.integer({ min: -3, max: 3 }),
        (shares, common, vacant, off) => {
          const sum = shares.reduce((all, one) => all + one, common + vacant);
          const given = {
            ...{ validFrom: '2024-01-01', area: areaText(BigInt(sum + off)) },
            ...{ publicArea: areaText(BigInt(common)), vacantArea: areaText(BigInt(vacant)) },
            shares: shares.map((one, i) => ({ enterpriseId: String(i), area: areaText(BigInt(one)) })),
          };
          const read = () => checked(given);
          if (off === 0) expect(read().area).toBe(BigInt(sum));
          else expect(read).toThrow(`${off > 0 ? '少' : '多'} 0.000${Math.abs(off)} 亩`);
        },
      ),
    );
    const firm = await world.firm();
    const post = async (given: Given) => {
      const answer = await world.clerk.post('/api/console/parcels').send(given);
      return [answer.status, (answer.body as Problem).code];
    };
    expect(await post(world.given([[firm, '9.9999']]))).toEqual([400, 'PARCELS.SUM']);
    expect(await post(world.given([[firm, '9.9999']], { publicArea: '0.0001' }))).toEqual([201, undefined]);
    expect(await post(world.given([], { vacantArea: '10' }))).toEqual([201, undefined]);
    expect(
      await post(
        world.given(
          [
            [firm, '10'],
            [firm, '1'],
          ],
          { area: '11' },
        ),
      ),
    ).toEqual([400, 'PARCELS.TWICE']);
    expect(await post(world.given([[{ id: uuidv7() }, '10']]))).toEqual([400, 'PARCELS.TENANT']);
    // every mistake at once, each at its field
    const strangers = world.given([
      [{ id: uuidv7() }, '4'],
      [firm, '2'],
      [{ id: uuidv7() }, '4'],
    ]);
    const { body } = await world.clerk.post('/api/console/parcels').send(strangers);
    const fieldsOf = ({ errors }: Problem) => errors.map(({ where }) => where.field);
    expect(fieldsOf(body as Problem)).toEqual(['shares.0.enterpriseId', 'shares.2.enterpriseId']);
    const none = world.given(
      [
        [firm, '0'],
        [firm, '3'],
      ],
      { area: '0' },
    );
    const { body: wrong } = await world.clerk.post('/api/console/parcels').send(none);
    expect(fieldsOf(wrong as Problem)).toEqual(['area', 'shares.0.area', 'shares']);
    expect(await post(world.given([[firm, '10']], { validFrom: '2999-01-01' }))).toEqual([400, 'PARCELS.FUTURE']);
    expect(await post(world.given([[firm, '10']], { zoneCode: '没有的园区' }))).toEqual([400, 'PARCELS.ZONE']);
    expect(
      await post(
        world.given([
          [firm, '5'],
          [await world.firm({ demo: true }), '5'],
        ]),
      ),
    ).toEqual([400, 'PARCELS.DEMO']);
    const taken = world.given([[firm, '10']]);
    expect([await post(taken), await post(taken)]).toEqual([
      [201, undefined],
      [400, 'PARCELS.NUMBER'],
    ]);
    // and the database holds to it, whoever writes
    await expect(
      world.doors.test.database.write(builtInOfficer, async (tx) => {
        const [row] = await tx.rows<{ id: string; parcelId: string }>(
          `insert into parcel_division (id, "parcelId", revision, "validFrom", area, "publicArea", "vacantArea", reason, "recordedByName")
           select $1, "parcelId", 99, "validFrom", 100, 0, 99, '试试', 'x' from parcel_division limit 1 returning id, "parcelId"`,
          [uuidv7()],
        );
        return row;
      }),
    ).rejects.toMatchObject({ constraint: 'parcel_shares_add_up' });
  });

  it('keeps what was: as of any day, with who, when and why; a correction takes the place of its day', async () => {
    const [one, two] = [await world.firm(), await world.firm()];
    const id = await world.parcel([[one, '10']]);
    const later = world.division(
      [
        [one, '4'],
        [two, '6'],
      ],
      { validFrom: '2024-07-01', reason: '转租一部分' },
    );
    expect((await world.divide(id, 1, later)).status).toBe(204);
    expect((await world.divide(id, 1, later)).body).toMatchObject({ code: 'PLATFORM.STALE' });
    const corrected = world.division(
      [
        [one, '5'],
        [two, '5'],
      ],
      { validFrom: '2024-07-01', reason: '合同上是各一半' },
    );
    expect((await world.divide(id, 2, corrected)).status).toBe(204);
    // known late, of an earlier time: what came after stays
    const early = world.division([], { validFrom: '2023-01-01', vacantArea: '10', reason: '补记' });
    expect((await world.divide(id, 3, early)).status).toBe(204);
    expect(held(await whole(id, '2022-12-31'))).toBe(null);
    expect(held(await whole(id, '2023-12-31'))).toEqual([]);
    expect(held(await whole(id, '2024-06-30'))).toEqual([[one.name, '10.0000']]);
    const now = await whole(id);
    expect(held(now)).toEqual([
      [one.name, '5.0000'],
      [two.name, '5.0000'],
    ]);
    expect(now.history.map(({ reason, holds }) => [reason, holds])).toEqual([
      ['合同上是各一半', true],
      ['转租一部分', false],
      [null, false],
      ['补记', false],
    ]);
    const end = await world.clerk
      .post(`/api/console/parcels/${id}/end`)
      .set('if-match', '4')
      .send({ validFrom: '2025-01-01', reason: '收回' });
    expect(end.status).toBe(204);
    const items = async (path: string) =>
      ((await world.clerk.get(path)).body as { items: object[]; total: string }).items.length;
    const at = `/api/console/enterprises/${two.id}/parcels`;
    expect([await items(`${at}?day=2024-12-31`), await items(at), await items(`${at}?day=2024-06-30`)]).toEqual([
      1, 0, 0,
    ]);
    for (const change of [
      'update parcel_share set area = 1',
      'delete from parcel_division',
      'update parcel_division set area = 1',
    ])
      await expect(world.doors.test.database.write(builtInOfficer, (tx) => tx.rows(change))).rejects.toMatchObject({
        code: '42501',
      });
    const [edited] = [
      await world.clerk
        .patch(`/api/console/parcels/${id}`)
        .set('if-match', '5')
        .send({ address: '创新路 2 号', zoneCode: null, reason: '改名' }),
    ];
    expect(edited.status).toBe(204);
  });

  it('follows a merged enterprise: its share is read with the one that stands for it', async () => {
    const [survivor, second] = [await world.firm(), await world.firm()];
    await world.parcel([
      [survivor, '3'],
      [second, '7'],
    ]);
    const act: Act = { key: uuidv7(), reason: '同一企业', source: '核对' };
    await world
      .get(MergesService)
      .merge(
        builtInOfficer,
        { mergedId: second.id, mergedVersion: 1, survivorId: survivor.id, survivorVersion: 1, effectiveOn: null },
        act,
      );
    const { body } = await world.clerk.get(`/api/console/enterprises/${survivor.id}/parcels`);
    expect(body).toMatchObject({
      total: '10.0000',
      items: [{ area: '3.0000' }, { area: '7.0000', record: { id: second.id } }],
    });
  });

  it('is found changed by the owner: a share that no longer adds up is named', async () => {
    const id = await world.parcel([[await world.firm(), '10']]);
    const faults = async () => {
      const found: string[] = [];
      const adding = rankingInvariants.find((one) => one.id === 'I18');
      await adding?.check({
        database: world.doors.test.database,
        violated: (text: string) => found.push(text),
        note: () => undefined,
      });
      return found;
    };
    expect(await faults()).toEqual([]);
    await world.sql('alter table parcel_share disable trigger parcel_share_kept');
    await world.sql('update parcel_share set area = area - 1 where "parcelId" = $1', [id]);
    expect(await faults()).toEqual([expect.stringContaining('份额合计不等于地块面积')]);
    await world.sql('update parcel_share set area = area + 1 where "parcelId" = $1', [id]);
    await world.sql('alter table parcel_share enable trigger parcel_share_kept');
  });
});
