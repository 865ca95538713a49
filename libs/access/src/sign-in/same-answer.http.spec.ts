import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { isBuild } from '@tidu/test/rounds';
import { signInAs } from '@tidu/test/signed-in';
import { aPerson, givePassword } from '../testing/visitors';
import { ownPageHeader, ownPageValue } from '@tidu/platform';

jest.setTimeout(isBuild ? 120_000 : 3_600_000);

/** T01: whether a login name exists is told by no answer, and not by its time. */
describe('a wrong password', () => {
  let doors: TestDoors;
  const names: string[] = [];
  const count = isBuild ? 10 : 1000;
  beforeAll(async () => {
    doors = await openTestDoors({ proxyHops: 1 });
    const first = aPerson('district.officer', 'business', { scopeKind: 'everything' });
    await signInAs(doors.test.database, first);
    await givePassword(doors, first);
    for (let i = 0; i < count; i++) {
      const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
      await signInAs(doors.test.database, person);
      await doors.test.asSuperuser(
        `insert into credential ("personId", "passwordHash", "passwordSetAt") select $1, "passwordHash", now() from credential where "personId" = $2`,
        [person.id, first.id],
      );
      names.push(person.loginName);
    }
  });
  afterAll(() => doors.close());

  let asked = 0;
  /** From an address of its own each time, so that no lock of an address comes in between. */
  async function ask(loginName: string) {
    const began = performance.now();
    const answer = await doors.stranger
      .post('/api/access/sessions')
      .set(ownPageHeader, ownPageValue)
      .set('X-Forwarded-For', `10.${(++asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`)
      .send({ loginName, password: 'Wrong#Password-1' });
    return {
      ms: performance.now() - began,
      status: answer.status,
      text: answer.text.replace(/"requestId":"[^"]*"/, ''),
    };
  }
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

  it('is answered byte for byte alike for a name that is known and one that is not', async () => {
    const [known, unknown]: [number[], number[]] = [[], []];
    const texts = new Set<string>();
    await ask('nobody.warm');
    for (const [i, name] of names.entries()) {
      // in turn, so that what else the machine does meets both alike
      const [one, other] = [await ask(name), await ask(`nobody.${i}.${name.slice(-6)}`)];
      texts.add(`${one.status} ${one.text}`).add(`${other.status} ${other.text}`);
      known.push(one.ms);
      unknown.push(other.ms);
    }
    expect([...texts]).toHaveLength(1);
    if (isBuild) return; // passwords cost less there, and a time says nothing
    const apart = Math.abs(median(known) / median(unknown) - 1);
    process.stdout.write(
      `T01 已知、未知登录名各 ${count} 个：答复逐字节相同，中位数 ${median(known).toFixed(1)}、${median(unknown).toFixed(1)} 毫秒，相差 ${(100 * apart).toFixed(1)}%\n`,
    );
    expect(apart).toBeLessThan(0.05);
  });

  it('locks at the sixth try alike', async () => {
    const tries = async (name: string) => {
      const said = [];
      for (let i = 0; i < 6; i++) said.push(await ask(name));
      return said.map(({ status, text }) => [status, text]);
    };
    const [known, unknown] = [await tries(names[0] ?? ''), await tries('nobody.locked')];
    // the first name was tried once above
    expect(known.at(-1)?.[0]).toBe(429);
    expect(unknown.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(known.at(-1)).toEqual(unknown.at(-1));
  });
});
