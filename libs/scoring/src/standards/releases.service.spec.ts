import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, systemActor } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';
import { nextVersion, seedText } from '../testing/standards';
import { ReleasesService } from './releases.service';

const id = 'luoyang-2019-58-hidden-champion';
const person = (last: string, name: string): ActingPerson => ({
  ...{ id: `01900000-0000-7000-8000-0000000000${last}`, name, scope: { everything: true }, permissions: 'all' },
});
const [anna, bo] = [person('a1', '安'), person('b2', '博')];

describe('releases of standards', () => {
  let register: Register;
  let releases: ReleasesService;
  beforeEach(async () => {
    register = await Register.open();
    releases = new ReleasesService(register.database, register.reference, new AuditTrail());
  });
  afterEach(() => register.close());

  const states = async () => (await releases.list(id)).map(({ version, state }) => `${version} ${state}`);
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: DomainError) => error.code,
    );
  /** Version 3 asks for 5000万. */
  const third = () => {
    const { standard, cases, ...files } = nextVersion(id);
    const newer = nextVersion(id, 3);
    const older = standard.slice(standard.indexOf('  - version: 2'), standard.indexOf('\nrequires:') + 1);
    return {
      ...files,
      standard: newer.standard.replaceAll('4000', '5000').replace('\nrequires:', `\n${older}requires:`),
      cases: cases.replaceAll('4000万', '5000万').replaceAll('3999.', '4999.'),
    };
  };

  it('are not for a person of one district to publish or activate', async () => {
    expect(await code(releases.publish(countyOfficer, nextVersion(id)))).toBe('SCORING.WHOLE_SCOPE');
    await releases.publish(builtInOfficer, nextVersion(id));
    expect(await code(releases.activate(countyOfficer, id, 2))).toBe('SCORING.WHOLE_SCOPE');
    expect(await states()).toEqual(['2 waiting', '1 active']);
    const forged = register.database.write(countyOfficer, (tx) =>
      tx.rows(
        `insert into standard_activation ("standardId", "releaseId", version, "fromDay", "activatedBy", "activatedByName")
         select "standardId", id, version, current_date + 1, $1, '' from standard_release where version = 2`,
        [countyOfficer.id],
      ),
    );
    await expect(forged).rejects.toMatchObject({ code: '42501' });
  });

  it('go from published to active, each step with its person in the trail', async () => {
    const published = await releases.publish(builtInOfficer, nextVersion(id));
    expect(published).toMatchObject({ version: 2, state: 'waiting', fromDay: null, publishedByName: '本机经办人' });
    expect(published.casesTotal).toBeGreaterThan(10);
    expect((await register.standards.activeRelease(id)).version).toBe(1);
    const activated = await releases.activate(builtInOfficer, id, 2, { expected: 1 });
    expect(activated).toMatchObject({ state: 'active', activations: [{ activatedByName: '本机经办人' }] });
    expect((await register.standards.activeRelease(id)).version).toBe(2);
    expect(await states()).toEqual(['2 active', '1 past']);
    const trail = await register.test.asSuperuser<{ action: string; after: object; reason: string | null }>(
      `select action, after, reason from audit_entry where action like 'standards.%' and "personId" = $1 order by id`,
      [builtInOfficer.id],
    );
    expect(trail).toMatchObject([
      { action: 'standards.publish', after: { standardId: id, version: 2 }, reason: '按市局通知提高营业收入门槛。' },
      { action: 'standards.activate', after: { version: 2 } },
    ]);
  });

  it('an earlier version can be taken up again; what is in use cannot be put to use once more', async () => {
    await releases.publish(builtInOfficer, nextVersion(id));
    await releases.activate(builtInOfficer, id, 2);
    expect(await code(releases.activate(builtInOfficer, id, 2))).toBe('SCORING.ALREADY_IN_USE');
    await releases.activate(builtInOfficer, id, 1);
    expect(await states()).toEqual(['2 past', '1 active']);
    const [, first] = await releases.list(id);
    expect(first?.activations.map(({ seq, activatedByName }) => [seq, activatedByName])).toEqual([
      [3, '本机经办人'],
      [1, '系统'],
    ]);
  });

  it('can be planned for a day to come, and a later decision takes its place', async () => {
    await releases.publish(builtInOfficer, nextVersion(id));
    await releases.activate(builtInOfficer, id, 2, { fromDay: '2199-01-01' });
    expect(await states()).toEqual(['2 planned', '1 active']);
    expect(await code(releases.activate(builtInOfficer, id, 2, { fromDay: '2199-01-01' }))).toBe('SCORING.ALREADY_PLANNED'); // prettier-ignore
    expect((await register.standards.activeRelease(id)).version).toBe(1);
    await releases.activate(builtInOfficer, id, 1);
    expect(await states()).toEqual(['2 past', '1 active']);
    expect(await code(releases.activate(builtInOfficer, id, 2, { fromDay: '2020-01-01' }))).toBe('SCORING.PAST_DAY');
    expect(await code(releases.activate(builtInOfficer, id, 2, { fromDay: '2027-02-30' }))).toBe('SCORING.BAD_DAY');
    expect(await code(releases.activate(builtInOfficer, id, 7))).toBe('SCORING.RELEASE_NOT_FOUND');
    expect(await code(releases.activate(builtInOfficer, 'a\u0000', 1))).toBe('SCORING.RELEASE_NOT_FOUND');
  });

  describe('two persons', () => {
    it('are not asked for while the built-in officer is alone', async () => {
      expect(await releases.twoPersons(builtInOfficer)).toBe(false);
      await releases.publish(builtInOfficer, nextVersion(id));
      expect(await code(releases.activate(builtInOfficer, id, 2))).toBe('done');
      expect(await releases.twoPersons(builtInOfficer)).toBe(false);
    });

    it('are asked for by itself once a second person has acted', async () => {
      await releases.publish(anna, nextVersion(id));
      expect(await releases.twoPersons(builtInOfficer)).toBe(true);
      expect(await code(releases.activate(anna, id, 2))).toBe('SCORING.SAME_PERSON');
      expect(await code(releases.activate(bo, id, 2))).toBe('done');
      await releases.publish(builtInOfficer, third());
      expect(await code(releases.activate(builtInOfficer, id, 3))).toBe('SCORING.SAME_PERSON');
      expect(await code(releases.activate(anna, id, 3))).toBe('done');
    });

    it('the rule is the database’s own: past the service it holds too, and nobody acts in another name', async () => {
      await releases.publish(anna, nextVersion(id));
      const insert = (who: ActingPerson, name: string) =>
        code(
          register.database.write(who, (tx) =>
            tx.rows(
              `insert into standard_activation ("standardId", "releaseId", version, "fromDay", "activatedBy", "activatedByName")
               select "standardId", id, version, (now() at time zone 'Asia/Shanghai')::date, $1, '' from standard_release where version = 2`,
              [name],
            ),
          ),
        );
      expect(await insert(anna, anna.id)).toBe('23001');
      expect(await insert(anna, bo.id)).toBe('42501');
      expect(await insert(bo, bo.id)).toBe('done');
    });

    it('a job of somebody else is enough to know of a second person', async () => {
      await register.database.write(anna, (tx) => register.jobs.write(tx, 'scoring.score', {}));
      expect(await releases.twoPersons(builtInOfficer)).toBe(true);
    });
  });

  it('two who publish at once: one succeeds, the other is told', async () => {
    const answers = await Promise.all([anna, bo].map((who) => code(releases.publish(who, nextVersion(id)))));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(answers.find((answer) => answer !== 'done')).toMatch(/SCORING\.(PUBLISHED_MEANWHILE|NOT_PUBLISHABLE)/);
    expect(await states()).toEqual(['2 waiting', '1 active']);
  });

  it('two who activate at once: one follows the other, and who saw another state is told', async () => {
    await releases.publish(systemActor, nextVersion(id));
    await releases.publish(systemActor, third());
    const both = await Promise.all([
      code(releases.activate(anna, id, 2, { expected: 1 })),
      code(releases.activate(bo, id, 3, { expected: 1 })),
    ]);
    expect(both.sort()).toEqual(['PLATFORM.STALE', 'done']);
    expect((await states()).filter((state) => state.endsWith('active'))).toHaveLength(1);
    const same = await Promise.all([anna, bo].map((who) => code(releases.activate(who, id, 1))));
    expect(same.sort()).toEqual(['SCORING.ALREADY_IN_USE', 'done']);
    const seqs = (await releases.list(id)).flatMap(({ activations }) => activations.map(({ seq }) => seq));
    expect(seqs.sort()).toEqual([1, 2, 3]);
  });

  describe('stay as they were published', () => {
    const tables = ['standard_release', 'standard_activation'];
    it('neither the application nor the owner changes or deletes them', async () => {
      for (const table of tables) {
        for (const sql of [`update ${table} set version = 9`, `delete from ${table}`]) {
          expect(await code(register.database.write(builtInOfficer, (tx) => tx.rows(sql)))).toBe('42501');
          expect(await code(register.test.asSuperuser(sql))).toBe('23001');
        }
      }
    });

    it.each([
      ['the rule', `content = jsonb_set(content, '{name}', '"别的名字"')`],
      ['the text', `document = replace(document, '3000万', '2000万')`],
      ['the cases', `cases = replace(cases, '3000万', '2000万')`],
      ['who published', `"publishedBy" = '${bo.id}'`],
    ])('a change of %s behind our back is noticed', async (what, change) => {
      await register.test.asSuperuser(
        `set session_replication_role = replica; update standard_release set ${change} where "standardId" = '${id}'`,
      );
      expect(await code(releases.get(id, 1))).toBe(what === 'the rule' ? 'done' : 'SCORING.RELEASE_CHANGED');
      const judged = await code(register.standards.activeRelease(id));
      expect(judged).toBe(what === 'the rule' ? 'SCORING.RELEASE_CHANGED' : 'done');
      if (what !== 'the rule') expect(await code(releases.activate(anna, id, 1))).toBe('SCORING.RELEASE_CHANGED');
    });

    it('and a document that was compiled before is noticed as well', async () => {
      await register.standards.activeRelease(id);
      await register.test.asSuperuser(
        `set session_replication_role = replica; update standard_release set content = jsonb_set(content, '{note}', '"x"') where "standardId" = '${id}'`,
      );
      expect(await code(register.standards.activeRelease(id))).toBe('SCORING.RELEASE_CHANGED');
    });
  });

  it('the database knows no later version without its changelog, and no gap', async () => {
    const insert = (version: number, content: string) =>
      code(
        register.database.write(anna, (tx) =>
          tx.rows(
            `insert into standard_release (id, "standardId", version, hash, name, title, document, content, cases, "casesTotal", seal, "publishedBy", "publishedByName")
             select gen_random_uuid(), "standardId", $1, repeat('a', 64), name, title, document, $2::jsonb, cases, 1, seal, $3, ''
             from standard_release where "standardId" = $4 and version = 1`,
            [version, content, anna.id, id],
          ),
        ),
      );
    const content = (version: number, changes?: object[]) => JSON.stringify({ id, version, changes });
    expect(await insert(2, content(2))).toBe('23514');
    expect(await insert(2, content(2, [{ version: 1 }]))).toBe('23514');
    expect(await insert(3, content(3, [{ version: 3 }]))).toBe('23514');
    expect(await insert(2, content(3, [{ version: 2 }]))).toBe('23514');
    expect(await insert(2, content(2, [{ version: 2 }]))).toBe('done');
  });

  it('are compared version by version', async () => {
    await releases.publish(builtInOfficer, nextVersion(id));
    expect(await releases.diff(id, 1, 2)).toEqual([
      {
        ...{ kind: 'rule', id: 'revenue', label: '营业收入' },
        lines: [{ what: '营业收入', before: '≥ 3000万', after: '≥ 4000万' }],
      },
    ]);
    expect(await releases.diff(id, 1, 1)).toEqual([]);
    expect(await code(releases.diff(id, 1, 9))).toBe('SCORING.RELEASE_NOT_FOUND');
  });
});

describe('publishing is refused', () => {
  let register: Register;
  let releases: ReleasesService;
  beforeAll(async () => {
    register = await Register.open();
    releases = new ReleasesService(register.database, register.reference, new AuditTrail());
  });
  afterAll(() => register.close());
  const states = async () => (await releases.list(id)).map(({ version, state }) => `${version} ${state}`);
  const problems = async (texts: Parameters<ReleasesService['publish']>[1]) => {
    const error: unknown = await releases.publish(builtInOfficer, texts).catch((thrown: unknown) => thrown);
    if (!(error instanceof DomainError)) return [];
    return [error.code, ...error.problems.map(({ message }) => message)];
  };
  const good = nextVersion(id);

  it('while a case fails: all of them are named', async () => {
    const said = await problems({ ...good, cases: seedText(`${id}.cases`) });
    expect(said[0]).toBe('SCORING.NOT_PUBLISHABLE');
    expect(said.length).toBeGreaterThan(1);
    expect(said.slice(1).every((message) => /\.cases\.yaml 第 \d+ 行.*应为 .+，实为 .+。$/.test(message))).toBe(true);
  });

  it.each([
    ['without cases', { cases: null }, '没有用例'],
    ['with mistakes in the text', { standard: good.standard.replace('fact: revenue', 'fact: revenu') }, 'revenu'],
    ['without a changelog', { standard: good.standard.replace(/^changes:[\s\S]*(?=^requires:)/m, '') }, '缺少第 2 版的变更记录'], // prettier-ignore
    ['when a clause isn’t named', { standard: good.standard.replace('clauses: { revenue:', 'clauses: { market:') }, '条款 revenue'], // prettier-ignore
    ['when the version leaps', { standard: nextVersion(id, 4).standard }, '版本应接着上一版写 2，现在是 4'],
    ['when nothing changed', { standard: good.standard.replace('atLeast: 4000万', 'atLeast: 3000万'), cases: seedText(`${id}.cases`) }, '内容与第 1 版相同'], // prettier-ignore
  ])('%s', async (_, over, message) => {
    const said = await problems({ ...good, ...over });
    expect(said.join('\n')).toContain(message);
    expect(await states()).toEqual(['1 active']);
  });

  it('for characters that no text may hold', async () => {
    expect(await problems({ ...good, standard: `${good.standard}# \u0000` })).toEqual(['SCORING.BAD_TEXT']);
    expect(await problems({ ...good, cases: `${good.cases}# \ud800` })).toEqual(['SCORING.BAD_TEXT']);
  });

  it('for a standard that is new here and doesn’t begin with 1', async () => {
    const renamed = { ...good, standard: good.standard.replace(`id: ${id}`, 'id: brand-new') };
    expect((await problems(renamed)).join('\n')).toContain('第一个版本应为 1');
  });

  it('and a check says the same and writes nothing', async () => {
    const report = await releases.check(builtInOfficer, { ...good, cases: seedText(`${id}.cases`) });
    expect(report).toMatchObject({
      before: 1,
      release: { version: 2 },
      differences: [{ kind: 'rule', id: 'revenue' }],
    });
    expect(report.failures[0]?.faults[0]).toMatchObject({ expected: '满足', found: '不满足' });
    expect((await releases.check(builtInOfficer, good)).problems).toEqual([]);
    expect(await states()).toEqual(['1 active']);
  });
});
