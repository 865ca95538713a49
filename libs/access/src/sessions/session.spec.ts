import type { PermissionName } from '@tidu/platform';
import fc from 'fast-check';
import { accessRoles } from '../rules/roles';
import { accessRules } from '../rules/access-rules';
import {
  actingBy,
  type HeldRole,
  isComplete,
  isStrong,
  permissionsOf,
  requireFresh,
  rolesWith,
  type Session,
} from './session';

const sessionOf = (over: Partial<Session> = {}): Session => ({
  ...{ id: 's', personId: 'p', loginName: 'li', displayName: '李', duty: 'business', demo: false, confirmed: true },
  ...{
    factor: 'password',
    hasFactor: false,
    hasPassword: true,
    providerSubject: null,
    steppedUp: false,
    passwordDays: 0,
    held: [],
    ...over,
  },
});
const role = (code: string, scopeKind: HeldRole['scopeKind'] = 'everything', scopeId: string | null = null) => ({
  ...{ role: code, scopeKind, scopeId },
});
const permissionsIn = (code: string) => accessRoles().all.find((one) => one.code === code)?.permissions ?? [];

describe('what a session may do', () => {
  it('is complete without a second factor only where none is set up', () => {
    const of = (hasFactor: boolean, factor: Session['factor']) => isComplete(sessionOf({ hasFactor, factor }));
    expect([of(false, 'password'), of(true, 'password'), of(true, 'totp'), of(false, 'totp')]).toEqual([
      ...[true, false, true, true],
    ]);
  });

  it('is strong by the code, in a demo, or where the district asks for none', () => {
    expect([sessionOf(), sessionOf({ factor: 'totp' }), sessionOf({ demo: true })].map(isStrong)).toEqual([
      ...[false, true, true],
    ]);
    const rules = accessRules();
    const { secondFactor } = rules;
    try {
      rules.secondFactor = 'optional';
      expect(isStrong(sessionOf())).toBe(true);
    } finally {
      rules.secondFactor = secondFactor;
    }
  });

  it('comes with the roles that are held, in one order, and only once somebody made sure of the person', () => {
    const held = [role('street.officer'), role('city.reader')];
    const both = [...new Set([...permissionsIn('street.officer'), ...permissionsIn('city.reader')])].sort();
    expect(both).toContain('enterprises.export');
    expect([...permissionsOf(sessionOf({ held }))]).toEqual(both);
    expect([...permissionsOf(sessionOf({ held: [...held].reverse() }))]).toEqual(both);
    expect([...permissionsOf(sessionOf({ held, confirmed: false }))]).toEqual([]);
    expect([...permissionsOf(sessionOf())]).toEqual([]);
  });

  it('is seen over what those roles were given over that hold the permission, and no other', () => {
    const held = [role('street.officer', 'region', '410305'), role('city.reader', 'region', '4103')];
    const acting = (permission: PermissionName) => {
      const session = sessionOf({ held });
      return actingBy(rolesWith(permission, session), session).scope;
    };
    const regions = (...codes: string[]) => ({ everything: false, regions: codes, zones: [], enterprises: [] });
    expect(acting('enterprises.contacts')).toEqual(regions('410305'));
    expect(acting('enterprises.export')).toEqual(regions('4103'));
    expect(acting('enterprises.read')).toEqual(regions('410305', '4103'));
    expect(acting('figures.judge')).toEqual(regions());
    expect(rolesWith('enterprises.read', sessionOf({ held, confirmed: false }))).toEqual([]);
  });

  it('is fresh or has to be proven again; a grant over nothing in particular is over nothing', () => {
    expect(() => requireFresh(sessionOf({ steppedUp: true }))).not.toThrow();
    const stale = expect.objectContaining({ code: 'ACCESS.STEP_UP', kind: 'forbidden' });
    expect(() => requireFresh(sessionOf({ steppedUp: false }))).toThrow(stale);
    const { scope } = actingBy([role('city.reader', 'region', null)], sessionOf());
    expect(scope).toEqual({ everything: false, regions: [], zones: [], enterprises: [] });
  });

  it('is seen over regions, zones and enterprises as they were given, each once, or over everything', () => {
    const kinds = fc.constantFrom<HeldRole['scopeKind']>('region', 'zone', 'enterprise', 'everything', null);
    const grants = fc.array(
      fc.tuple(kinds, fc.constantFrom('a', 'b', 'c')).map(([kind, id]) => {
        return role('city.reader', kind, kind === null || kind === 'everything' ? null : id);
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(grants, (held) => {
        const { id, name, scope, permissions } = actingBy(held, sessionOf({ held }));
        expect([id, name]).toEqual(['p', '李']);
        expect([...permissions]).toEqual([...permissionsOf(sessionOf({ held }))]);
        if (held.some(({ scopeKind }) => scopeKind === 'everything')) {
          expect(scope).toEqual({ everything: true });
          return;
        }
        const of = (kind: string) => [
          ...new Set(held.filter(({ scopeKind }) => scopeKind === kind).map(({ scopeId }) => scopeId)),
        ];
        expect(scope).toEqual({
          ...{ everything: false, regions: of('region'), zones: of('zone'), enterprises: of('enterprise') },
        });
      }),
    );
  });
});
