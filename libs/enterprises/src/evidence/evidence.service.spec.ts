import { AuditTrail } from '@tidu/audit';
import { DomainError, makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, StoredFiles } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import os from 'node:os';
import { EvidenceQueries, namedEvidence } from './evidence.queries';
import { EvidenceService } from './evidence.service';
import { evidenceKinds } from './kinds';
import type { EvidenceStatement } from './statement';

const other: ActingPerson = {
  ...builtInOfficer,
  id: uuidv7(),
  name: '邻县经办人',
  scope: { everything: false, regions: ['410399'] },
};
const why = '依据国家知识产权局公告登记';

const patent = (number: string, values: Record<string, unknown> = {}): EvidenceStatement => ({
  values: { kind: 'inventionPatent', number, howObtained: 'selfDeveloped', mainProduct: true, ...values },
  ...{ validFrom: '2020-05-01', source: '国家知识产权局公告' },
});
const listed = (validFrom: string, validUntil: string | null = null): EvidenceStatement => ({
  ...{ values: { batch: '月度入库' }, validFrom, validUntil, source: '区统计局名单' },
});

describe('EvidenceService', () => {
  let test: TestDatabase;
  let service: EvidenceService;
  let queries: EvidenceQueries;
  let id: string;
  let made = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
    service = new EvidenceService(test.database, new AuditTrail());
    queries = new EvidenceQueries(test.database);
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    id = uuidv7();
    const code = makeCreditCode({ region: '410305', organisation: `MA${String(++made).padStart(6, '0')}` });
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, '甲公司', '410305', 'given')`,
      [id, code],
    );
  });

  const record = (kind: string, statement: EvidenceStatement, person = builtInOfficer) =>
    service.record(person, id, kind, statement, why);
  const list = (kind: string, options = {}) => queries.list(builtInOfficer, id, kind, options);
  const refusal = async (work: Promise<unknown>): Promise<DomainError> => {
    const outcome = await work.then(
      () => null,
      (error: unknown) => error,
    );
    if (!(outcome instanceof DomainError)) throw new Error(`not refused: ${String(outcome)}`);
    return outcome;
  };
  const code = async (work: Promise<unknown>) => (await refusal(work)).code;

  it('shows nothing of another region’s enterprise and changes nothing there', async () => {
    const { id: recordId, version } = await record('ipRight', patent('ZL1'));
    const key = { enterpriseId: id, kind: 'ipRight', recordId, version };
    expect(await code(record('ipRight', patent('ZL2'), other))).toBe('ENTERPRISES.NOT_FOUND');
    expect(await code(service.correct(other, key, patent('ZL9'), why))).toBe('ENTERPRISES.EVIDENCE_NOT_FOUND');
    expect(await code(service.withdraw(other, key, why))).toBe('ENTERPRISES.EVIDENCE_NOT_FOUND');
    expect(await code(queries.summary(other, id))).toBe('ENTERPRISES.NOT_FOUND');
    expect(await code(queries.list(other, id, 'ipRight', {}))).toBe('ENTERPRISES.NOT_FOUND');
    expect(await code(queries.changes(other, id, {}))).toBe('ENTERPRISES.NOT_FOUND');
    expect(await test.database.read(other, (tx) => namedEvidence(tx, [recordId]))).toEqual([]);
    for (const { table } of evidenceKinds)
      expect(await test.database.read(other, (tx) => tx.rows(`select 1 from ${table}`))).toEqual([]);
    expect((await list('ipRight')).items).toHaveLength(1);
  });

  it('knows a record under another enterprise’s address as little as one that never was', async () => {
    const { id: recordId, version } = await record('ipRight', patent('ZL1'));
    const elsewhere = uuidv7();
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, '乙公司', '410305', 'given')`,
      [elsewhere, makeCreditCode({ region: '410305', organisation: `MB${String(made).padStart(6, '0')}` })],
    );
    const key = { enterpriseId: elsewhere, kind: 'ipRight', recordId, version };
    expect(await code(service.withdraw(builtInOfficer, key, why))).toBe('ENTERPRISES.EVIDENCE_NOT_FOUND');
    expect(await code(record('nonsense', patent('ZL1')))).toBe('ENTERPRISES.EVIDENCE_KIND');
  });

  it('keeps every version with who, when, why, before and after, in history and trail', async () => {
    const first = await record('ipRight', patent('ZL1', { applied: null }));
    const key = { enterpriseId: id, kind: 'ipRight', recordId: first.id, version: 1 };
    const second = await service.correct(builtInOfficer, key, patent('ZL1', { applied: true }), '补充应用证明');
    expect([first.version, second.version]).toEqual([1, 2]);
    await service.withdraw(builtInOfficer, { ...key, version: 2 }, '登记到了别家名下');
    const { items } = await queries.changes(builtInOfficer, id, {});
    expect(items.map(({ act, version, reason, changedByName }) => [act, version, reason, changedByName])).toEqual([
      ['withdraw', 3, '登记到了别家名下', '本机经办人'],
      ['correct', 2, '补充应用证明', '本机经办人'],
      ['record', 1, why, '本机经办人'],
    ]);
    expect([items[1]?.before?.applied, items[1]?.after.applied, items[2]?.before]).toEqual([null, true, null]);
    const trail = await test.asSuperuser<{ action: string }>(
      `select action from audit_entry where "objectId" = $1 order by id`,
      [first.id],
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'enterprises.recordEvidence',
      'enterprises.correctEvidence',
      'enterprises.withdrawEvidence',
    ]);
    expect((await list('ipRight')).items).toEqual([]);
    const [gone] = (await list('ipRight', { withdrawn: true })).items;
    expect(gone).toMatchObject({ state: 'withdrawn', withdrawnReason: '登记到了别家名下', name: '发明专利 · ZL1' });
  });

  it('lets only one of a thousand edits of one version through; the others learn the version and who made it', async () => {
    const first = await record('ipRight', patent('ZL1'));
    const key = { enterpriseId: id, kind: 'ipRight', recordId: first.id, version: 1 };
    /** Who is told that the system is busy asks again. */
    const edit = async (i: number): Promise<string> => {
      try {
        await service.correct(builtInOfficer, key, patent('ZL1', { name: `第${i}稿` }), '同时修改');
        return 'saved';
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return error.code === 'PLATFORM.BUSY' ? edit(i) : `${error.code} ${error.problems[0]?.value}`;
      }
    };
    const edits = Array.from({ length: 1000 }, (_, i) => edit(i));
    const outcomes = await Promise.all(edits);
    expect(outcomes.filter((one) => one === 'saved')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['saved', 'PLATFORM.STALE 2']));
    const late = await refusal(service.withdraw(builtInOfficer, key, why));
    expect([late.kind, late.message]).toEqual(['conflict', expect.stringMatching(/本机经办人于 .*改为第 2 版/)]);
  }, 60_000);

  it('takes fifty identical submissions at once for one', async () => {
    for (const [kind, statement] of [
      ['ipRight', patent('ZL7')],
      [
        'award',
        {
          values: { kind: 'sciTech', level: 'province', name: '科技进步一等奖', rank: 2 },
          validFrom: '2024-01-02',
          source: '省政府公告',
        },
      ],
    ] as [string, EvidenceStatement][]) {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () =>
          record(kind, statement).then(
            () => 'saved',
            (e: DomainError) => e.code,
          ),
        ),
      );
      expect(outcomes.filter((one) => one === 'saved')).toHaveLength(1);
      expect(new Set(outcomes)).toEqual(new Set(['saved', 'ENTERPRISES.EVIDENCE_TWICE']));
    }
  });

  it('leaving the official list erases nothing, and nobody is on it twice at a time', async () => {
    const first = await record('scaleStatus', listed('2020-01-01'));
    expect(await code(record('scaleStatus', listed('2022-01-01')))).toBe('ENTERPRISES.EVIDENCE_OVERLAPS');
    const key = { enterpriseId: id, kind: 'scaleStatus', recordId: first.id, version: 1 };
    await service.correct(builtInOfficer, key, listed('2020-01-01', '2023-07-01'), '统计局通知退规');
    await record('scaleStatus', listed('2024-02-01'));
    expect(await code(record('scaleStatus', listed('2019-01-01', '2020-01-02')))).toBe('ENTERPRISES.EVIDENCE_OVERLAPS');
    const state = async (asOf: string) => (await list('scaleStatus', { asOf })).items.map((one) => one.state);
    expect(await state('2021-01-01')).toEqual(['ahead', 'holds']);
    expect(await state('2023-07-01')).toEqual(['ahead', 'ended']);
    expect(await state('2024-02-01')).toEqual(['holds', 'ended']);
  });

  it('says of each kind how much there is, and since when it is known to be all', async () => {
    await record('ipRight', patent('ZL1'));
    await record('ipRight', { ...patent('ZL2'), validUntil: '2021-01-01' });
    const check = { values: { kind: 'award' }, validFrom: '2026-02-01', source: '电话核实' };
    await record('checked', check);
    const of = async (kind: string, asOf: string) =>
      (await queries.summary(builtInOfficer, id, asOf)).items.find((one) => one.kind === kind);
    expect(await of('ipRight', '2026-03-01')).toMatchObject({ recorded: 2, holding: 1, withdrawn: 0, checkedOn: null });
    expect(await of('award', '2026-03-01')).toMatchObject({ recorded: 0, checkedOn: '2026-02-01' });
    expect(await of('award', '2026-01-31')).toMatchObject({ checkedOn: null });
  });

  it('names every mistake of a statement with its field and what to do, and writes nothing', async () => {
    const bad = await refusal(
      record('ipRight', {
        values: {
          kind: 'music',
          number: ' ',
          howObtained: 'transferred',
          holderRank: 0,
          applied: 'yes',
          colour: 'red',
        },
        ...{ validFrom: '2020-02-30', validUntil: '2019-01-01', source: '甲' },
      }),
    );
    expect(bad.problems.map(({ where }) => where.field)).toEqual([
      ...['colour', 'kind', 'number', 'holderRank', 'applied', 'validFrom', 'transferredOn'],
    ]);
    expect(bad.message).toMatch(/没有保存/);
    expect(bad.problems.every(({ message }) => /\p{Script=Han}/u.test(message))).toBe(true);
    const wrong = async (kind: string, statement: Partial<EvidenceStatement>) =>
      (await refusal(record(kind, { values: {}, source: '测试', ...statement }))).problems.map(
        ({ message }) => message,
      );
    expect(await wrong('ipRight', { ...patent('ZL3', { transferredOn: '2021-01-01' }) })).toEqual([
      '受让日期：只有取得方式为“受让”时才填，请清空。',
    ]);
    expect(
      await wrong('award', {
        values: { kind: 'makerChina', level: 'nation', name: '创客中国' },
        validFrom: '2024-01-01',
      }),
    ).toEqual(['组别：种类为““创客中国”大赛”时必须填写。']);
    expect(
      await wrong('award', {
        values: { kind: 'other', level: 'nation', name: '专精特新“小巨人”企业' },
        validFrom: '2024-01-01',
      }),
    ).toEqual([expect.stringMatching(/奖励和荣誉不等于认定/)]);
    expect(await wrong('honour', { values: { name: '质量标杆', level: 'city' }, validFrom: '2199-01-01' })).toEqual([
      '授予日期：还没有到这一天，不能登记尚未发生的事。',
    ]);
    expect(
      await wrong('titleHeld', {
        values: { title: 'highTech', level: 'province', cancelledOn: '2030-01-01' },
        ...{ validFrom: '2023-01-01', validUntil: '2026-01-01' },
      }),
    ).toEqual(['取消原因：填了取消日期就必须填写。', '取消日期：应在有效期之内，请核对。']);
    expect(
      await wrong('mainProduct', { values: { name: '轴承', share: '1.5', marketShare: '0.1234567' } }),
    ).toHaveLength(2);
    expect(await code(record('ipRight', { ...patent('ZL5'), fileId: 'a'.repeat(64) }))).toBe(
      'ENTERPRISES.EVIDENCE_FILE',
    );
    expect((await list('ipRight')).items).toEqual([]);
    expect((await queries.changes(builtInOfficer, id, {})).items).toEqual([]);
  });

  it('takes a file only of who brought it, or brought or attached for this enterprise; a hash alone opens nothing', async () => {
    const files = new StoredFiles(os.tmpdir());
    const me = builtInOfficer;
    const stranger: ActingPerson = { ...me, id: uuidv7(), name: '同事' };
    const bring = async (person: ActingPerson, digit: string, subjectId?: string) => {
      const sha256 = digit.repeat(64);
      const file = { sha256, name: '证书.pdf', mediaType: 'application/pdf', size: 1 };
      await test.database.write(person, (tx) => files.register(tx, file, subjectId));
      return sha256;
    };
    const attach = (fileId: string, number: string, person = me) =>
      record('ipRight', { ...patent(number), fileId }, person);
    const theirs = await bring(stranger, 'b');
    const refused = await refusal(attach(theirs, 'ZL1'));
    expect(refused).toMatchObject({
      code: 'ENTERPRISES.EVIDENCE_FILE',
      message: expect.stringMatching(/^fileId：没有这个文件/),
    });
    // the same words as for one that was never there
    expect((await refusal(attach('c'.repeat(64), 'ZL1'))).message).toBe(refused.message);
    const first = await attach(theirs, 'ZL1', stranger);
    // once attached to the enterprise it may be named again, in a correction too
    await attach(theirs, 'ZL2');
    const key = { enterpriseId: id, kind: 'ipRight', recordId: first.id, version: 1 };
    await service.correct(me, key, { ...patent('ZL3'), fileId: theirs }, '号码有误');
    await attach(await bring(stranger, 'd', id), 'ZL4');
    await attach(await bring(me, 'e'), 'ZL5');
    // the content was known before: who brings it again has brought it too
    expect(await code(attach(await bring(stranger, 'f', uuidv7()), 'ZL6'))).toBe('ENTERPRISES.EVIDENCE_FILE');
    await attach(await bring(me, 'f'), 'ZL6');
  });

  it('refuses a correction that changes nothing, and one of what was withdrawn', async () => {
    const first = await record('ipRight', patent('ZL1'));
    const key = { enterpriseId: id, kind: 'ipRight', recordId: first.id, version: 1 };
    expect(await code(service.correct(builtInOfficer, key, patent('ZL1'), why))).toBe('ENTERPRISES.EVIDENCE_UNCHANGED');
    await service.withdraw(builtInOfficer, key, why);
    const late = await refusal(service.correct(builtInOfficer, { ...key, version: 2 }, patent('ZL2'), why));
    expect([late.code, late.kind]).toEqual(['ENTERPRISES.EVIDENCE_WITHDRAWN', 'conflict']);
    await record('ipRight', patent('ZL1')); // what was withdrawn stands in nobody's way
  });

  it('pages through records and changes without losing or repeating one', async () => {
    for (let i = 0; i < 7; i++) await record('ipRight', { ...patent(`ZL${i}`), validFrom: `2020-01-0${1 + (i % 3)}` });
    const walk = async (page: (after?: string) => Promise<{ items: { id: string }[]; next: string | null }>) => {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const { items, next } = await page(after);
        seen.push(...items.map((one) => one.id));
        after = next ?? undefined;
      } while (after !== undefined);
      return new Set(seen).size === seen.length ? seen.length : -1;
    };
    expect(await walk((after) => list('ipRight', { limit: 3, after }))).toBe(7);
    expect(await walk((after) => queries.changes(builtInOfficer, id, { limit: 2, after }))).toBe(7);
    const stray = Buffer.from('["x","y"]').toString('base64url');
    expect(await code(list('ipRight', { after: stray }))).toBe('PLATFORM.BAD_CURSOR');
  });

  it('of a second record of the enterprise is read, and corrected, with the one that stands for it', async () => {
    const second = uuidv7();
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, '甲公司', '410305', 'given')`,
      [second, makeCreditCode({ region: '410305', organisation: `MC${String(made).padStart(6, '0')}` })],
    );
    const there = await service.record(builtInOfficer, second, 'ipRight', patent('ZL8'), why);
    await test.asSuperuser(
      `insert into enterprise_merge (id, "mergedId", "survivorId", kind, "statusBefore", reason, source, "personId", "personName")
       values ($1, $2, $3, 'duplicate', 'active', '同一家', '核对', $4, '甲')`,
      [uuidv7(), second, id, builtInOfficer.id],
    );
    expect((await list('ipRight')).items).toMatchObject([{ id: there.id }]);
    expect((await queries.summary(builtInOfficer, id)).items[0]).toMatchObject({ kind: 'ipRight', recorded: 1 });
    expect(await code(record('ipRight', patent('ZL8')))).toBe('ENTERPRISES.EVIDENCE_TWICE');
    const key = { enterpriseId: id, kind: 'ipRight', recordId: there.id, version: 1 };
    await service.withdraw(builtInOfficer, key, '登错了');
    expect((await queries.changes(builtInOfficer, id, {})).items).toHaveLength(2);
  });

  it('takes an official list at once, again without doubling, and nothing of other people’s enterprises', async () => {
    const give = (person: ActingPerson, from = '2024-03-01') =>
      test.database.write(person, (tx) =>
        service.recordList(tx, 'scaleStatus', [{ enterpriseId: id, statement: listed(from) }], '2024 年入库名单'),
      );
    expect(await give(other)).toBe(0);
    expect([await give(builtInOfficer), await give(builtInOfficer), await give(builtInOfficer, '2025-01-01')]).toEqual([
      ...[1, 0, 0],
    ]);
    const { items } = await queries.changes(builtInOfficer, id, {});
    expect(items).toMatchObject([
      { act: 'record', version: 1, reason: '2024 年入库名单', after: { batch: '月度入库' } },
    ]);
    const titles = ['specializedSme', 'littleGiant', 'specializedSme'].map((title) => ({
      enterpriseId: id,
      statement: {
        ...{ values: { title, level: 'province' }, validFrom: '2024-01-01', validUntil: '2027-01-01', source: '公告' },
      },
    }));
    const record = () => test.database.write(builtInOfficer, (tx) => service.recordList(tx, 'titleHeld', titles, why));
    expect([await record(), await record()]).toEqual([2, 0]);
    const award = {
      ...{ values: { kind: 'sciTech', level: 'city', name: '科技进步奖' }, validFrom: '2024-01-01', source: '公告' },
    };
    const twice = [award, award].map((statement) => ({ enterpriseId: id, statement }));
    const awarded = (list: typeof twice) =>
      test.database.write(builtInOfficer, (tx) => service.recordList(tx, 'award', list, why));
    expect([await awarded(twice), await awarded(twice)]).toEqual([1, 0]);
    const broken = [...titles, { enterpriseId: id, statement: { values: {}, source: '公告' } }];
    const refused = test.database.write(builtInOfficer, (tx) => service.recordList(tx, 'titleHeld', broken, why));
    expect(await code(refused)).toBe('ENTERPRISES.EVIDENCE_INVALID');
  });

  it('can be deleted by nobody', async () => {
    await record('ipRight', patent('ZL1'));
    for (const table of [...evidenceKinds.map((one) => one.table), 'evidence_change'])
      await expect(test.database.write(builtInOfficer, (tx) => tx.rows(`delete from ${table}`))).rejects.toMatchObject({
        code: '42501',
      });
    await expect(
      test.database.write(builtInOfficer, (tx) => tx.rows(`update evidence_change set reason = '改'`)),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('asks in its description for the columns the tables have, and offers the codes they take', async () => {
    const checks = await test.asSuperuser<{ table: string; column: string; type: string; check: string | null }>(
      `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
         (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as check
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where c.relname = any($1)`,
      [evidenceKinds.map(({ table }) => table)],
    );
    const types = {
      text: 'text',
      choice: 'text',
      day: 'date',
      boolean: 'boolean',
      rank: 'integer',
      ratio: 'integer',
      choices: 'text[]',
    };
    for (const { table, fields } of evidenceKinds)
      for (const { name, type, options = [], max } of fields) {
        const column = checks.find((one) => one.table === table && one.column === name);
        expect([table, name, column?.type]).toEqual([table, name, types[type]]);
        const offered = options.map((one) => one.code).sort();
        if (offered.length > 0)
          expect([...(column?.check ?? '').matchAll(/'(\w+)'/g)].map(([, c]) => c).sort()).toEqual(offered);
        if (max !== undefined) expect(column?.check).toMatch(new RegExp(`<= ${max}\\b`));
      }
  });
});
