import { AuditTrail } from '@tidu/audit';
import { EnterprisesQueries, SoundsService } from '@tidu/enterprises';
import { builtInOfficer } from '@tidu/platform';
import fs from 'node:fs';
import path from 'node:path';
import { readPeerIndicators } from '../peers/peer-indicators';
import { PeersQueries } from '../peers/peers.queries';
import { countyOfficer, Register } from '../testing/register';
import { readDimensions } from './segment-rules';
import { SegmentJob } from './segment.job';
import { SegmentsService } from './segments.service';

const million = 1_000_000_00;

describe('segments and peers', () => {
  let register: Register;
  let service: SegmentsService;
  let peers: PeersQueries;
  const ids: Record<string, string> = {};

  /** Figures of this and the last year; the sheet gets them as revenue and revenueY1. */
  async function firm(name: string, registeredOn: string, now: object, before: object, industryCode = '3451') {
    const id = await register.enterprise({ name, registeredOn, industryCode });
    await register.figures(id, 2025, 'enterprise', { ...now });
    await register.figures(id, 2024, 'enterprise', { ...before });
    ids[name] = id;
  }
  const divide = (year: number) =>
    register.result(new SegmentJob(register.reference, register.sheets, new AuditTrail()), { year });
  const of = async (name: string) =>
    (await service.ofEnterprise(builtInOfficer, ids[name] ?? '')).filter(({ dimension }) => dimension === 'stage');

  beforeAll(async () => {
    register = await Register.open();
    service = new SegmentsService(register.database, register.reference, register.jobs);
    peers = new PeersQueries(register.database, register.reference);
    const loss = { netProfit: -million, revenue: 70 * million, rdExpense: 0 };
    await firm('剩', '2000-01-01', loss, { ...loss, revenue: 100 * million });
    await firm(
      '优',
      '2000-01-01',
      { netProfit: million, revenue: 110 * million, rdExpense: 5 * million },
      { revenue: 100 * million, netProfit: 1 },
    );
    await firm(
      '新',
      '2023-06-01',
      { netProfit: million, revenue: 100 * million, rdExpense: 0 },
      { revenue: 100 * million, netProfit: 1 },
    );
    await firm(
      '老',
      '2000-01-01',
      { netProfit: million, revenue: 100 * million, rdExpense: 0 },
      { revenue: 100 * million, netProfit: 1 },
    );
    await firm('缺', '2000-01-01', { revenue: 1 }, {});
    for (let n = 1; n <= 4; n++)
      await firm(
        `同行${n}`,
        '2000-01-01',
        { netProfit: n * million, revenue: n * 100 * million, rdExpense: 0 },
        { revenue: n * 100 * million, netProfit: 1 },
      );
  }, 60_000);
  afterAll(() => register.close());

  it('shows nothing of another region: neither segments nor numbers nor places', async () => {
    await divide(2025);
    const notFound = { code: 'SCORING.ENTERPRISE_NOT_FOUND' };
    await expect(service.ofEnterprise(countyOfficer, ids['优'] ?? '')).rejects.toMatchObject(notFound);
    const seen = (await service.list(countyOfficer)).flatMap(({ segments }) => segments.map(({ count }) => count));
    expect(Math.max(...seen)).toBe(0);
    expect((await service.movement(countyOfficer, 'stage', { from: 2024, to: 2025 })).moves).toEqual([]);
    await expect(peers.ofEnterprise(countyOfficer, ids['优'] ?? '')).rejects.toMatchObject(notFound);
  });

  it('takes the first rule that is met, says why with the figures, and leaves open what cannot be judged', async () => {
    for (const [name, code] of [
      ['剩', 'surplus'],
      ['优', 'strong'],
      ['新', 'fresh'],
      ['老', 'mature'],
      ['缺', 'undecided'],
    ] as const)
      expect([name, (await of(name)).map(({ segment }) => segment)]).toEqual([name, [code]]);
    expect((await of('优'))[0]?.reason).toContain('研发费用');
    expect((await of('缺'))[0]?.reason).toContain('“剩”还不能判断');
    const [stage] = await service.list(builtInOfficer);
    expect(stage?.segments.reduce((sum, { count }) => sum + count, 0)).toBe(9);
  });

  it('tells who moved from one year to the next, and does the same again without doubling', async () => {
    await divide(2024);
    await divide(2025);
    await divide(2025);
    const { moves } = await service.movement(builtInOfficer, 'stage', { from: 2024, to: 2025 });
    expect(moves.reduce((sum, { count }) => sum + count, 0)).toBe(9);
    expect(moves.find(({ to }) => to === 'strong')).toMatchObject({ count: 1 });
    const [row] = await register.test.asSuperuser<{ newest: number }>(
      `select count(*)::int as newest from enterprise_segment where newest and year <> 2025`,
    );
    expect(row?.newest).toBe(0);
    await expect(service.movement(builtInOfficer, 'stage', { from: 2025, to: 2024 })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(service.movement(builtInOfficer, 'colour', { from: 2024, to: 2025 })).rejects.toMatchObject({
      kind: 'notFound',
    });
    await expect(divide(2010)).rejects.toThrow('没有任何企业的数据');
  });

  it('shows behind every number exactly the list that makes it, a merged record in neither', async () => {
    const { database, reference } = register;
    const lists = new EnterprisesQueries(database, reference, new SoundsService(database));
    const listed = async (segment: string) => {
      const { items, count } = await lists.list(builtInOfficer, { segment, limit: 100 });
      expect(count).toEqual({ value: items.length, exact: true });
      return items.length;
    };
    await register.test.asSuperuser(
      `update enterprise set status = 'merged', "mergedInto" = $2, version = version + 1 where id = $1`,
      [ids['同行3'], ids['同行4']],
    );
    for (const { id, segments } of await service.list(builtInOfficer))
      for (const { code, count } of segments)
        expect([code, await listed(`${id}.${code}`), await listed(`${id}.${code}.2025`)]).toEqual([code, count, count]);
    const { moves } = await service.movement(builtInOfficer, 'stage', { from: 2024, to: 2025 });
    expect(moves.reduce((sum, { count }) => sum + count, 0)).toBe(8);
    for (const { from, to, count } of moves)
      expect([from, to, await listed(`stage.${from}.2024,stage.${to}.2025`)]).toEqual([from, to, count]);
    // who was not divided in a year stands in no segment of it
    await register.test.asSuperuser(
      `delete from enterprise_segment where year = 2024 and dimension = 'stage' and "enterpriseId" = $1`,
      [ids['老']],
    );
    const fresh = await service.movement(builtInOfficer, 'stage', { from: 2024, to: 2025 });
    expect(fresh.moves.find(({ from }) => from === 'absent')).toMatchObject({ to: 'mature', count: 1 });
    expect(await listed('stage.absent.2024,stage.mature.2025')).toBe(1);
  });

  it('places an enterprise among its like as counting by hand does, and not among fewer than five', async () => {
    const place = await peers.ofEnterprise(builtInOfficer, ids['同行4'] ?? '');
    const revenue = place.items.find(({ id }) => id === 'revenue');
    // nine with revenue, eight below
    expect(revenue?.places.find(({ group }) => group === 'industry')).toEqual({
      group: 'industry',
      count: 9,
      percentile: '100.0',
    });
    const middle = (await peers.ofEnterprise(builtInOfficer, ids['老'] ?? '')).items.find(({ id }) => id === 'revenue');
    // of the eight others 剩 and 缺 are below, 新 and 同行1 equal and counted half
    expect(middle?.places[0]?.percentile).toBe((((2 + 2 / 2) / 8) * 100).toFixed(1));
    expect(revenue?.display).toBe('4亿元');
    const staff = place.items.find(({ id }) => id === 'rdStaffShare');
    expect([staff?.display, staff?.places[0]]).toEqual([null, { group: 'industry', count: 0, percentile: null }]);
  });

  it('refuses rules and indicators with mistakes, by the line of the file', async () => {
    const dictionary = await register.reference.dictionary();
    const text = fs.readFileSync(path.resolve(__dirname, '../../../../seeds/reference/segments.yaml'), 'utf8');
    const line = text.split('\n').findIndex((one) => one.includes('is: true')) + 1;
    expect(() => readDimensions(text.replace('is: true', 'iss: true'), dictionary)).toThrow(
      new RegExp(`${line - 1}|${line}`),
    );
    expect(() => readDimensions(text.replace('id: producer-service', 'id: mature'), dictionary)).toThrow('mature');
    const bad = (yaml: string) => () => readPeerIndicators(yaml, dictionary);
    expect(bad('- { id: a, label: 甲, fact: nothing }')).toThrow('nothing');
    expect(bad('- { id: a, label: 甲, fact: ownBrand }')).toThrow('ownBrand');
    expect(bad('- { id: a, label: 甲, fact: revenue, ratio: [a, b] }')).toThrow('正好写一个');
    expect(bad('- { id: a, lable: 甲, fact: revenue }')).toThrow('lable');
  });
});
