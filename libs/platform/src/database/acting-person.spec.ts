import { covers, parseScope, type Scope, scopeSetting } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { builtInOfficer } from './acting-person';

describe('the scope of a person as row security reads it', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const regions = fc.array(fc.stringMatching(/^\d{2}(\d{2}(\d{2})?)?$/), { maxLength: 4 });
  const zones = fc.array(
    fc.string({ minLength: 1, maxLength: 12 }).filter((code) => !code.includes('\0')),
    {
      maxLength: 4,
    },
  );
  const enterprises = fc.array(
    fc.uuid({ version: 7 }).map((id) => id.toLowerCase()),
    { maxLength: 3 },
  );

  it('includes another one where it sees all that one does, and nothing less', () => {
    const of = (inRegions: string[], inZones: string[] = [], single: string[] = []): Scope => ({
      ...{ everything: false, regions: inRegions, zones: inZones, enterprises: single },
    });
    expect(covers({ everything: true }, of(['41'], ['A'], ['x']))).toBe(true);
    expect(covers(of(['41'], ['A'], ['x']), { everything: true })).toBe(false);
    expect(covers(of(['4103']), of(['410305', '4103']))).toBe(true);
    expect(
      [of(['41']), of(['4104']), of([], ['A']), of([], [], ['x'])].map((one) => covers(of(['4103']), one)),
    ).toEqual(Array(4).fill(false));
    expect(covers(of([], ['A'], ['x']), of([], ['A'], ['x']))).toBe(true);
    fc.assert(
      fc.property(regions, zones, enterprises, regions, (inRegions, inZones, single, more) => {
        const then = of(inRegions, inZones, single);
        expect(covers(then, then)).toBe(true);
        expect(covers(of([...inRegions, ...more], inZones, single), then)).toBe(true);
        expect(covers(of([]), then)).toBe(inRegions.length + inZones.length + single.length === 0);
      }),
    );
  });

  it('comes back from its setting as it went in, whatever a zone is called', () => {
    expect(parseScope(scopeSetting({ everything: true }))).toEqual({ everything: true });
    fc.assert(
      fc.property(regions, zones, enterprises, (...[inRegions, inZones, single]) => {
        const scope: Scope = { everything: false, regions: inRegions, zones: inZones, enterprises: single };
        expect(parseScope(scopeSetting(scope))).toEqual(scope);
      }),
    );
  });

  it('is read by the database part by part', async () => {
    await fc.assert(
      fc.asyncProperty(regions, zones, enterprises, async (...[inRegions, inZones, single]) => {
        const scope: Scope = { everything: false, regions: inRegions, zones: inZones, enterprises: single };
        const seen = await test.database.read({ ...builtInOfficer, scope }, (tx) =>
          tx.row(
            `select scope_everything() as everything, scope_zones() as zones,
                    scope_marked('enterprise:') as enterprises, scope_regions() @> $1::text[] as regions`,
            [inRegions],
          ),
        );
        expect(seen).toEqual({ everything: false, zones: inZones, enterprises: single, regions: true });
      }),
      { numRuns: 50 },
    );
  });
});
