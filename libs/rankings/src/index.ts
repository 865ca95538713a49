export { CreateRankingJob, type CreateRankingPayload, type CreateRankingResult } from './jobs/create-ranking.job';
export { ExportRankingJob, type ExportRankingPayload, type ExportRankingResult } from './jobs/export-ranking.job';
export { Rankings1764100600000 } from './migrations/1764100600000-rankings';
export { RankingScopes1764300320000 } from './migrations/1764300320000-scopes';
export { RankingsModule } from './rankings.module';
export { RankingsService } from './rankings.service';
export { rankingInvariants } from './ranking-invariants';
