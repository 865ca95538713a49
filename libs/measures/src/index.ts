export { seedMeasures } from './catalogue/seed-measures';
export { MatchJob, type MatchResult } from './matching/match.job';
export { MatchRoundService } from './matching/match-round.service';
export { measureInvariants } from './measure-invariants';
export { MeasuresModule } from './measures.module';
export { MeasuresCatalogue1764301910000 } from './migrations/1764301910000-catalogue';
export { MeasureCases1764301910010 } from './migrations/1764301910010-cases';
export { SupportNoticesService } from './notices/support-notices.service';
export { SupportResults1764301920320 } from './migrations/1764301920320-support-results';
