import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, StoredFiles } from '@tidu/platform';
import fs from 'node:fs';
import type {
  CreateRankingDto,
  DistributionDto,
  RankingDto,
  RankingListDto,
  RankingRowListDto,
  RankingRowsQuery,
  RankingsQuery,
} from './console/rankings.console.dto';
import { publishedRun } from './jobs/create-ranking.job';
import type { ExportRankingResult } from './jobs/export-ranking.job';
import { distributionOf, getRanking, listRankings, listRows } from './rankings.queries';

/** Rankings (排名) for the people of the console: asking for them, reading them, taking files out. */
@Injectable()
export class RankingsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
  ) {}

  /** Asks for a ranking of a published run; returns the job. */
  create(person: ActingPerson, { runId, name, filters }: CreateRankingDto): Promise<string> {
    return this.database.write(person, async (tx) => {
      await publishedRun(tx, runId);
      return this.jobs.enqueue(tx, 'rankings.create', { runId, name, ...(filters && { filters }) });
    });
  }

  /** Asks for a file of a ranking; returns the job. */
  export(person: ActingPerson, rankingId: string, format: 'csv' | 'xlsx'): Promise<string> {
    return this.database.write(person, async (tx) => {
      await getRanking(tx, rankingId);
      return this.jobs.enqueue(tx, 'rankings.export', { rankingId, format });
    });
  }

  list(person: ActingPerson, query: RankingsQuery): Promise<RankingListDto> {
    return this.database.read(person, (tx) => listRankings(tx, query));
  }

  get(person: ActingPerson, id: string): Promise<RankingDto> {
    return this.database.read(person, (tx) => getRanking(tx, id));
  }

  rows(person: ActingPerson, id: string, query: RankingRowsQuery): Promise<RankingRowListDto> {
    return this.database.read(person, async (tx) => {
      await getRanking(tx, id);
      return listRows(tx, id, query);
    });
  }

  distribution(person: ActingPerson, id: string): Promise<DistributionDto> {
    return this.database.read(person, (tx) => distributionOf(tx, id));
  }

  /** The file a finished export made, for whoever may see that job. @throws DomainError `RANKINGS.NO_FILE`. */
  async file(person: ActingPerson, jobId: string): Promise<ExportRankingResult & { stream: fs.ReadStream }> {
    const job = await this.jobs.get(person, jobId);
    const result = job.result as ExportRankingResult | null;
    if (job.task !== 'rankings.export' || job.state !== 'succeeded' || !result) {
      throw new DomainError('notFound', 'RANKINGS.NO_FILE', '这个任务没有可下载的文件，或导出还没有完成。');
    }
    const path = this.files.path(result.sha256);
    if (!fs.existsSync(path)) {
      throw new DomainError('notFound', 'RANKINGS.NO_FILE', '导出文件已不在服务器上，请重新导出。');
    }
    return { ...result, stream: fs.createReadStream(path) };
  }
}
