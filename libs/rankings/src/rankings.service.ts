import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, JobsService, type TableFormat } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type {
  CreateRankingDto,
  DistributionDto,
  RankingDto,
  RankingListDto,
  RankingRowListDto,
  RankingRowsQuery,
  RankingsQuery,
} from './console/rankings.console.dto';
import { type ScopeWords, scopeWords } from './definitions/scope-words';
import { publishedRun } from './jobs/create-ranking.job';
import { exportRankingTask } from './jobs/export-ranking.job';
import { distributionOf, getRanking, listRankings, listRows, type Ranking } from './rankings.queries';

/** Rankings (排名) for the people of the console: asking for them and for files of them, and reading them. */
@Injectable()
export class RankingsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly reference: ReferenceService,
  ) {}

  /** Asks for a ranking of a published run; returns the job. */
  create(person: ActingPerson, { runId, name, filters }: CreateRankingDto): Promise<string> {
    return this.database.write(person, async (tx) => {
      await publishedRun(tx, runId);
      return this.jobs.enqueue(tx, 'rankings.create', { runId, name, ...(filters && { filters }) });
    });
  }

  /** Asks for a file of a ranking; returns the job. */
  export(person: ActingPerson, rankingId: string, format: TableFormat): Promise<string> {
    return this.database.write(person, async (tx) => {
      await getRanking(tx, rankingId);
      return this.jobs.enqueue(tx, exportRankingTask, { rankingId, format });
    });
  }

  async list(person: ActingPerson, query: RankingsQuery): Promise<RankingListDto> {
    const { items, ...page } = await this.database.read(person, (tx) => listRankings(tx, query));
    const words = await scopeWords(this.reference);
    return { ...page, items: items.map((one) => inWords(one, words)) };
  }

  async get(person: ActingPerson, id: string): Promise<RankingDto> {
    const ranking = await this.database.read(person, (tx) => getRanking(tx, id));
    return inWords(ranking, await scopeWords(this.reference));
  }

  async rows(person: ActingPerson, id: string, query: RankingRowsQuery): Promise<RankingRowListDto> {
    const { items, ...page } = await this.database.read(person, async (tx) => {
      await getRanking(tx, id);
      return listRows(tx, id, query);
    });
    const { region } = await scopeWords(this.reference);
    return { ...page, items: items.map((row) => ({ ...row, regionWords: region(row.regionCode) })) };
  }

  distribution(person: ActingPerson, id: string): Promise<DistributionDto> {
    return this.database.read(person, (tx) => distributionOf(tx, id));
  }
}

const inWords = (ranking: Ranking, { region, industry }: ScopeWords): RankingDto => {
  const { regions = [], industries = [] } = ranking.filters;
  return { ...ranking, scopeWords: { regions: regions.map(region), industries: industries.map(industry) } };
};
