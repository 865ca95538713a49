import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type JobContext, throwIfStopped, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { CopyReader } from '../copy/copy-reader';
import { CopyWriter } from '../copy/copy-writer';
import type { PublishedStandard } from '../standards/standards.service';
import { cardColumns } from './card-encoder';
import { CardStream, factsOf } from './card-stream';
import { closeRun, countsOf, openRun, type OutcomeCounts, type RunTerms } from './run-store';
import { sheetSelect } from './sheet-select';

/** A run whose cards are all in its table, not yet visible to anybody. */
export interface FilledRun {
  runId: string;
  standard: PublishedStandard;
  total: number;
  counts: OutcomeCounts;
}

interface OpenLane {
  runId: string;
  standard: PublishedStandard;
  writer: CopyWriter;
  tx: Transaction;
}

const progressRows = 10_000;

/** Judges all fact sheets of a year in one pass: one connection reads, one a standard writes. */
@Injectable()
export class BulkScorer {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Fills a run for each standard; killed or stopped in the middle, its tables are rolled back with everything in them. */
  async fill(
    context: Pick<JobContext<object>, 'person' | 'signal' | 'progress'>,
    standards: PublishedStandard[],
    terms: RunTerms,
  ): Promise<FilledRun[]> {
    return this.database.snapshot(context.person, (reader) =>
      this.withLanes(context.person, standards, terms, [], async (lanes) => {
        const stream = await this.stream(reader, lanes, context, terms);
        const tallies = stream.cards.end();
        return Promise.all(
          lanes.map(async ({ runId, standard, writer, tx }, i) => {
            requireRows(await writer.finish(), stream.count);
            await closeRun(tx, runId, stream.count);
            return { runId, standard, total: stream.count, counts: countsOf(tallies[i] as (typeof tallies)[number]) };
          }),
        );
      }),
    );
  }

  /** Opens a transaction and a table for each standard, one inside the other, and commits them all at the end. */
  private withLanes<T>(
    person: ActingPerson,
    standards: PublishedStandard[],
    terms: RunTerms,
    lanes: OpenLane[],
    work: (lanes: OpenLane[]) => Promise<T>,
  ): Promise<T> {
    const [standard, ...others] = standards;
    if (!standard) return work(lanes);
    return this.database.write(person, async (tx) => {
      const { id, table } = await openRun(tx, standard, terms);
      // freeze: the table is younger than this transaction, so nobody needs to look at its rows again
      const writer = new CopyWriter(tx, `copy ${table} (${cardColumns}) from stdin (format binary, freeze)`);
      try {
        return await this.withLanes(person, others, terms, [...lanes, { runId: id, standard, writer, tx }], work);
      } catch (error) {
        await writer.abort();
        throw error;
      }
    });
  }

  private async stream(
    reader: Transaction,
    lanes: OpenLane[],
    context: Pick<JobContext<object>, 'signal' | 'progress'>,
    terms: RunTerms,
  ): Promise<{ cards: CardStream; count: number }> {
    const facts = factsOf(lanes.map(({ standard }) => standard.evaluator));
    const later = await reader.row<{ later: boolean }>(
      `select exists (select from fact_sheet where year = $1 and "supersededAt" is null and "asOf" > $2) as later`,
      [terms.year, terms.asOf],
    );
    const select = sheetSelect(await this.reference.facts(), facts, { ...terms, laterSheets: later?.later ?? false });
    const count = (await reader.row<{ count: number }>(select.countSql))?.count ?? 0;
    if (count === 0) throw noFigures(terms.year);
    const sinks = lanes.map(({ runId, standard, writer }) => ({
      ...{ runId, evaluator: standard.evaluator, write: (buffer: Buffer) => writer.write(buffer) },
    }));
    const cards = new CardStream(select.kinds, facts, terms.purpose, sinks);
    context.progress({ stage: '评价', done: 0, total: count });
    let told = 0;
    for await (const chunk of new CopyReader(this.database, reader, select.sql)) {
      throwIfStopped(context.signal);
      cards.push(chunk);
      if (cards.rows - told >= progressRows) context.progress({ done: (told = cards.rows) });
      for (const { writer } of lanes) if (writer.mustWait) await writer.drained();
    }
    requireRows(cards.rows, count);
    context.progress({ done: cards.rows, counted: cards.rows, stage: '整理结果' });
    return { cards, count };
  }
}

function noFigures(year: number): DomainError {
  return new DomainError(
    'conflict',
    'SCORING.NO_FIGURES',
    `${year} 年度还没有任何企业的数据，没有评价。请先导入该年度的数据，或核对年度。`,
  );
}

/** Less than everything must never look like everything. */
function requireRows(found: number, expected: number): void {
  if (found === expected) return;
  throw new DomainError(
    'conflict',
    'SCORING.ROW_COUNT',
    `应评价 ${expected} 个企业，实际处理 ${found} 个，结果没有发布。请重新发起；再次出现请联系系统管理员。`,
  );
}
