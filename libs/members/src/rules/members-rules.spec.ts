import { DomainError } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { parse } from 'yaml';
import { loadMembersRules, membersRules } from './members-rules';

describe('the rules of enterprises’ accounts', () => {
  const good = readInstalledFile('seeds/members/rules.yaml');
  const problems = (text: string) => {
    try {
      loadMembersRules(text);
      return [];
    } catch (error) {
      if (error instanceof DomainError) return error.problems.map(({ message }) => message);
      throw error;
    }
  };

  it('are every number of the file', () => {
    expect(loadMembersRules(good)).toEqual(parse(good));
    expect(membersRules()).toMatchObject({ takeover: { objectionWorkingDays: 3 }, code: { tries: 5 } });
  });

  it('are refused by line when one is missing, unknown or twice', () => {
    const row = (line: string) => good.split('\n').findIndex((one) => one.startsWith(line)) + 1;
    const one = (text: string, said: RegExp) => expect(problems(text)).toEqual([expect.stringMatching(said)]);
    one(
      good.replace(/ {2}total: 500\n/, ''),
      new RegExp(`第 ${row('  perAddress')} 行：缺少“total”，请填写；“total”应是 1 至 1000000 的整数`),
    );
    one(good.replace(/^agent:\n.*\n/m, ''), /agent/);
    one(`${good}captcha:\n  on: 1\n`, new RegExp(`第 ${row('file') + 2} 行：.*captcha`));
    one(good.replace('  hours: 72', '  hours: 72\n  minutes: 1'), new RegExp(`第 ${row('  hours') + 1} 行：.*minutes`));
    one(good.replace('  hours: 72', '  hours: 72\n  hours: 71'), new RegExp(`第 ${row('  hours') + 1} 行：.*写了两次`));
    one('', /第 1 行/);
  });

  it('name the limits of a number that makes no sense, and keep to them', () => {
    const lines = good.split('\n');
    const numbers = lines.flatMap((line, at) => {
      const [, key] = /^ {2}(\w+): \d/.exec(line) ?? [];
      return key === undefined ? [] : [{ key, at }];
    });
    expect(numbers).toHaveLength(11);
    for (const { key, at } of numbers) {
      const given = (value: string) =>
        problems([...lines.slice(0, at), `  ${key}: ${value}`, ...lines.slice(at + 1)].join('\n'));
      const said = given('五');
      const limits = new RegExp(`第 ${at + 1} 行：“${key}”应是 (\\d+) 至 (\\d+) 的整数`).exec(said.join('\n'));
      const [, least, most] = limits ?? [];
      for (const value of [least, most]) expect([key, value, given(value ?? '')]).toEqual([key, value, []]);
      const beyond = [
        `${Number(least) - 1}`,
        `${Number(most) + 1}`,
        ...(at === numbers[0]?.at ? ['-1', '1.5', '5天', '约5'] : []),
      ];
      for (const value of beyond) expect(given(value)).toEqual(said.map((text) => text.replace('五', value)));
    }
  });
});
