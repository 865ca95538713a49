import type { Finances } from './finances';
import { clamp, exponential, type Random } from './random';
import { sinceYear, type Traits, USUAL_LOG_REVENUE } from './traits';

const LEVELS = ['none', 'belowCity', 'city', 'province', 'nation'] as const;

/** People, rights, institutions and certificates of one year. */
export interface Innovation {
  rdStaff: number;
  techStaff: number;
  ipClass1: number;
  ipClass1SelfDeveloped: number;
  ipClass1HighValue: number;
  ipClass1Applied: number;
  ipClass2: number;
  inventionPatents: number;
  rdInstitutionLevel: (typeof LEVELS)[number];
  digitalLevel: number;
  coreBusinessSystems: number;
  qualitySystemCertified: boolean;
  managementSystemCertified: boolean;
  overseasProductCertified: boolean;
  intlCertifications: number;
  provincialQualityAward: boolean;
  ownBrand: boolean;
  standardsParticipated: boolean;
  standardsCount: number;
  ledStandard5y: boolean;
}

/** The years in order; what was granted once is kept, so counts never fall. */
export function innovationOf(
  traits: Traits,
  years: readonly number[],
  finances: readonly Finances[],
  random: Random,
): Innovation[] {
  const { quality } = traits;
  const first = years[0] ?? 0;
  const size = traits.logRevenue - USUAL_LOG_REVENUE;
  const drive = (traits.researches ? 1 : 0.1) * exponential(0.25 * size + 0.75 * quality);
  const staffShare = traits.researches ? clamp(0.11 + 0.03 * quality + 0.045 * random.normal(), 0.01, 0.6) : 0;
  const rights = { class1: 0, own: 0, high: 0, applied: 0, class2: 0, patents: 0 };
  const institution = 0.75 * quality + 0.3 * size + 0.6 * random.normal();
  const digital = 1.2 + 0.5 * quality + 0.35 * size + 0.5 * random.normal();
  const systems = random.poisson(clamp(1.3 + 0.5 * size + 0.3 * quality, 0.1, 8));
  const quality9001 = sinceYear(0.68 + 0.12 * size, first, random);
  const otherSystem = Math.min(quality9001, sinceYear(0.06, first, random));
  const overseas = sinceYear(0.1 + 0.06 * quality, first, random);
  const certificates = 1 + random.poisson(0.8);
  const award = sinceYear(0.02 + 0.015 * quality, first, random);
  const brand = sinceYear(0.62 + 0.1 * quality, first, random);
  let standards = random.poisson(0.25 * drive);
  const leads = random.chance(0.35);

  return years.map((year, index) => {
    const { employees } = finances[index] as Finances;
    grant(rights, index === 0 ? 1.3 * drive : 0.3 * drive, index === 0 ? 5 * drive : 1.3 * drive, random);
    if (index > 0) standards += random.poisson(0.05 * drive);
    const rdStaff = staffShare === 0 ? 0 : clamp(Math.round(employees * staffShare), 1, employees);
    const others = Math.round(rdStaff * 0.2 * random.uniform() + employees * 0.02);
    return {
      rdStaff,
      techStaff: Math.min(employees, rdStaff + others),
      ipClass1: rights.class1,
      ipClass1SelfDeveloped: rights.own,
      ipClass1HighValue: rights.high,
      ipClass1Applied: rights.applied,
      ipClass2: rights.class2,
      inventionPatents: rights.patents,
      rdInstitutionLevel: institutionLevel(institution + 0.08 * index),
      digitalLevel: clamp(Math.floor(digital + 0.2 * index), 0, 4),
      coreBusinessSystems: systems + (index > 0 && quality > 0 ? 1 : 0),
      qualitySystemCertified: year >= quality9001,
      managementSystemCertified: year >= otherSystem,
      overseasProductCertified: year >= overseas,
      intlCertifications: year >= overseas ? certificates : 0,
      provincialQualityAward: year >= award,
      ownBrand: year >= brand,
      standardsParticipated: standards > 0,
      standardsCount: standards,
      ledStandard5y: standards > 0 && leads,
    };
  });
}

/** New rights of a year: a high-value one is self-developed, every other kind is a part of class 1. */
function grant(
  rights: { class1: number; own: number; high: number; applied: number; class2: number; patents: number },
  class1: number,
  class2: number,
  random: Random,
): void {
  for (let left = random.poisson(class1); left > 0; left--) {
    rights.class1++;
    if (random.chance(0.95)) rights.patents++;
    if (random.chance(0.65)) rights.applied++;
    if (random.chance(0.8)) {
      rights.own++;
      if (random.chance(0.07)) rights.high++;
    }
  }
  rights.class2 += random.poisson(class2);
}

function institutionLevel(score: number): Innovation['rdInstitutionLevel'] {
  const steps = [0.55, 1.1, 1.9, 2.9];
  return LEVELS[steps.filter((step) => score >= step).length] ?? 'none';
}
