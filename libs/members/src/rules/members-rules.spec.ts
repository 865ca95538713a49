import { readInstalledFile } from '@tidu/platform';
import { loadMembersRules, membersRules } from './members-rules';

describe('the rules of enterprises’ accounts', () => {
  const good = readInstalledFile('seeds/members/rules.yaml');
  it('are read from the file', () => {
    expect(membersRules()).toMatchObject({ takeover: { objectionWorkingDays: 3 }, code: { tries: 5 } });
  });

  it('are refused by line when one is missing, unknown, twice or makes no sense', () => {
    const refused = (text: string) => expect(() => loadMembersRules(text)).toThrow(/第 \d+ 行/);
    refused(good.replace('objectionWorkingDays: 3', 'objectionWorkingDays: 0'));
    refused(good.replace('tries: 5', 'tries: 五'));
    refused(good.replace(/ {2}total: 500\n/, ''));
    refused(`${good}captcha:\n  on: 1\n`);
    refused(good.replace('  hours: 72', '  hours: 72\n  hours: 71'));
    refused('');
  });
});
