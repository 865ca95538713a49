import { accessRules } from '../rules/access-rules';
import { permissionsOf, type Session } from '../sessions/session';
import { toSessionDto } from './session-view';

const held = [
  { role: 'city.reader', scopeKind: 'region' as const, scopeId: '4103', scopeName: '洛阳市' },
  { role: 'gone.role', scopeKind: 'everything' as const, scopeId: null, scopeName: null },
];
const sessionOf = (over: Partial<Session> = {}): Session => ({
  ...{ id: 's', personId: 'p', loginName: 'li', displayName: '李', duty: 'business', demo: false, confirmed: true },
  ...{ factor: 'password', hasFactor: false, hasPassword: true, providerSubject: null, steppedUp: false },
  ...{ passwordDays: 0, held, ...over },
});
const shown = (over: Partial<Session> = {}) => toSessionDto(sessionOf(over), over.held ? [] : held);

describe('a session as its owner is told of it', () => {
  it('says who it is, and what they may do over what, by name', () => {
    const { roles, permissions, ...rest } = shown();
    expect(rest).toEqual({
      ...{ id: 's', personId: 'p', loginName: 'li', displayName: '李', duty: 'business', demo: false },
      ...{ hasFactor: false, hasPassword: true, providerSubject: null, missing: null },
      ...{ needsFactor: true, oldPassword: false },
    });
    expect(roles.map(({ roleName, scopeName }) => [roleName, scopeName])).toEqual([
      ['市级', '洛阳市'],
      ['gone.role', null],
    ]);
    expect(permissions).toEqual([...permissionsOf(sessionOf())]);
    expect(permissions.length).toBeGreaterThan(3);
  });

  it('says what is missing: the code first, then a role or somebody who makes sure', () => {
    const of = (over: Partial<Session>) => {
      const { missing, roles, permissions } = shown(over);
      return [missing, roles.length, permissions.length > 0];
    };
    expect(of({ hasFactor: true })).toEqual(['code', 0, false]);
    expect(of({ hasFactor: true, factor: 'totp' })).toEqual([null, 2, true]);
    expect(of({ confirmed: false })).toEqual(['grant', 2, false]);
    expect(of({ held: [] })).toEqual(['grant', 0, false]);
  });

  it('asks for a second factor where none is set up and the session isn’t as sure without', () => {
    const of = (over: Partial<Session>) => shown(over).needsFactor;
    expect([of({}), of({ demo: true }), of({ factor: 'providerFactor' })]).toEqual([true, false, false]);
    expect(of({ hasFactor: true, factor: 'password' })).toBe(false);
  });

  it('reminds of a password of so many days, where the rules say after how many', () => {
    const rules = accessRules().password;
    const { remindDays } = rules;
    try {
      rules.remindDays = 90;
      expect([89, 90, 91].map((passwordDays) => shown({ passwordDays }).oldPassword)).toEqual([false, true, true]);
      rules.remindDays = 0;
      expect(shown({ passwordDays: 1000 }).oldPassword).toBe(false);
    } finally {
      rules.remindDays = remindDays;
    }
  });
});
