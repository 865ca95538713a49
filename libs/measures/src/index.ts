export { seedMeasures } from './catalogue/seed-measures';
export { MatchJob, type MatchResult } from './matching/match.job';
export { measureInvariants } from './measure-invariants';
export { MeasuresModule } from './measures.module';
export { MeasuresCatalogue1764301910000 } from './migrations/1764301910000-catalogue';
export { MeasureCases1764301910010 } from './migrations/1764301910010-cases';
export { SealedAccounts1764301920440 } from './migrations/1764301920440-sealed-accounts';
