import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, isDay, systemClock, today } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction } from '@tidu/platform';
import { FactSheetBuilder } from '../facts/fact-sheet-builder';
import { type PublishedStandard, StandardsService } from '../standards/standards.service';
import { BulkScorer, type FilledRun } from './bulk-scorer';
import { dropAbandonedRuns, type OutcomeCounts, publishRun, type RunTerms } from './run-store';

/** Which standards, year and day. One of the three ways to name standards must be given. */
export interface ScorePayload {
  /** Accounting year (会计年度) of the figures. */
  year: number;
  standardId?: string;
  standardIds?: string[];
  /** A certain release instead of the one in use. */
  releaseId?: string;
  /** Absent: a new application. */
  purpose?: 'application' | 'renewal';
  /** Day of assessment, YYYY-MM-DD; absent: today in Asia/Shanghai. */
  asOf?: string;
}

export interface ScoreResult {
  year: number;
  asOf: string;
  purpose: string;
  /** Fact sheets looked at and newly written. */
  sheets: { sheets: number; written: number };
  runs: {
    runId: string;
    standardId: string;
    version: number;
    total: number;
    outcomes: Omit<OutcomeCounts, 'open'>;
    /** Cards whose points or outcome are not settled (未定). */
    open: number;
  }[];
}

/**
 * Scores every enterprise with figures in a year under one or several standards: refreshes the fact sheets, judges
 * them in one pass, publishes one run a standard — all runs together with the end of the job, or none.
 */
@Injectable()
export class ScoreJob implements JobHandler<ScorePayload> {
  readonly task = 'scoring.score';

  constructor(
    private readonly standards: StandardsService,
    private readonly sheets: FactSheetBuilder,
    private readonly scorer: BulkScorer,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<ScorePayload>): Promise<ScoreResult> {
    const { payload, person, jobId, signal, database } = context;
    const terms = termsOf(payload, jobId);
    if (!person.scope.everything) {
      throw new DomainError('forbidden', 'SCORING.WHOLE_SCOPE', '评价针对全部企业，须由能看到全部企业的人发起。');
    }
    const standards = await this.standardsOf(payload);
    await database.write(person, (tx) => dropAbandonedRuns(tx, jobId));
    context.progress({ stage: '汇总事实表', done: 0, total: null });
    const sheets = await this.sheets.refreshAll(person, {
      ...terms,
      onProgress: (done) => {
        throwIfStopped(signal);
        context.progress({ done });
      },
    });
    const runs = await this.scorer.fill(context, standards, terms);
    context.progress({ stage: '发布结果' });
    try {
      return await context.commit((tx) => this.publish(tx, terms, sheets, runs));
    } catch (error) {
      // what can't be published must not stay; where even this fails, the next job takes it away
      await database.write(person, (tx) => dropRuns(tx, runs)).catch(() => undefined);
      throw error;
    }
  }

  private standardsOf({ releaseId, standardId, standardIds = [] }: ScorePayload): Promise<PublishedStandard[]> {
    const ids = [...new Set(standardId === undefined ? standardIds : [standardId, ...standardIds])];
    if (releaseId !== undefined) return this.standards.release(releaseId).then((one) => [one]);
    if (ids.length > 0) return Promise.all(ids.map((id) => this.standards.activeRelease(id)));
    throw new DomainError('invalid', 'SCORING.NO_STANDARD', '没有指定标准，请至少选择一个标准。');
  }

  private async publish(
    tx: Transaction,
    terms: RunTerms,
    sheets: ScoreResult['sheets'],
    filled: FilledRun[],
  ): Promise<ScoreResult> {
    const { year, asOf, purpose } = terms;
    const runs: ScoreResult['runs'] = [];
    for (const { runId, standard, total, counts } of filled) {
      await publishRun(tx, runId, counts);
      const { standardId, version, hash } = standard;
      await this.trail.record(tx, {
        ...{ action: 'scoring.publish', objectType: 'scoring_run', objectId: runId },
        after: { standardId, version, hash, year, asOf, purpose, total, counts },
      });
      const { open, ...outcomes } = counts;
      runs.push({ runId, standardId, version, total, outcomes, open });
    }
    return { year, asOf, purpose, sheets, runs };
  }
}

async function dropRuns(tx: Transaction, runs: FilledRun[]): Promise<void> {
  for (const { runId } of runs) await tx.rows('select drop_run($1)', [runId]);
}

/** Checks what COPY will get as text. */
function termsOf({ year, asOf = today(systemClock), purpose = 'application' }: ScorePayload, jobId: string): RunTerms {
  if (!Number.isInteger(year) || year < 1949 || year > 2200) {
    throw new DomainError('invalid', 'SCORING.BAD_YEAR', `会计年度“${year}”无效，请填写四位年份。`);
  }
  if (!isDay(asOf)) {
    throw new DomainError('invalid', 'SCORING.BAD_DAY', `评价日“${asOf}”不是日期，请写成 2026-11-01 的形式。`);
  }
  if (purpose !== 'application' && purpose !== 'renewal') {
    throw new DomainError('invalid', 'SCORING.BAD_PURPOSE', '用途应为 application（新申报）或 renewal（复核）。');
  }
  return { year, asOf, purpose, jobId };
}
