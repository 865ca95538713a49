import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import path from 'node:path';
import { Enterprise } from '../enterprise.entity';
import { EnterprisesQueries } from '../enterprises.queries';
import { readReadings, seedReadings } from './seed-readings';
import { SoundsService } from './sounds';

const seeds = path.resolve(__dirname, '../../../../seeds');
const officer = (...regions: string[]): ActingPerson => ({ ...builtInOfficer, scope: { everything: false, regions } });

/** Letters with their readings as a person would say them: the oracle of the property below. */
const spoken: Record<string, string[]> = {
  ...{
    众: ['zhong'],
    重: ['zhong', 'chong'],
    庆: ['qing'],
    洛: ['luo'],
    阳: ['yang'],
    轴: ['zhou'],
    承: ['cheng'],
    安: ['an'],
  },
  ...{
    长: ['chang', 'zhang'],
    城: ['cheng'],
    车: ['che', 'ju'],
    厂: ['chang', 'an', 'han'],
    铝: ['lv'],
    业: ['ye'],
    公: ['gong'],
  },
  ...{
    司: ['si'],
    有: ['you'],
    限: ['xian'],
    西: ['xi'],
    𬭚: ['chun'],
    行: ['xing', 'hang', 'heng'],
    a: ['a'],
    x: ['x'],
    '9': ['9'],
  },
};
const names = fc.array(fc.constantFrom(...Object.keys(spoken)), { minLength: 2, maxLength: 8 });

/** Whether a text can be divided into whole syllables or first letters of the name, the last one cut off anywhere. */
function said(name: string[], text: string): boolean {
  const from = (at: number, rest: string): boolean => {
    const readings = spoken[name[at] ?? ''] ?? [];
    return readings.some((reading) => {
      if (reading.startsWith(rest)) return true;
      const starts = new Set([reading, reading.slice(0, 1), ...(/^[zcs]h/.test(reading) ? [reading.slice(0, 2)] : [])]);
      return [...starts].some((start) => rest.startsWith(start) && from(at + 1, rest.slice(start.length)));
    });
  };
  return name.some((_, at) => from(at, text));
}

describe('searching by sound', () => {
  let test: TestDatabase;
  let queries: EnterprisesQueries;
  let number = 0;

  const add = async (...all: string[]) => {
    const made = all.map((name) => ({
      ...{ id: uuidv7(), name, regionCode: '410305', regionBasis: 'given' as const },
      ...{ creditCode: makeCreditCode({ region: '410305', organisation: `MA${String(++number).padStart(6, '0')}` }) },
      ...{ industryCode: null, ownership: null, registeredOn: null },
    }));
    await test.database.write(builtInOfficer, (tx) => tx.manager.insert(Enterprise, made));
    return made.map(({ id }) => id);
  };
  const found = async (q: string, person = builtInOfficer) =>
    (await queries.list(person, { q, limit: 200 })).items.map(({ name }) => name);

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.asSuperuser('delete from sound_map');
    await add('早先登记的宝丰公司');
    await seedReadings(test.database, seeds);
    queries = new EnterprisesQueries(
      test.database,
      new ReferenceService(test.database),
      new SoundsService(test.database),
    );
    await add(
      '重庆轴承（集团）有限公司',
      '西安长城铝业有限公司',
      'TCL科技股份有限公司',
      '洛阳𬭚钢有限公司',
      '公安器材厂',
    );
  });
  afterAll(() => test.drop());

  it('finds nothing of another region', async () => {
    expect(await found('chongqing', officer('110101'))).toEqual([]);
    expect(await found('chongqing', officer('4103'))).toEqual(['重庆轴承（集团）有限公司']);
  });

  it('reads polyphones each way, whole, begun, or by first letters', async () => {
    for (const q of [
      'chongqing',
      'zhongqing',
      'cq',
      'zq',
      'chongqingzhou',
      'chongqingzh',
      'cqzc',
      'cqzhch',
      'Chong Qing',
      "chong'qing",
    ])
      expect([q, await found(q)]).toEqual([q, ['重庆轴承（集团）有限公司']]);
    for (const q of ['congqing', 'qj', 'cqq', 'zhongqingg']) expect([q, await found(q)]).toEqual([q, []]);
  });

  it('reads first letters before a vowel, ü as v, and over brackets', async () => {
    for (const q of ['xian', 'xianchang', 'xac', 'changchenglv', 'chenglüye'])
      expect([q, await found(q)]).toEqual([q, ['西安长城铝业有限公司']]);
    expect(await found('ga')).toEqual(['公安器材厂']);
    expect(await found('zhouchengjituan')).toEqual(['重庆轴承（集团）有限公司']);
  });

  it('takes Latin letters of a name for themselves, and knows letters beyond the basic plane', async () => {
    for (const q of ['tclkj', 'tclkeji', 'tcl科技']) expect([q, await found(q)]).toEqual([q, ['TCL科技股份有限公司']]);
    for (const q of ['𬭚钢', 'chungang', 'lycg']) expect([q, await found(q)]).toEqual([q, ['洛阳𬭚钢有限公司']]);
  });

  it('holds what was registered before the readings came', async () => {
    expect(await found('baofeng')).toEqual(['早先登记的宝丰公司']);
  });

  it('says by what it found: sound, short name, former name, old number, also after a change', async () => {
    const [id] = await add('豫西精密制造有限公司');
    const by = async (q: string) => (await queries.list(builtInOfficer, { q })).items.map((row) => row.found);
    const write = (sql: string, parameters: unknown[] = []) =>
      test.database.write(builtInOfficer, (tx) => tx.rows(sql, [id, ...parameters]));
    const who = `'${builtInOfficer.id}', '经办人'`;
    await write(`update enterprise set "shortName" = '豫精' where id = $1`);
    await write(
      `insert into enterprise_name (id, "enterpriseId", "validUntil", kind, name, "recordedBy", "recordedByName")
       values (gen_random_uuid(), $1, '2019-05-01', 'former', '洛川第二机床厂', ${who})`,
    );
    await write(
      `insert into enterprise_alias (id, "enterpriseId", kind, code, "recordedBy", "recordedByName")
       values (gen_random_uuid(), $1, 'registrationNumber', '410300110001234', ${who})`,
    );
    expect(await by('豫西')).toEqual([null]);
    expect(await by('yuxi')).toEqual([{ by: 'sound', text: null, until: null }]);
    expect(await by('豫精')).toEqual([{ by: 'shortName', text: '豫精', until: null }]);
    expect(await by('第二机床')).toEqual([{ by: 'formerName', text: '洛川第二机床厂', until: '2019-05-01' }]);
    expect(await by('lcdejc')).toEqual([{ by: 'formerName', text: '洛川第二机床厂', until: '2019-05-01' }]);
    expect(await by('10001234')).toEqual([{ by: 'otherNumber', text: '410300110001234', until: null }]);
    await write(
      `update enterprise_name set "withdrawnAt" = now(), "withdrawnBy" = "recordedBy", "withdrawnByName" = '经办人',
       "withdrawnReason" = '录错' where "enterpriseId" = $1`,
    );
    expect([await by('第二机床'), await by('lcdejc')]).toEqual([[], []]);
  });

  it('finds a part of a credit code from anywhere, and says the count', async () => {
    const [id] = await add('代码查找公司');
    const [row] = await test.asSuperuser<{ code: string }>(
      'select "creditCode" as code from enterprise where id = $1',
      [id],
    );
    const code = row?.code ?? '';
    for (const part of [code.slice(10), code.slice(12, 17), code]) {
      const page = await queries.list(builtInOfficer, { q: part });
      expect(page.items.map(({ creditCode }) => creditCode.includes(part))).toEqual(page.items.map(() => true));
      expect(page.items.map((one) => one.id)).toContain(id);
      expect(await queries.count(builtInOfficer, { q: part })).toBe(page.count.value);
    }
  });

  it('lists what can be said so, all of it where whole syllables or only first letters were typed', async () => {
    const made = fc.sample(names, { numRuns: 150, seed: 2026 });
    await add(...made.map((letters) => `众${letters.join('')}`));
    const all = (await test.asSuperuser<{ name: string }>('select name from enterprise')).map(({ name }) => name);
    const known = all.filter((name) => [...name].every((letter) => letter in spoken));
    const typed = fc
      .tuple(fc.constantFrom(...made), fc.boolean(), fc.nat(7), fc.integer({ min: 2, max: 4 }), fc.nat(2), fc.nat(5))
      .map(([letters, whole, start, length, reading, cut]) => {
        const from = start % (letters.length - 1);
        const syllables = letters.slice(from, from + length).map((letter) => {
          const readings = spoken[letter] ?? [];
          return readings[reading % readings.length] ?? '';
        });
        const last = syllables.pop() ?? '';
        const said = whole
          ? [...syllables, last.slice(0, 1 + (cut % last.length))]
          : [...syllables, last].map((one) => one.slice(0, 1));
        return said.join('');
      })
      .filter((text) => /[a-z]/.test(text));
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        const listed = (await found(q)).filter((name) => known.includes(name)).sort();
        const possible = known.filter((name) => said([...name], q)).sort();
        expect(possible).toEqual(expect.arrayContaining(listed));
        const typedSo = possible.filter((name) => saidPlainly([...name], q));
        expect(listed).toEqual(expect.arrayContaining(typedSo));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  /** Only whole syllables (the last one begun) or only first letters. */
  function saidPlainly(name: string[], text: string): boolean {
    const from = (at: number, rest: string, begin: boolean): boolean =>
      (spoken[name[at] ?? ''] ?? []).some((reading) => {
        const start = begin ? reading.slice(0, 1) : reading;
        if (rest === '' || (!begin && at > 0 && reading.startsWith(rest)) || (begin && rest === start)) return true;
        return rest.startsWith(start) && from(at + 1, rest.slice(start.length), begin);
      });
    return name.some((_, at) => text.length > 1 && from(at, text, true));
  }

  it('refuses readings with mistakes, naming the line', () => {
    const code = (text: string) => () => readReadings(`readings,letters\n${text}\n`);
    expect(code('a,啊\na,阿')).toThrow('第 3 行');
    expect(code('a,啊\nai,啊')).toThrow('啊');
    expect(code('lü,铝')).toThrow('v');
    expect(code('a,')).toThrow('没有字');
  });
});
