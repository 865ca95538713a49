import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { encodeCursor, StoredFiles, sweepFiles } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { isBuild } from '@tidu/test/rounds';
import { administrator, leader, signInAs, type TestPerson } from '@tidu/test/signed-in';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createDocuments } from '../../apps/server/src/documents';
import { signedInOnly } from '../../apps/server/src/signed-in-only';

const officerOf = (scopeId: string): TestPerson => ({
  ...{ id: uuidv7(), loginName: `of.${scopeId}`, displayName: '区县经办' },
  ...{ duty: 'business', role: 'district.officer', scopeKind: 'region', scopeId },
});

describe('whoever tries what nobody should', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());

  it('gets nothing of what others asked without signing in: of them nothing is kept', async () => {
    const [standard] = (await doors.stranger.get('/api/open/standards')).body.items as { id: string }[];
    const key = uuidv7();
    const ask = () =>
      doors.stranger
        .post(`/api/open/standards/${standard?.id ?? ''}/evaluations`)
        .set('Idempotency-Key', key)
        .send({ facts: {} });
    const answers = [await ask(), await ask()];
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await doors.test.asSuperuser('select 1 from act where key = $1', [key])).toEqual([]);
  });

  /** Somebody of an enterprise: staff are led away from the portal's lists before anything is read. */
  async function aMember() {
    const [enterprise, id] = [uuidv7(), uuidv7()];
    await doors.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", demo)
       values ($1, $2, '某某公司', '410305', 'given', false)`,
      [enterprise, makeCreditCode({ region: '410305', organisation: 'ME000001' })],
    );
    const http = await doors.as({
      ...{ id, loginName: 'attacks.member', displayName: '王小明', duty: 'member' },
      ...{ role: 'member.holder', scopeKind: 'enterprise', scopeId: enterprise },
    });
    await doors.test.asSuperuser(
      `insert into membership (id, "enterpriseId", "personId", role, rights, "grantedBy", "grantedByName", "changedByName")
       values ($1, $2, $3, 'member.holder', '{view}', $1, 'x', 'x')`,
      [uuidv7(), enterprise, id],
    );
    return { enterprise, http };
  }

  it('gets no place in a list that a forged one names, and never an error of ours', async () => {
    const documents = await createDocuments(doors.app);
    const lists = Object.values(documents).flatMap(({ paths }) =>
      Object.entries(paths).flatMap(([url, operations]) =>
        operations.get?.parameters?.some((one) => 'name' in one && one.name === 'after') ? [url] : [],
      ),
    );
    expect(lists.length).toBeGreaterThan(5);
    const auditor = await doors.as(administrator('audit'));
    const { enterprise, http: member } = await aMember();
    const odd = ["' or 1=1 --", '\\', 'NaN', '2026-13-99', '00000000-0000-0000-0000', 1e308, -1, null, ''];
    const faults: string[] = [];
    for (const url of lists)
      for (const [i, value] of odd.entries())
        for (const parts of isBuild ? [1 + (i % 3)] : [1, 2, 3]) {
          const at = url.replace('{enterpriseId}', enterprise).replaceAll(/\{[^}]+\}/g, uuidv7());
          const ofAudit = url.startsWith('/api/access') || url.includes('/audit/');
          const http = url.startsWith('/api/portal') ? member : ofAudit ? auditor : doors.http;
          const { status } = await http.get(at).query({ after: encodeCursor(Array<typeof value>(parts).fill(value)) });
          if (![200, 400, 404].includes(status)) faults.push(`${url} ${parts} × ${JSON.stringify(value)}: ${status}`);
        }
    expect(faults).toEqual([]);
  });

  it('does not take a file home that holds more than they may see by now', async () => {
    const person = officerOf('410305');
    const http = await doors.as(person);
    const files = new StoredFiles(doors.filesDir);
    const file = await files.take(Readable.from(['code\n']), '企业.csv', 'text/csv', 100);
    const exported = async (scope: string) => {
      const id = uuidv7();
      const result = { format: 'csv', name: '企业.csv', sha256: file.sha256, size: file.size, rows: 0 };
      await doors.test.asSuperuser(
        `insert into job_run (id, task, payload, "personId", "personName", scope, state, result, "finishedAt")
         values ($1, 'enterprises.export', '{}', $2, '区县经办', $3, 'succeeded', $4, now())`,
        [id, person.id, scope, result],
      );
      const answer = await http.get(`/api/console/enterprise-exports/${id}/file`);
      return [answer.status, (answer.body as { code?: string }).code];
    };
    expect(await exported('{410305}')).toEqual([200, undefined]);
    expect(await exported('{410305,410306}')).toEqual([404, 'PLATFORM.NO_FILE']);
    expect(await exported('*')).toEqual([404, 'PLATFORM.NO_FILE']);
  });

  it('leaves no file behind that nobody registered, and takes none away that somebody did', async () => {
    const files = new StoredFiles(doors.filesDir);
    const [known, unknown, young] = await Promise.all(
      ['known', 'unknown', 'young'].map((text) => files.take(Readable.from([text]), `${text}.txt`, 'text/plain', 100)),
    );
    await doors.test.asSuperuser(
      `insert into stored_file (sha256, name, "mediaType", size, "storedBy") values ($1, 'known.txt', 'text/plain', 5, $2)`,
      [known?.sha256, leader.id],
    );
    fs.writeFileSync(path.join(doors.filesDir, '.half-written'), 'x');
    const yesterday = new Date(Date.now() - 86_400_000 - 60_000);
    for (const name of [known?.sha256, unknown?.sha256, '.half-written'])
      fs.utimesSync(path.join(doors.filesDir, name ?? ''), yesterday, yesterday);
    expect(await sweepFiles(doors.test.database, doors.filesDir)).toBe(2);
    const left = fs.readdirSync(doors.filesDir);
    expect([known, young].every((one) => left.includes(one?.sha256 ?? ''))).toBe(true);
    expect(left.some((name) => name === unknown?.sha256 || /half|swept/.test(name))).toBe(false);
  });

  it('reads the documents of the interface as staff alone, where they are guarded', async () => {
    const guard = signedInOnly(doors.app);
    const asked = async (person: TestPerson | null, factor: 'password' | 'totp' = 'totp') => {
      const cookie = person ? (await signInAs(doors.test.database, person)).headers.cookie : '';
      if (person && factor === 'password')
        await doors.test.asSuperuser(
          `with c as (insert into credential ("personId", "totpSecret", "totpSince") values ($1, '\\x00', now()))
           update session set factor = 'password' where "personId" = $1`,
          [person.id],
        );
      return new Promise((done) => void guard({ headers: { cookie } } as never, {} as never, done));
    };
    const member = {
      ...officerOf('410305'),
      id: uuidv7(),
      loginName: 'member.x',
      duty: 'member',
      role: 'member.holder',
    };
    expect(await asked(officerOf('410311'))).toBeUndefined();
    for (const refused of [asked(null), asked(member), asked(officerOf('410302'), 'password')])
      expect(await refused).toMatchObject({ code: 'ACCESS.SIGN_IN' });
  });
});
