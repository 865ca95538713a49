import { besideCode, type ReferenceService } from '@tidu/reference';

/** How a code of a scope is written for people. */
export type ScopeWords = Record<'region' | 'zone' | 'industry', (code: string) => string>;

/** Codes as they stand: what is sealed must not change with a table of names. */
export const bareCodes: ScopeWords = { region: (code) => code, zone: (code) => code, industry: (code) => code };

/** Names with their codes, as the tables say today: 涧西区（410305）; a code without a name as it stands. */
export async function scopeWords(reference: ReferenceService): Promise<ScopeWords> {
  const [regions, industries] = [await reference.regions(), await reference.industries()];
  const zones = new Map((await reference.ownNames('zone')).map(({ code, name }) => [code, name]));
  return {
    region: (code) => besideCode(regions.get(code.padEnd(6, '0'))?.name, code),
    zone: (code) => besideCode(zones.get(code), code),
    industry: (code) => besideCode(industries.get(code)?.name, code),
  };
}
