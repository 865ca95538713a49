import { Injectable } from '@nestjs/common';
import { DomainError, isDay } from '@tidu/kernel';
import {
  type ActingPerson,
  countLimit,
  Database,
  decodeCursor,
  pageOf,
  JobsService,
  type Transaction,
} from '@tidu/platform';
import type {
  CreateScoringRunDto,
  RunCardListDto,
  RunCardsQuery,
  ScoringRunDto,
  ScoringRunListDto,
  ScoringRunsQuery,
} from '../console/scoring-runs.console.dto';
import { StandardsService } from '../standards/standards.service';
import { cardsOfRun } from './run-cards';
import type { ScorePayload } from './score.job';

type Row = Omit<ScoringRunDto, 'publishedAt' | 'total'> & { publishedAt: Date; cursor: string; total: string };

const latest = `r.id = (select n.id from scoring_run n where n.state = 'published' and n."standardId" = r."standardId"
  and n.year = r.year and n.purpose = r.purpose order by n."publishedAt" desc limit 1)`;

const select = `select r.id, r."standardId", s.name as "standardName", s.version as "standardVersion", r."releaseHash", r.year,
    r."asOf"::text as "asOf", r.purpose, r.total, r.counts, r."personName", r."publishedAt",
    r."publishedAt"::text as cursor, ${latest} as latest
  from scoring_run r join standard_release s on s.id = r."releaseId"`;

/** Starts runs and lists those that were published. */
@Injectable()
export class ScoringRunsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly standards: StandardsService,
  ) {}

  /** Writes the job; what is plainly wrong is said now and not by a failed job. */
  async start(person: ActingPerson, request: CreateScoringRunDto): Promise<string> {
    if (request.asOf !== undefined && !isDay(request.asOf)) {
      throw new DomainError(
        'invalid',
        'SCORING.BAD_DAY',
        `评价日“${request.asOf}”不是日期，请写成 2026-11-01 的形式。`,
      );
    }
    if (!person.scope.everything) {
      throw new DomainError('forbidden', 'SCORING.WHOLE_SCOPE', '评价针对全部企业，须由能看到全部企业的人发起。');
    }
    for (const id of request.standardIds) await this.standards.activeRelease(id);
    const payload: ScorePayload = { ...request };
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, 'scoring.score', payload));
  }

  /** Published runs, the newest first. */
  async list(person: ActingPerson, query: ScoringRunsQuery): Promise<ScoringRunListDto> {
    const limit = query.limit ?? 20;
    const [beforeTime, beforeId] = query.after ? decodeCursor(query.after, 2) : [null, null];
    const filters = [query.standardId ?? null, query.year ?? null, query.purpose ?? null, query.latest ?? false];
    const where = `r.state = 'published' and ($1::text is null or r."standardId" = $1) and ($2::int is null or r.year = $2)
      and ($3::text is null or r.purpose = $3) and (not $4::boolean or ${latest})`;
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Row>(
        `${select} where ${where} and ($5::text is null or (r."publishedAt", r.id) < ($5::timestamptz, $6::uuid))
         order by r."publishedAt" desc, r.id desc limit $7`,
        [...filters, beforeTime, beforeId, limit + 1],
      );
      const counted = await tx.row<{ count: number }>(
        `select count(*)::int as count from (select from scoring_run r where ${where} limit ${countLimit}) x`,
        filters,
      );
      return pageOf(rows, { limit, counted: counted?.count ?? 0, place: ({ cursor, id }) => [cursor, id], view });
    });
  }

  /** One published run. @throws DomainError `SCORING.RUN_NOT_FOUND`. */
  get(person: ActingPerson, id: string): Promise<ScoringRunDto> {
    return this.database.read(person, (tx) => published(tx, id));
  }

  /** The cards of a published run, as far as the person's scope reaches. @throws DomainError `SCORING.RUN_NOT_FOUND`. */
  cards(person: ActingPerson, id: string, query: RunCardsQuery): Promise<RunCardListDto> {
    return this.database.read(person, async (tx) => {
      await published(tx, id);
      return cardsOfRun(tx, id, query);
    });
  }
}

async function published(tx: Transaction, id: string): Promise<ScoringRunDto> {
  const row = await tx.row<Row>(`${select} where r.state = 'published' and r.id = $1`, [id]);
  if (row) return view(row);
  throw new DomainError('notFound', 'SCORING.RUN_NOT_FOUND', '没有这次评价，或它已被清除。请在列表里另选一次。');
}

function view({ cursor: _cursor, publishedAt, total, ...row }: Row): ScoringRunDto {
  return { ...row, total: Number(total), publishedAt: publishedAt.toISOString() };
}
