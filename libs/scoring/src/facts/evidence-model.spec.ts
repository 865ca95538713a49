import type { FactValue } from '@tidu/criteria';
import { evidenceKind } from '@tidu/enterprises';
import { addYears, elapsedYears, uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import fc from 'fast-check';
import { Register } from '../testing/register';
import { readSheet } from './sheet-reader';

type Columns = Record<string, string | number | boolean | string[] | null>;
interface Piece {
  kind: string;
  columns: Columns;
}

const year = 2025;
/** Days of assessment on both sides of the change of rules, the last of February among them. */
const days = ['2026-03-31', '2026-04-01', '2028-02-29'];

/** Days around every line a window or a period could be drawn on. */
const anyDay = fc.constantFrom(
  ...['2015-04-01', '2016-03-31', '2020-12-31', '2021-01-01', '2022-12-31', '2023-01-01', '2024-02-29', '2024-03-31'],
  ...['2024-04-01', '2025-01-01', '2025-03-31', '2025-04-01', '2026-01-01', '2026-03-31', '2026-04-01', '2027-02-28'],
  ...['2028-02-29', '2028-03-01', '2029-05-05'],
);
const period = fc.tuple(anyDay, fc.option(anyDay)).map(([a, b]) => {
  if (b === null) return { validFrom: a, validUntil: null };
  return a < b
    ? { validFrom: a, validUntil: b }
    : a > b
      ? { validFrom: b, validUntil: a }
      : { validFrom: a, validUntil: null };
});
const maybe = fc.option(fc.boolean());
const rank = fc.option(fc.constantFrom(1, 3, 4, 5, 6, 50, 51, 500, 501));
const codes = (kind: string, field: string) =>
  fc.constantFrom(
    ...(evidenceKind(kind)?.fields.find(({ name }) => name === field)?.options ?? []).map(({ code }) => code),
  );
const piece = (kind: string, columns: Record<string, fc.Arbitrary<Columns[string]>>): fc.Arbitrary<Piece> =>
  fc.tuple(fc.record(columns), period).map(([own, dates]) => ({ kind, columns: { ...own, ...dates } }));

const right = fc
  .tuple(
    piece('ipRight', {
      kind: codes('ipRight', 'kind'),
      howObtained: codes('ipRight', 'howObtained'),
      holderRank: fc.option(fc.constantFrom(1, 3, 4)),
      mainProduct: maybe,
      applied: maybe,
      highValue: fc.subarray(['pledge', 'award']),
    }),
    anyDay,
  )
  .map(([{ kind, columns }, day]) => {
    const from = String(columns.validFrom);
    const transferredOn = columns.howObtained === 'transferred' ? (day < from ? from : day) : null;
    return { kind, columns: { ...columns, transferredOn } };
  });
const award = piece('award', {
  kind: fc.constantFrom('sciTech', 'makerChina', 'quality'),
  level: codes('award', 'level'),
  rank,
}).chain(({ kind, columns }) =>
  fc.constantFrom('enterprise', 'maker').map((group) => ({
    ...{ kind, columns: { ...columns, group: columns.kind === 'makerChina' ? group : null } },
  })),
);
const title = fc
  .tuple(piece('titleHeld', { title: codes('titleHeld', 'title'), level: codes('titleHeld', 'level') }), maybe)
  .map(([{ kind, columns }, cancelled]) => {
    const from = String(columns.validFrom);
    const until = columns.validUntil ?? addYears(from, 3);
    const cancelledOn = cancelled ? addYears(from, 1) : null;
    const fits = cancelledOn !== null && cancelledOn <= String(until);
    return {
      ...{ kind },
      columns: { ...columns, validUntil: until, ...(fits ? { cancelledOn, cancelledWhy: '数据造假' } : {}) },
    };
  });
const product = piece('mainProduct', {
  nicheSince: fc.option(fc.constantFrom('2016-01-01', '2020-02-29', '2022-12-31', '2026-01-01', '2026-07-01')),
  share: fc.option(fc.constantFrom(0, 400_000, 600_000, 1_000_000)),
  field: fc.option(codes('mainProduct', 'field')),
  newProduct: maybe,
  marketShare: fc.option(fc.constantFrom(100_000, 250_000)),
  nationalRank: rank,
  worldRank: rank,
  provinceRank: rank,
  continentRank: rank,
});
const anyPiece: fc.Arbitrary<Piece> = fc.oneof(
  { arbitrary: right, weight: 4 },
  { arbitrary: award, weight: 3 },
  { arbitrary: title, weight: 3 },
  product,
  piece('rdInstitution', { level: codes('rdInstitution', 'level') }),
  piece('certification', { kind: codes('certification', 'kind'), international: fc.boolean() }),
  piece('standardWork', { level: codes('standardWork', 'level'), role: codes('standardWork', 'role') }),
  piece('incident', { kind: codes('incident', 'kind'), severity: codes('incident', 'severity') }),
  piece('scaleStatus', {}),
  piece('checked', { kind: codes('checked', 'kind') }),
);

/** What the definitions in `facts.csv` and the standards say, once more and without SQL or the rules file. */
class Model {
  constructor(
    private readonly pieces: readonly Piece[],
    private readonly day: string,
  ) {}

  fact(code: string): FactValue {
    const rule = this.rules[code];
    return rule ? rule() : null;
  }

  get codes(): string[] {
    return Object.keys(this.rules);
  }

  private of = (kind: string) => this.pieces.filter((one) => one.kind === kind).map(({ columns }) => columns);
  private holds = ({ validFrom, validUntil, cancelledOn }: Columns) =>
    (validFrom === null || String(validFrom) <= this.day) &&
    (validUntil === null || this.day < String(validUntil)) &&
    (cancelledOn === null || cancelledOn === undefined || this.day < String(cancelledOn));
  private within = (n: number, { validFrom }: Columns) =>
    String(validFrom) <= this.day && Number(String(validFrom).slice(0, 4)) >= Number(this.day.slice(0, 4)) - n;
  private checked = (kind: string) => this.of('checked').some((one) => one.kind === kind && this.holds(one));

  /** True, false or null for each record it is about; `none` when there is no record and the kind was checked. */
  private judge<T>(kind: string, about: (c: Columns) => boolean, counts: (c: Columns) => boolean | null, none: T) {
    const verdicts = this.of(kind).filter(about).map(counts);
    return { verdicts, none: verdicts.length === 0 ? (this.checked(kind) ? none : null) : undefined };
  }
  private any(kind: string, about: (c: Columns) => boolean, counts: (c: Columns) => boolean | null): boolean | null {
    const { verdicts, none } = this.judge(kind, about, counts, false);
    if (none !== undefined) return none;
    return verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;
  }
  private count(kind: string, about: (c: Columns) => boolean, counts: (c: Columns) => boolean | null): number | null {
    const { verdicts, none } = this.judge(kind, about, counts, 0);
    if (none !== undefined) return none;
    return verdicts.includes(null) ? null : verdicts.filter(Boolean).length;
  }
  private rights(kinds: string[], counts: (c: Columns) => boolean | null): number | null {
    return this.count('ipRight', (c) => kinds.includes(String(c.kind)), counts);
  }
  private title = (code: string, ...levels: string[]) =>
    this.any(
      'titleHeld',
      ({ title }) => title === code,
      (c) => and(this.holds(c), levels.length === 0 || levels.includes(String(c.level))),
    );
  private prize = (kind: string, years: number, levels: string[], most: number | null, ...groups: string[]) =>
    this.any(
      'award',
      (c) => c.kind === kind,
      (c) =>
        and(
          ...[this.holds(c), this.within(years, c), levels.includes(String(c.level))],
          groups.length === 0 || groups.includes(String(c.group)),
          most === null || (c.rank === null ? null : Number(c.rank) <= most),
        ),
    );
  /** Own by the rules of 2022: developed, or transferred in a full year ago. */
  private own2022 = (c: Columns) =>
    c.howObtained === 'selfDeveloped' ||
    (c.howObtained === 'transferred' && addYears(String(c.transferredOn), 1) <= this.day);
  private applied = (c: Columns): boolean | null => {
    if (this.day < '2026-04-01') return and(this.holds(c), this.own2022(c), flag(c.applied));
    const first3 = c.holderRank === null ? null : Number(c.holderRank) <= 3;
    return and(this.holds(c), c.howObtained === 'selfDeveloped', first3, flag(c.applied));
  };
  private kept = (years: number, c: Columns) => addYears(String(c.validFrom), years) < this.day;
  private products = () => this.of('mainProduct').filter(this.holds);
  private extreme(field: string, pick: (...numbers: number[]) => number): number | null {
    const numbers = this.products().flatMap((c) => (c[field] === null ? [] : [Number(c[field])]));
    return numbers.length === 0 ? null : pick(...numbers);
  }

  private readonly class1 = [
    ...['inventionPatent', 'defensePatent', 'plantVariety', 'cropVariety', 'newDrug', 'chineseMedicine'],
    'layoutDesign',
  ];
  private readonly rules: Record<string, () => FactValue> = {
    ipClass1: () => this.rights(this.class1, (c) => this.holds(c) && this.own2022(c)),
    ipClass1SelfDeveloped: () => this.rights(this.class1, (c) => this.holds(c) && c.howObtained === 'selfDeveloped'),
    ipClass1HighValue: () =>
      this.rights(this.class1, (c) =>
        and(
          ...[this.holds(c), this.own2022(c), flag(c.mainProduct)],
          (c.highValue as string[]).length > 0 || this.kept(10, c),
        ),
      ),
    ipClass1Applied: () => this.rights(this.class1, this.applied),
    ipClass2: () =>
      this.rights(['softwareCopyright', 'utilityModel', 'design'], (c) =>
        and(
          ...[this.holds(c), c.howObtained !== 'licensed'],
          c.kind === 'softwareCopyright' ? flag(c.mainProduct) : this.kept(2, c),
        ),
      ),
    inventionPatents: () =>
      this.rights(['inventionPatent', 'defensePatent'], (c) =>
        and(this.holds(c), c.howObtained !== 'licensed', flag(c.mainProduct)),
      ),
    rdInstitutionLevel: () => {
      const all = this.of('rdInstitution');
      if (all.length === 0) return this.checked('rdInstitution') ? 'none' : null;
      const held = all.filter(this.holds).map(({ level }) => String(level));
      return ['nation', 'province', 'city', 'belowCity'].find((level) => held.includes(level)) ?? 'none';
    },
    qualitySystemCertified: () => this.any('certification', (c) => c.kind === 'qualitySystem', this.holds),
    managementSystemCertified: () =>
      this.any('certification', (c) => /System$|^informationSecurity$/.test(String(c.kind)), this.holds),
    overseasProductCertified: () => this.any('certification', (c) => c.kind === 'overseasProduct', this.holds),
    intlCertifications: () => this.count('certification', yes, (c) => this.holds(c) && c.international === true),
    standardsParticipated: () => this.any('standardWork', yes, (c) => String(c.validFrom) <= this.day),
    standardsCount: () => this.count('standardWork', yes, (c) => String(c.validFrom) <= this.day),
    ledStandard5y: () =>
      this.any('standardWork', yes, (c) => {
        const high = ['international', 'nation', 'industry'].includes(String(c.level));
        return this.within(5, c) && c.role === 'led' && high;
      }),
    provincialQualityAward: () =>
      this.any(
        'award',
        (c) => c.kind === 'quality',
        (c) => this.holds(c) && ['province', 'nation'].includes(String(c.level)),
      ),
    awardProvincialOrNational3y: () => this.prize('sciTech', 3, ['province', 'nation'], null),
    awardProvincialTop3In3y: () => this.prize('sciTech', 3, ['province'], 3),
    awardNationalTop5In3y: () => this.prize('sciTech', 3, ['nation'], 5),
    awardNationalTop3In3y: () => this.prize('sciTech', 3, ['nation'], 3),
    awardNationalTop3In5y: () => this.prize('sciTech', 5, ['nation'], 3),
    makerChina500In3y: () => this.prize('makerChina', 3, ['nation'], 500, 'enterprise'),
    makerChina50In3y: () => this.prize('makerChina', 3, ['nation'], 50, 'enterprise'),
    titleTechSme: () => this.title('techSme'),
    titleInnovativeSme: () => this.title('innovativeSme'),
    titleSpecializedSme: () => this.title('specializedSme'),
    titleLittleGiant: () => this.title('littleGiant'),
    titleHiddenChampion: () => this.title('hiddenChampion'),
    titleHighTech: () => this.title('highTech'),
    titleIpAdvantage: () => this.title('ipAdvantage'),
    titleSingleChampion: () => this.title('singleChampion', 'nation'),
    titleInnovationDemo: () => this.title('innovationDemo', 'nation'),
    majorIncident3y: () =>
      this.any(
        'incident',
        (c) => c.kind !== 'abnormalOperation' && c.kind !== 'seriousDishonesty',
        (c) => this.within(3, c) && c.severity === 'major',
      ),
    abnormalOperation: () => this.any('incident', (c) => c.kind === 'abnormalOperation', this.holds),
    seriousDishonesty: () => this.any('incident', (c) => c.kind === 'seriousDishonesty', this.holds),
    aboveScale: () => this.any('scaleStatus', yes, this.holds),
    mainProductCount: () => this.products().length || null,
    mainProductShare: () => {
      const shares = this.products().map(({ share }) => share);
      const sum = shares.reduce<number>((total, share) => total + Number(share), 0);
      return shares.length === 0 || shares.includes(null) || sum > 1_000_000 ? null : sum;
    },
    mainProductField: () => {
      const fields = this.products().map(({ field }) => field);
      return fields.includes(null)
        ? null
        : (['gapFilling', 'sixBases', 'other'].find((f) => fields.includes(f)) ?? null);
    },
    newProduct: () => this.any('mainProduct', yes, (c) => and(this.holds(c), flag(c.newProduct))),
    nicheYears: () => {
      const since = this.products().flatMap((c) => (c.nicheSince === null ? [] : [String(c.nicheSince)]));
      return since.length === 0 ? null : Math.max(...since.map((from) => elapsedYears(from, `${year + 1}-01-01`)));
    },
    nationalMarketShare: () => this.extreme('marketShare', Math.max),
    nationalMarketRank: () => this.extreme('nationalRank', Math.min),
    worldMarketShareRank: () => this.extreme('worldRank', Math.min),
    provinceMarketRank: () => this.extreme('provinceRank', Math.min),
    continentMarketRank: () => this.extreme('continentRank', Math.min),
  };
}

const yes = () => true;
const flag = (value: Columns[string] | undefined) => (value === undefined ? null : (value as boolean | null));
/** False outweighs what isn't known. */
const and = (...parts: (boolean | null)[]): boolean | null =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;

/** What every record needs besides: made up. */
const needed: Record<string, Columns> = {
  ipRight: {},
  rdInstitution: { name: '中心', kind: 'techCentre' },
  certification: { name: 'ISO' },
  standardWork: {},
  award: { name: '科技进步奖' },
  titleHeld: {},
  incident: { name: '事由' },
  mainProduct: { name: '轴承' },
  scaleStatus: {},
  checked: {},
};

describe('facts from evidence against a model', () => {
  let register: Register;
  beforeAll(async () => {
    register = await Register.open();
  });
  afterAll(() => register.close());

  async function insert(firms: { id: string; pieces: Piece[] }[]): Promise<void> {
    const rows = new Map<string, Columns[]>();
    for (const { id, pieces } of firms)
      for (const { kind, columns } of pieces) {
        const number: Columns = kind === 'ipRight' || kind === 'standardWork' ? { number: uuidv7() } : {};
        const common: Columns = { id: uuidv7(), enterpriseId: id, source: '测试', version: 1, highValue: [] };
        const by: Columns = {
          ...{ recordedAt: '2026-01-01', recordedBy: builtInOfficer.id, recordedByName: '甲' },
          ...{ changedAt: '2026-01-01', changedBy: builtInOfficer.id, changedByName: '甲' },
        };
        const row: Columns = { ...common, ...by, ...needed[kind], ...number, ...columns };
        rows.set(kind, [...(rows.get(kind) ?? []), row]);
      }
    for (const [kind, list] of rows) {
      const table = evidenceKind(kind)?.table ?? '';
      await register.test.asSuperuser(
        `insert into ${table} select * from json_populate_recordset(null::${table}, $1) on conflict do nothing`,
        [JSON.stringify(list)],
      );
    }
  }

  it('follow from rights, institutions, awards, titles … as the definitions say, on either side of every line', async () => {
    const firms = fc.sample(fc.array(anyPiece, { maxLength: 9 }), { numRuns: 400, seed: 11 });
    const ids = await register.enterprises(firms.map(() => ({})));
    // one period of the list at a time, one check of a kind and day: the rest could not be recorded
    const kept = firms.map((pieces) => {
      const checks = new Set<string>();
      return pieces.filter(({ kind, columns }, at) => {
        if (kind === 'scaleStatus') return pieces.findIndex((one) => one.kind === kind) === at;
        const key = `${kind} ${String(columns.kind ?? columns.title)} ${String(columns.level)} ${String(columns.validFrom)}`;
        if (kind !== 'checked' && kind !== 'titleHeld') return true;
        return !checks.has(key) && checks.add(key);
      });
    });
    await insert(kept.map((pieces, i) => ({ id: ids[i] ?? '', pieces })));
    await register.manyFigures(
      ids.map((enterpriseId) => ({ enterpriseId, year, source: 'enterprise', facts: { revenue: 1 } })),
    );
    let derived = 0;
    for (const day of days) {
      await register.sheets.refreshAll(builtInOfficer, { year, asOf: day });
      const rows = await register.test.asSuperuser<Record<string, FactValue>>(
        `select s.* from unnest($1::uuid[]) with ordinality i (id, n), lateral (select * from fact_sheet
         where "enterpriseId" = i.id and year = $2 and "asOf" <= $3 order by "asOf" desc, version desc limit 1) s order by n`,
        [ids, year, day],
      );
      const differing = kept.flatMap((pieces, i) => {
        const model = new Model(pieces, day);
        return model.codes.flatMap((code) => {
          const expected = model.fact(code);
          const found = rows[i]?.[code] ?? null;
          const same = expected === null ? found === null : String(found) === String(expected);
          if (expected !== null) derived++;
          return same ? [] : [{ day, code, expected, found, pieces }];
        });
      });
      expect(differing.slice(0, 3)).toEqual([]);
    }
    expect(derived).toBeGreaterThan(5000);
  });

  it('go before what the enterprise states, not before what an officer verified, and name their records', async () => {
    const catalogue = await register.reference.facts();
    const [a = '', b = '', c = ''] = await register.enterprises([{}, {}, {}]);
    const patent: Piece = {
      kind: 'ipRight',
      columns: { kind: 'inventionPatent', howObtained: 'selfDeveloped', validFrom: '2020-01-01', validUntil: null },
    };
    await insert([
      { id: a, pieces: [patent, patent] },
      { id: b, pieces: [patent] },
    ]);
    await register.manyFigures([
      ...[a, b, c].map((id) => ({ enterpriseId: id, year, source: 'enterprise', facts: { ipClass1: 9 } })),
      { enterpriseId: a, year, source: 'audit', facts: { ipClass1: 8 } },
      { enterpriseId: b, year, source: 'officer', facts: { ipClass1: 7 } },
    ]);
    await register.database.write(builtInOfficer, (tx) =>
      register.sheets.refresh(tx, { year, asOf: '2026-05-01', enterpriseIds: [a, b, c] }),
    );
    const sheet = (id: string) =>
      register.database.read(builtInOfficer, (tx) =>
        readSheet(tx, catalogue, { enterpriseId: id, year, asOf: '2026-05-01', version: 1 }),
      );
    const [ofA, ofB, ofC] = [await sheet(a), await sheet(b), await sheet(c)];
    expect([ofA, ofB, ofC].map((one) => one?.facts.get('ipClass1'))).toEqual([2, 7, 9]);
    const records = await register.test.asSuperuser<{ id: string }>(
      'select id from ip_right where "enterpriseId" = $1 order by id',
      [a],
    );
    expect(ofA?.origin('ipClass1')).toEqual({
      ...{ source: { code: 'evidence', letter: 'V', label: '佐证' }, year: null },
      records: records.map(({ id }) => id),
    });
    expect(ofB?.origin('ipClass1')).toMatchObject({ source: { code: 'officer' }, records: [] });
    // the records are silent about what is applied: what is stated isn't either
    expect(ofA?.facts.get('ipClass1Applied')).toBeNull();
    // titles were never looked for: unknown, not false
    expect(ofA?.facts.get('titleHighTech')).toBeNull();
  });

  it('are noticed by the next refresh when they change, are withdrawn, or come', async () => {
    const all = () => register.sheets.refreshAll(builtInOfficer, { year: 2024, asOf: '2026-05-01' });
    const [a = ''] = await register.enterprises([{}]);
    await register.manyFigures([{ enterpriseId: a, year: 2024, source: 'enterprise', facts: { revenue: 1 } }]);
    await insert([
      { id: a, pieces: [{ kind: 'scaleStatus', columns: { validFrom: '2020-01-01', validUntil: null } }] },
    ]);
    expect(await all()).toMatchObject({ written: 1 });
    const change = async (sql: string) => {
      await register.test.asSuperuser(sql, [a]);
      return (await all()).written;
    };
    expect(await change(`update scale_status set "validUntil" = '2026-01-01' where "enterpriseId" = $1`)).toBe(1);
    const withdraw = `update scale_status set "withdrawnAt" = now(), "withdrawnBy" = gen_random_uuid(), "withdrawnByName" = '甲',
      "withdrawnReason" = '误登' where "enterpriseId" = $1`;
    expect(await change(withdraw)).toBe(1);
    const sheets = await register.test.asSuperuser<{ aboveScale: boolean | null }>(
      'select "aboveScale" from fact_sheet where "enterpriseId" = $1 order by version',
      [a],
    );
    expect(sheets.map(({ aboveScale }) => aboveScale)).toEqual([true, false, null]);
  });
});
