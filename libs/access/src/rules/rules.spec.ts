import { readInstalledFile } from '@tidu/platform';
import { accessRules, loadAccessRules } from './access-rules';
import { readCommonPasswords, requireStrongPassword } from './passwords';
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

  const limits: [string, number, number][] = [
    ['idleMinutes', 1, 240],
    ['absoluteHours', 1, 24],
    ['stepUpMinutes', 1, 60],
    ['hours', 1, 720],
    ['failures', 1, 100],
    ['withinMinutes', 1, 1440],
    ['lockedMinutes', 1, 1440],
    ['length', 10, 64],
    ['classes', 1, 4],
    ['remindDays', 0, 1000],
  ];
  it.each(limits)('take %s from %i to %i and nothing beside', (key, least, most) => {
    const read = (value: string) => () =>
      loadAccessRules(rulesText.replace(new RegExp(`(\\b${key}): \\d+`), `$1: ${value}`));
    for (const value of [least, most]) {
      expect(read(String(value))).not.toThrow();
      expect(JSON.stringify(read(String(value))())).toContain(`"${key}":${value}`);
    }
    for (const value of [least - 1, most + 1, `${least}.5`, `+${least}`, `${least}x`, `0x${least}`, '1234567', ''])
      expect(read(String(value))).toThrow(new RegExp(`第 \\d+ 行：“${key}”应是 ${least} 至 ${most} 的整数`));
  });

  it.each([
    ['link:\n  hours: 72', 'links:\n  hours: 72', /缺少“link”/],
    ['lockout:', 'lockouts:', /缺少“lockout”/],
    ['  account:', '  accounts:', /不认识“accounts”/],
    ['  length: 10', '  length: 10\n  longest: 20', /不认识“longest”/],
    ['failures: 5,', 'failures: 5, tries: 3,', /不认识“tries”/],
    ['secondFactor: required', 'secondFactor: required\nthirdFactor: none', /不认识“thirdFactor”/],
  ])('know no other keys, and miss none (%s → %s)', (from, to, says) => {
    const read = () => loadAccessRules(rulesText.replace(from, to));
    expect(read).toThrow(expect.objectContaining({ code: 'ACCESS.BAD_RULES', message: expect.stringMatching(says) }));
  });

  it('are refused where the file is none, and by the very line', () => {
    for (const text of ['', '- a', 'session: [']) {
      expect(() => loadAccessRules(text)).toThrow(expect.objectContaining({ code: 'ACCESS.BAD_RULES' }));
      expect(() => loadRoles(text)).toThrow(expect.objectContaining({ code: 'ACCESS.BAD_ROLES' }));
    }
    const line = rulesText.split('\n').findIndex((one) => one.includes('stepUpMinutes')) + 1;
    const wrong = rulesText.replace(/stepUpMinutes: \d+/, 'stepUpMinutes: 0');
    expect(() => loadAccessRules(wrong)).toThrow(`第 ${line} 行：“stepUpMinutes”`);
    expect(() => loadRoles('secondFactor: []\nstepUp: []\n')).toThrow(/缺少“roles”/);
    expect(() => loadRoles('roles:\n  city.other:\nsecondFactor: []\nstepUp: []\n')).toThrow(
      /第 2 行：“city.other”应是“键: 值”的内容/,
    );
  });

  it('may leave the second factor to each person', () => {
    const text = rulesText.replace('secondFactor: required', 'secondFactor: optional');
    expect(loadAccessRules(text).secondFactor).toBe('optional');
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
    ['  district.officer:', '  officer:', /“officer”不是角色的代码/],
    ['  district.officer:', '  district.officer.x:', /不是角色的代码/],
    ['  district.officer:', '  1district.officer:', /不是角色的代码/],
    ['    name: 市级', '    names: 市级', /不认识“names”/],
    ['roles:', 'roles:\n  city.other: x', /“city.other”应是“键: 值”的内容/],
    ['\n  - access.grants\n', '\n  - access.grants\n  - access.grants\n', /写了两次/],
    ['      - jobs.read', '      - access.own', /没有权限“access.own”/],
    ['      - jobs.read', '      - members.enter', /没有权限“members.enter”/],
    // the trail is for who audits, the district's profile for who sets the installation up
    ['      - access.grants', '      - audit.read', /职责为 security 的角色不能有权限 audit\.read/],
    ['      - jobs.read', '      - audit.read', /职责为 business 的角色不能有权限 audit\.read/],
    ['      - jobs.read', '      - reference.profile', /职责为 business 的角色不能有权限 reference\.profile/],
    ['      - access.persons', '      - enterprises.read', /职责为 system 的角色不能有权限 enterprises\.read/],
    ['      - members.view', '      - access.read', /职责为 member 的角色不能有权限 access\.read/],
    // scores tell figures in other words
    [
      '      - figures.read',
      '      - jobs.cancel',
      /有 figures\.\w+ 就看得到年度数据（商密），还须有 figures\.read或members\.view/,
    ],
  ])('refuse a slip among the roles (%s → %s)', (from, to, says) => {
    expect(() => loadRoles(rolesText.replace(from, to))).toThrow(
      expect.objectContaining({ code: 'ACCESS.BAD_ROLES', message: expect.stringMatching(says) }),
    );
  });
});

describe('roles', () => {
  it('may have no permission at all, jobs of their own whatever the duty, and business for enterprises', () => {
    const text = [
      'roles:\n  a.none:\n    name: 甲\n    duty: audit\n  a.jobs:\n    name: 乙\n    duty: system',
      '    permissions: [jobs.read]\n  a.firm:\n    name: 丙\n    duty: member\n    permissions: [enterprises.read]',
      'secondFactor: [figures.judge]\nstepUp: [enterprises.export]\n',
    ].join('\n');
    expect(loadRoles(text)).toEqual({
      all: [
        { code: 'a.none', name: '甲', duty: 'audit', permissions: [] },
        { code: 'a.jobs', name: '乙', duty: 'system', permissions: ['jobs.read'] },
        { code: 'a.firm', name: '丙', duty: 'member', permissions: ['enterprises.read'] },
      ],
      secondFactor: new Set(['figures.judge']),
      stepUp: new Set(['enterprises.export']),
    });
  });
});

describe('a password', () => {
  const words = [...readCommonPasswords(readInstalledFile('seeds/access/common-passwords.txt'))];
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

  it('says every reason, at the edge of each rule', () => {
    const faults = (password: string, login = 'zhangsan') => {
      try {
        requireStrongPassword(password, login);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(faults('kY9-vexTal')).toBe(''); // ten
    expect(faults('kY9-vexTa')).toBe('口令不合要求：至少 10 个字符。');
    expect(faults('kY9-𠮷𠮷𠮷𠮷𠮷')).toContain('至少 10 个字符'); // letters, not their halves
    const long = `kY9-${'vexTal-'.repeat(18)}`.slice(0, 128);
    expect(faults(long)).toBe('');
    expect(faults(`${long}x`)).toBe('口令不合要求：至多 128 个字符。');
    expect(faults('kY9-vex\u0007Tal-ohm')).toBe('口令不合要求：不能有控制字符。');
    const kinds = '大写字母、小写字母、数字、符号中至少要有 3 类';
    for (const two of ['VEXTALOHM-QUK', 'vextal9ohm9quk', 'VEXTAL9OHM9QUK', 'vextal-ohm-quk', '1234-5678-9035'])
      expect([two, faults(two)]).toEqual([two, expect.stringContaining(kinds)]);
    for (const three of ['VextalOhm9quk', 'vextal-ohm-9quk', 'VEXTAL-OHM-9QUK', 'Vextal-ohm-quk'])
      expect([three, faults(three)]).toEqual([three, '']);
    expect(faults('kY9-lisi-Tal', 'lisi')).toBe('口令不合要求：不能含有登录名。');
    expect(faults('kY9-LISI-Tal', 'lisi')).toBe('口令不合要求：不能含有登录名。');
    const common = '太常用，容易被猜到，请换一个';
    for (const one of ['$unsh1ne2026!', '123Sunshine456!', 'SUNSHINE-2026'])
      expect([one, faults(one)]).toEqual([one, expect.stringContaining(common)]);
    expect(() => requireStrongPassword('short', 'x')).toThrow(
      expect.objectContaining({
        code: 'ACCESS.WEAK_PASSWORD',
        problems: [expect.objectContaining({ where: { field: 'password' } })],
      }),
    );
  });

  it('may hold a common word in pieces; the list is a word a line', () => {
    expect(['Sun9-Shi-ne', 'Pass9-Wo-rd'].filter((one) => !isTaken(one))).toEqual([]);
    expect([...readCommonPasswords('# of 2026\nabc\n\n#def\nghi# \n')]).toEqual(['abc', '#def', 'ghi# ']);
  });

  it('may be any other, Chinese included', () => {
    expect(['Luoyang#2026x', '正确的马电池订书钉Aa1', 'kY9-vex-Tal-ohm'].every((one) => isTaken(one))).toBe(true);
  });
});
