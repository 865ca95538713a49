import fc from 'fast-check';
import { type Officer, RecognitionWorld } from '../testing/recognition-world';
import { type Place, tiedAt } from './place';
import { placesAtLine } from './ranking.queries';

interface Ranking {
  quota: number;
  taken: number;
  total: number;
  items: { id: string; place: number; before: boolean; tied: boolean }[];
  tie: { tied: number; places: number; decision: { id: string; confirmedAt: string | null } | null } | null;
}

describe('the order inside a batch', () => {
  let world: RecognitionWorld;
  let [one, other, reviewer]: Officer[] = [];
  const at = '/api/console/recognition';
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [one, other, reviewer] = [await world.officer(), await world.officer(), await world.officer()];
  });
  afterAll(() => world.close());

  /** A batch of so many places with applications of these points, passed. */
  async function made(quota: number, points: number[], region?: string): Promise<{ batch: string; ids: string[] }> {
    if (!reviewer) throw new Error('no reviewer');
    const batch = await world.batch(reviewer, { quota });
    const ids: string[] = [];
    for (const n of points) {
      const id = await world.submitted(batch, await world.firm(ids.length === 0 ? region : undefined));
      await world.sql('alter table application_revision disable trigger user');
      await world.sql(`update application_revision set "minPoints" = $2, "maxPoints" = $2 where "applicationId" = $1`, [
        id,
        n * 10_000,
      ]);
      await world.sql('alter table application_revision enable trigger user');
      await world.sql(`update application set state = 'passed', version = version + 1 where id = $1`, [id]);
      ids.push(id);
    }
    return { batch, ids };
  }
  const ranking = async (who: Officer | undefined, batch: string) =>
    (await who?.http.get(`${at}/batches/${batch}/ranking`))?.body as Ranking;
  const approve = async (id: string) => {
    if (!one) throw new Error('no officer');
    const { status, body } = await world.act(one, id, 'decisions', { action: 'approve', reason: '集体研究同意' });
    return status === 200 ? 'done' : (body as { code: string }).code;
  };
  const codeOf = (answer: { body: unknown } | undefined) => ((answer?.body ?? {}) as { code?: string }).code;

  it('counts places over all of it, and shows of it only what one sees', async () => {
    const { batch, ids } = await made(2, [90, 80, 70], '410402');
    const seen = await ranking(one, batch);
    expect(seen).toMatchObject({ quota: 2, taken: 0, total: 3, tie: null });
    expect(seen.items.map(({ id, place, before }) => [id, place, before])).toEqual([
      [ids[1], 2, true],
      [ids[2], 3, false],
    ]);
  });

  it('tied at the line waits for a decision with its reason, of two persons, about these very ones', async () => {
    const { batch, ids } = await made(3, [90, 80, 80, 80, 60]);
    const [first = '', a = '', b = '', c = '', last = ''] = ids;
    const seen = await ranking(one, batch);
    expect(seen.items.map(({ place, before, tied }) => [place, before, tied])).toEqual([
      [1, true, false],
      ...[2, 2, 2].map((place) => [place, false, true]),
      [5, false, false],
    ]);
    expect(seen.tie).toMatchObject({ tied: 3, places: 2, decision: null });
    expect(await approve(a)).toBe('RECOGNITION.TIED');
    expect(await approve(first)).toBe('done');
    const propose = (who: Officer | undefined, chosen: string[]) =>
      who?.http.post(`${at}/batches/${batch}/ties`).send({ chosen, reason: '按研发强度高的先行' });
    expect(codeOf(await propose(one, [a]))).toBe('RECOGNITION.TIE_CHOSEN');
    expect(codeOf(await propose(one, [a, last]))).toBe('RECOGNITION.TIE_CHOSEN');
    const { id = '' } = ((await propose(one, [a, b]))?.body ?? {}) as { id?: string };
    expect(await approve(a)).toBe('RECOGNITION.TIED');
    const confirm = (who: Officer | undefined) => who?.http.post(`${at}/ties/${id}/confirmation`);
    expect(codeOf(await confirm(one))).toBe('RECOGNITION.SAME_PERSON');
    expect((await confirm(other))?.status).toBe(204);
    expect((await confirm(other))?.status).toBe(404);
    expect(codeOf(await propose(one, [b, c]))).toBe('RECOGNITION.TIE_DECIDED');
    expect(await approve(c)).toBe('RECOGNITION.TIED');
    expect([await approve(a), await approve(b)]).toEqual(['done', 'done']);
    expect(await approve(last)).toBe('RECOGNITION.BELOW_LINE');
    await expect(
      world.sql(`update recognition_tie set "confirmedBy" = "proposedBy" where id = $1`, [id]),
    ).rejects.toThrow('recognition_tie_confirmed_by_other');
  });

  it('gives no place past somebody with more points, until these are out of the running', async () => {
    const { batch, ids } = await made(2, [90, 80, 70]);
    const [first = '', second = '', last = ''] = ids;
    expect(await approve(last)).toBe('RECOGNITION.BELOW_LINE');
    expect(await approve(second)).toBe('done');
    expect(await approve(last)).toBe('RECOGNITION.BELOW_LINE');
    await world.sql(`update application set state = 'withdrawn', version = version + 1 where id = $1`, [first]);
    expect(await approve(last)).toBe('done');
    expect(await ranking(one, batch)).toMatchObject({ taken: 2, tie: null });
  });

  it('gives no place to who comes before the line only once all of them are taken', async () => {
    const { batch, ids } = await made(1, [80, 70]);
    const [first = '', later = ''] = ids;
    expect(await approve(first)).toBe('done');
    await world.sql('alter table application_revision disable trigger user');
    await world.sql(
      `update application_revision set "minPoints" = 900000, "maxPoints" = 900000 where "applicationId" = $1`,
      [later],
    );
    await world.sql('alter table application_revision enable trigger user');
    expect(await approve(later)).toBe('RECOGNITION.QUOTA_FULL');
    expect(await ranking(one, batch)).toMatchObject({ taken: 1, tie: null });
  });

  it('is decided anew once others are tied', async () => {
    const { batch, ids } = await made(1, [80, 80]);
    const [a = '', b = ''] = ids;
    const { id = '' } = ((await one?.http.post(`${at}/batches/${batch}/ties`).send({ chosen: [a], reason: '先到先行' }))
      ?.body ?? {}) as { id?: string };
    await world.sql(`update application set state = 'withdrawn', version = version + 1 where id = $1`, [b]);
    expect(codeOf(await other?.http.post(`${at}/ties/${id}/confirmation`))).toBe('RECOGNITION.TIE_CHANGED');
    expect((await ranking(one, batch)).tie).toBeNull();
    expect(await approve(a)).toBe('done');
  });

  it('never lets more go before the line than there are places, and ties only whom the line would part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (points, quota) => {
          const places: Place[] = points.map((n, i) => ({
            applicationId: String(i).padStart(2, '0'),
            place: 1 + points.filter((more) => more > n).length,
            size: points.filter((same) => same === n).length,
          }));
          const tied = tiedAt(places, quota);
          const sure = places.filter(({ place, size }) => place + size - 1 <= quota).length;
          expect(sure).toBeLessThanOrEqual(quota);
          if (tied.length === 0) expect(sure).toBe(Math.min(quota, places.length));
          else {
            expect(placesAtLine(places, tied, quota)).toBe(quota - sure);
            expect(quota - sure).toBeLessThan(tied.length);
            expect(quota - sure).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
