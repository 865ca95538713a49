import { builtInOfficer } from '@tidu/platform';
import { Readable } from 'node:stream';
import { colleague, elsewhere, FiguresWorld } from '../testing/figures-world';
import type { WrittenFigures } from './write-figures.service';

describe('figures written by hand', () => {
  let world: FiguresWorld;
  beforeAll(async () => {
    world = await FiguresWorld.open();
  });
  afterAll(() => world.close());

  const form = (over: Partial<WrittenFigures> = {}): WrittenFigures => ({
    ...{ year: 2023, source: 'audit', basedOn: 0, document: '豫审字〔2024〕12号' },
    values: [{ code: 'revenue', value: '1,234.56', unit: '万元' }],
    ...over,
  });
  const submit = (id: string, over: Partial<WrittenFigures> = {}, person = builtInOfficer) =>
    world.writing.submit(person, id, form(over));
  const current = async (id: string) => {
    const [set] = await world.figures.ofEnterprise(builtInOfficer, id);
    return { ...set, values: Object.fromEntries((set?.values ?? []).map(({ code, value }) => [code, value])) };
  };

  it('of somebody else’s enterprise look like those of none', async () => {
    const id = await world.enterprise();
    await expect(submit(id, {}, elsewhere)).rejects.toMatchObject({ kind: 'notFound' });
    await expect(world.revisions.list(elsewhere, id, 2023, 'audit')).rejects.toMatchObject({ kind: 'notFound' });
    expect(await world.figures.ofEnterprise(builtInOfficer, id)).toEqual([]);
  });

  it('keep amounts to the 分 in the unit of the form, with document and person', async () => {
    const id = await world.enterprise();
    await submit(id, {
      values: [
        ...[
          { code: 'revenue', value: '1234.56', unit: '万元' },
          { code: 'netProfit', value: '-0.01', unit: '亿元' },
        ],
        ...[
          { code: 'employees', value: '８０' },
          { code: 'mainProductShare', value: '62.5', unit: '%' },
        ],
        ...[
          { code: 'ownBrand', value: '是' },
          { code: 'rdInstitutionLevel', value: '省级' },
        ],
      ],
    });
    expect(await current(id)).toMatchObject({
      ...{
        revision: 1,
        submittedByName: '本机经办人',
        imported: false,
        document: '豫审字〔2024〕12号',
        evidence: null,
      },
      values: {
        ...{ revenue: '12345600.00', netProfit: '-1000000.00', employees: '80', mainProductShare: '0.625000' },
        ...{ ownBrand: true, rdInstitutionLevel: 'province' },
      },
    });
  });

  it('are corrected by a later revision with a reason; what isn’t written is carried over, null takes away', async () => {
    const id = await world.enterprise();
    await submit(id, {
      values: [
        { code: 'revenue', value: '100' },
        { code: 'taxPaid', value: '7' },
        { code: 'employees', value: '9' },
      ],
    });
    const correction = {
      basedOn: 1,
      values: [
        { code: 'revenue', value: '110' },
        { code: 'taxPaid', value: null },
      ],
    };
    await expect(submit(id, correction)).rejects.toMatchObject({ code: 'FIGURES.REASON' });
    expect(await submit(id, { ...correction, reason: '审计调整' }, colleague)).toEqual({ revision: 2 });
    expect((await current(id)).values).toEqual({ revenue: '110.00', employees: '9' });
    const [second, first] = await world.revisions.list(builtInOfficer, id, 2023, 'audit');
    expect(second).toMatchObject({ revision: 2, submittedByName: '李四', reason: '审计调整' });
    expect(second?.changes.map(({ code, from, to }) => [code, from, to])).toEqual([
      ['revenue', '100.00', '110.00'],
      ['taxPaid', '7.00', null],
    ]);
    expect(first?.changes).toHaveLength(3);
    expect(await world.trail(second?.id ?? '')).toEqual([
      expect.objectContaining({
        ...{ action: 'figures.submit', reason: '审计调整' },
        before: expect.objectContaining({ revision: 1, values: { revenue: '10000', taxPaid: '700' } }),
        after: expect.objectContaining({ revision: 2, values: { revenue: '11000', taxPaid: null } }),
      }),
    ]);
  });

  it('cannot be changed once submitted', async () => {
    const id = await world.enterprise();
    await submit(id);
    const change = (sql: string) => world.test.database.write(builtInOfficer, (tx) => tx.rows(sql));
    for (const sql of ['update figures set revenue = 1', "update figures set reason = ''", 'delete from figures'])
      await expect(change(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('based on an older revision are refused, and the loser is told who came first', async () => {
    const id = await world.enterprise();
    await submit(id, {}, colleague);
    const late = submit(id, { values: [{ code: 'revenue', value: '5' }] });
    await expect(late).rejects.toMatchObject({
      kind: 'conflict',
      code: 'PLATFORM.STALE',
      message: expect.stringContaining('李四'),
    });
    expect((await current(id)).values).toEqual({ revenue: '12345600.00' });
  });

  it('submitted fifty times at once are taken once', async () => {
    const id = await world.enterprise();
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => submit(id, { values: [{ code: 'revenue', value: String(i + 1) }] })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect([...new Set(reasons)]).toEqual(['PLATFORM.STALE']);
    const rows = await world.test.asSuperuser('select 1 from figures where "enterpriseId" = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('that say nothing new are refused', async () => {
    const id = await world.enterprise();
    await submit(id);
    const same = submit(id, { basedOn: 1, reason: '再次提交', values: [{ code: 'revenue', value: '12345600' }] });
    await expect(same).rejects.toMatchObject({ code: 'FIGURES.NO_CHANGE' });
  });

  it('name every bad entry and write none', async () => {
    const id = await world.enterprise();
    const bad = submit(id, {
      values: [
        ...[
          { code: 'revenue', value: '12万' },
          { code: 'employees', value: '-3' },
          { code: 'nothing', value: '1' },
        ],
        ...[
          { code: 'governanceSound', value: '是' },
          { code: 'revenueY1', value: '1' },
          { code: 'taxPaid', value: ' ' },
        ],
        ...[
          { code: 'totalAssets', value: '1', unit: '吨' },
          { code: 'ownBrand', value: '是' },
          { code: 'ownBrand', value: '否' },
        ],
      ],
    });
    const error = await bad.catch(
      (thrown: unknown) => thrown as { problems: { where: { field: string }; code: string }[] },
    );
    expect((error as { problems: { where: { field: string } }[] }).problems.map(({ where }) => where.field)).toEqual([
      ...['revenue', 'employees', 'nothing', 'governanceSound', 'revenueY1', 'taxPaid', 'totalAssets', 'ownBrand'],
    ]);
    expect(await world.figures.ofEnterprise(builtInOfficer, id)).toEqual([]);
  });

  describe('with a file that proves them', () => {
    const bring = async (id: string, content: string | Buffer, period: object = {}, name = '审计报告.pdf') => {
      const stored = await world.files.take(Readable.from([Buffer.from(content)]), name, 'text/html', 1e6);
      return world.evidence.add(builtInOfficer, id, stored, { kind: 'auditReport', ...period });
    };

    it('say whether it speaks of their year', async () => {
      const id = await world.enterprise();
      const file = await bring(id, '%PDF-1.7 report', { periodFrom: '2022-01-01', periodUntil: '2023-01-01' });
      expect(file).toMatchObject({ kindLabel: '审计报告', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      await submit(id, { evidenceId: file.id });
      expect((await current(id)).evidence).toMatchObject({ id: file.id, fit: 'wrongYear', fileName: '审计报告.pdf' });
      const right = await bring(id, '%PDF-1.7 other', { periodFrom: '2023-01-01', periodUntil: '2024-01-01' });
      await submit(id, {
        basedOn: 1,
        evidenceId: right.id,
        reason: '换材料',
        values: [{ code: 'taxPaid', value: '1' }],
      });
      expect((await current(id)).evidence).toMatchObject({ fit: 'covers' });
      expect(await world.evidence.ofEnterprise(builtInOfficer, id)).toHaveLength(2);
    });

    it('and so does a judgement', async () => {
      const id = await world.enterprise();
      const file = await bring(id, '%PDF-1.7 minutes', { periodFrom: '2022-01-01', periodUntil: '2023-01-01' });
      const plain = { fact: 'governanceSound', value: '是', reason: '有章程', basis: '会议纪要' };
      const given = { ...plain, evidenceId: file.id };
      const judged = await world.judgements.judge(builtInOfficer, id, { year: 2023, ...given });
      expect(judged.evidence).toMatchObject({ id: file.id, sha256: file.sha256, fit: 'wrongYear' });
      const [of2022, of2023] = [
        await world.judgements.judge(builtInOfficer, id, { year: 2022, ...given }),
        (await world.judgements.ofEnterprise(builtInOfficer, id))[0],
      ];
      expect([of2022.evidence?.fit, of2023?.evidence?.fit]).toEqual(['covers', 'wrongYear']);
      expect((await world.judgements.judge(builtInOfficer, id, { year: 2021, ...plain })).evidence).toBeNull();
    });

    it('refuse what isn’t evidence by its content, an empty file, a period of one end, and another firm’s file', async () => {
      const [id, other] = [await world.enterprise(), await world.enterprise()];
      await expect(bring(id, '<script>alert(1)</script>')).rejects.toMatchObject({ code: 'FIGURES.FILE_KIND' });
      await expect(bring(id, '')).rejects.toMatchObject({ code: 'FIGURES.FILE_KIND' });
      await expect(bring(id, '%PDF-', { periodFrom: '2023-01-01' })).rejects.toMatchObject({ code: 'FIGURES.PERIOD' });
      await expect(bring(id, '%PDF-', { periodFrom: '2023-02-30', periodUntil: '2024-01-01' })).rejects.toMatchObject({
        code: 'FIGURES.PERIOD',
      });
      const file = await bring(other, '%PDF-1.4 x');
      await expect(submit(id, { evidenceId: file.id })).rejects.toMatchObject({ code: 'FIGURES.EVIDENCE_NOT_FOUND' });
      await expect(world.evidence.content(elsewhere, file.id)).rejects.toMatchObject({ kind: 'notFound' });
    });
  });
});
