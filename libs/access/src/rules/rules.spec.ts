import { readInstalledFile } from '@tidu/platform';
import { accessRules, loadAccessRules } from './access-rules';
import { requireStrongPassword } from './passwords';
import { accessRoles, loadRoles } from './roles';

const rulesText = readInstalledFile('seeds/access/rules.yaml');
const rolesText = readInstalledFile('seeds/access/roles.yaml');

describe('the rules of accounts', () => {
  it('are those of the file', () => {
    expect(accessRules()).toMatchObject({
      session: { idleMinutes: 30, absoluteHours: 12, stepUpMinutes: 10 },
      lockout: { account: { failures: 5, withinMinutes: 15, lockedMinutes: 30 } },
      secondFactor: 'required',
    });
  });

  it.each([
    ['idleMinutes: 30', 'idleMinutes: 0', /第 \d+ 行：“idleMinutes”应是 1 至 240 的整数/],
    ['idleMinutes: 30', 'idleMinuten: 30', /不认识“idleMinuten”/],
    ['length: 10', 'length: 6', /“length”应是 10 至 64/],
    ['secondFactor: required', 'secondFactor: never', /“secondFactor”应为 required、optional 之一/],
    ['failures: 5, ', '', /“failures”应是 1 至 100 的整数/],
  ])('refuse %s written as %s, with file and line', (from, to, says) => {
    expect(() => loadAccessRules(rulesText.replace(from, to))).toThrow(
      expect.objectContaining({ code: 'ACCESS.BAD_RULES', message: expect.stringMatching(says) }),
    );
  });

  it('let business and accounts never meet in one role', () => {
    for (const { permissions, duty } of accessRoles().all) {
      // jobs are one's own for everybody; whose register this is, is the installation's, and public
      const own = permissions.filter((one) => !one.startsWith('jobs.') && one !== 'reference.profile');
      const kinds = new Set(own.map((one) => /^(access|audit)\./.test(one)));
      expect([duty, kinds.size <= 1]).toEqual([duty, true]);
    }
    const mixed = rolesText.replace('      - access.grants', '      - access.grants\n      - enterprises.read');
    expect(() => loadRoles(mixed)).toThrow(/职责为 security 的角色不能有权限 enterprises\.read/);
    const other = rolesText.replace('      - jobs.read', '      - access.persons');
    expect(() => loadRoles(other)).toThrow(/职责为 business 的角色不能有权限 access\.persons/);
  });

  it.each([
    ['      - jobs.read', '      - jobs.reed', /没有权限“jobs.reed”/],
    ['      - jobs.read', '      - jobs.read\n      - jobs.read', /写了两次/],
    ['      - jobs.read', '      - open.read', /没有权限“open.read”/],
    ['duty: business', 'duty: everything', /“duty”应为/],
    ['stepUp:', 'stepsUp:', /不认识“stepsUp”/],
  ])('refuse a slip among the roles (%s → %s)', (from, to, says) => {
    expect(() => loadRoles(rolesText.replace(from, to))).toThrow(
      expect.objectContaining({ code: 'ACCESS.BAD_ROLES', message: expect.stringMatching(says) }),
    );
  });
});

describe('a password', () => {
  const words = readInstalledFile('seeds/access/common-passwords.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '));
  const isTaken = (password: string, login = 'zhangsan') => {
    try {
      requireStrongPassword(password, login);
      return true;
    } catch {
      return false;
    }
  };

  it('is none of the ten thousand most used, nor one of them dressed up', () => {
    expect(words.length).toBe(10_000);
    expect(words.filter((word) => isTaken(word))).toEqual([]);
    expect(
      ['Password123!', 'P@ssw0rd2026', 'Qwerty!!2026', '!!Dragon2026', 'Sunshine#2026'].filter((one) => isTaken(one)),
    ).toEqual([]);
  });

  it('is long, of three kinds of characters, and does not hold the login name', () => {
    expect(
      ['Ab1!x', 'abcdefghijkl1', 'ABCDEFGHIJKL1', 'zhangsan#2026X', `Aa1${'x'.repeat(130)}`].filter((one) =>
        isTaken(one),
      ),
    ).toEqual([]);
    expect(() => requireStrongPassword('short', 'x')).toThrow(/至少 10 个字符；.*至少要有 3 类/);
  });

  it('may be any other, Chinese included', () => {
    expect(['Luoyang#2026x', '正确的马电池订书钉Aa1', 'kY9-vex-Tal-ohm'].every((one) => isTaken(one))).toBe(true);
  });
});
