/** Facts of a made-up enterprise that meets 专精特新中小企业 (2026) but for what a person must judge; amounts in 分. */
export const soundFacts: Record<string, unknown> = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, titleTechSme: true, titleInnovativeSme: false },
  ...{ nicheYears: 50_000, revenue: 100_000_000_00, mainRevenue: 85_000_000_00, rdExpense: 3_500_000_00 },
  ...{ totalLiabilities: 50_000_000_00, totalAssets: 100_000_000_00, equityFinancing2y: 0, ipClass1Applied: 2 },
  ...{
    awardProvincialTop3In3y: false,
    awardNationalTop3In3y: false,
    rdInstitutionLevel: 'none',
    qualityScore: 550_000,
  },
};

/** The same enterprise a year before. */
export const soundBefore: Record<string, unknown> = {
  ...{ revenue: 90_000_000_00, rdExpense: 3_000_000_00, qualityScore: 400_000 },
};

export const soundStandard = 'miit-2026-2-specialized';
