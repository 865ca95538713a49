import { readInstalledFile } from '@tidu/platform';
import { deskKinds, loadDeskKinds, pageOf } from './desk-kinds';

const shipped = readInstalledFile('seeds/desk/kinds.yaml');
const broken = (from: string | RegExp, to: string) => {
  const text = shipped.replace(from, to);
  expect(text).not.toBe(shipped);
  return () => loadDeskKinds(text);
};

describe('the kinds of tasks and messages', () => {
  it('are read as shipped', () => {
    expect(deskKinds().tasks.get('desk.reply')).toMatchObject({
      evidence: 'required',
      enterprise: 'no',
      escalateAfter: 2,
    });
    expect(deskKinds().messages.get('desk.letter')?.channels).toEqual(['letter', 'folder', 'mail']);
    expect(deskKinds().retryMinutes[0]).toBe(1);
  });

  it.each<[string, string | RegExp, string, RegExp]>([
    ['a misspelt key', '    byHand: true', '    byHands: true', /byHands/],
    ['a permission there is none', 'heldWith: desk.act', 'heldWith: desk.acts', /desk\.acts/],
    ['a number that makes no sense', 'workingDays: 5', 'workingDays: -5', /workingDays/],
    ['an unknown channel', 'channels: [letter, folder, mail]', 'channels: [pigeon]', /channels/],
    [
      'a page of the other audience',
      'portalOpens: /portal/enterprises/{enterpriseId}',
      'portalOpens: /console/x',
      /portalOpens/,
    ],
    [
      'an address of elsewhere',
      'opens: /console/enterprises/{enterpriseId}\n',
      'opens: "//evil.example/{enterpriseId}"\n',
      /opens/,
    ],
    ['a code that is none', 'desk.general:', 'general:', /general/],
    ['no pause between tries', 'retryMinutes: [1, 5, 30, 240, 1440]', 'retryMinutes: []', /retryMinutes/],
  ])('%s is refused by line', (_, from, to, said) => {
    expect(broken(from, to)).toThrow(expect.objectContaining({ code: 'DESK.BAD_KINDS' }) as Error);
    expect(broken(from, to)).toThrow(said);
  });

  it('open a page only where what it names is known', () => {
    expect(pageOf('/console/enterprises/{enterpriseId}', null, 'x')).toBeNull();
    expect(pageOf('/console/tasks/{objectId}', null, 'a/b')).toBe('/console/tasks/a%2Fb');
    expect(pageOf(null, 'x', 'y')).toBeNull();
  });
});
