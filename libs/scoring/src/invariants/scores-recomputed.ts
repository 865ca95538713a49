import { type Database, type Invariant, systemActor, type Transaction } from '@tidu/platform';
import type { ReferenceService } from '@tidu/reference';
import { CopyReader } from '../copy/copy-reader';
import { frameLength } from '../copy/copy-writer';
import { cardColumns } from '../run/card-encoder';
import { CardStream, factsOf } from '../run/card-stream';
import { sheetColumns } from '../run/sheet-select';
import type { StandardsService } from '../standards/standards.service';
import { rowsOfCopy } from './rows-of-copy';

/** Cards compared at a time: what is held in memory. */
const cardsAtOnce = 5000;
/** Field of a card that holds the enterprise. */
const enterpriseField = 1;

interface Run {
  id: string;
  releaseId: string;
  purpose: 'application' | 'renewal';
  year: number;
  total: number;
}

/**
 * I4: every score card is what its release makes of its fact sheet, bit for bit. The cards of every published run are
 * computed again by the code of the run itself and compared as bytes.
 */
export function scoresRecomputed(reference: ReferenceService, standards: StandardsService): Invariant {
  return {
    ...{ id: 'I4', room: 'scoring', says: '每张评价卡由它的标准版本和事实表重新算出，逐位相同' },
    check: ({ database, violated, note }) =>
      database.snapshot(systemActor, async (tx) => {
        await tx.rows('set local statement_timeout = 0');
        const runs = await tx.rows<Run>(
          `select id, "releaseId", purpose, year::int as year, total::float8 as total from scoring_run
           where state = 'published' order by id`,
        );
        let cards = 0;
        for (const run of runs) {
          const compute = await recomputing(run, reference, standards);
          const counted = await compareRun({ database, tx, run, compute, violated });
          // the invented enterprises take their cards with them: fewer than published is no fault
          if (counted > run.total) violated(`批次 ${run.id}：发布时 ${run.total} 张评价卡，现有 ${counted} 张`);
          cards += counted;
        }
        note(`重新计算 ${runs.length} 个批次、${cards} 张评价卡`);
      }),
  };
}

/** How the cards of a run are made of its sheets: what to read, and bytes in, bytes out. */
interface Compute {
  columns: string;
  cards(sheets: AsyncIterable<Buffer>): Promise<Buffer>;
}

async function recomputing(run: Run, reference: ReferenceService, standards: StandardsService): Promise<Compute> {
  const { evaluator } = await standards.release(run.releaseId);
  const facts = factsOf([evaluator]);
  const { list, kinds } = sheetColumns(await reference.facts(), facts);
  return {
    columns: list,
    cards: async (sheets) => {
      const out: Buffer[] = [];
      const write = (buffer: Buffer) => void out.push(Buffer.from(buffer.subarray(frameLength)));
      const stream = new CardStream(kinds, facts, run.purpose, [{ runId: run.id, evaluator, write }]);
      for await (const chunk of sheets) stream.push(chunk);
      stream.end();
      return Buffer.concat(out);
    },
  };
}

interface Comparison {
  database: Database;
  tx: Transaction;
  run: Run;
  compute: Compute;
  violated: (what: string) => void;
}

/** Compares the cards of a run part by part; returns how many there are. */
async function compareRun({ database, tx, run, compute, violated }: Comparison): Promise<number> {
  const read = (sql: string) => new CopyReader(database, tx, `copy (${sql}) to stdout (format binary)`);
  let counted = 0;
  for (let after: string | null = null; ;) {
    const last = await lastOfPart(tx, run, after);
    if (last === null) return counted;
    const part = `c."runId" = '${run.id}' and c."enterpriseId" <= '${last}'${after === null ? '' : ` and c."enterpriseId" > '${after}'`}`;
    const stored = rowsOfCopy(
      await bytesOf(read(`select ${cardColumns} from score_card c where ${part}`)),
      enterpriseField,
    );
    const sheets =
      read(`select ${compute.columns} from score_card c join fact_sheet s on s."enterpriseId" = c."enterpriseId"
      and s.year = ${run.year} and s."asOf" = c."sheetAsOf" and s.version = c."sheetVersion" where ${part}`);
    const computed = rowsOfCopy(await compute.cards(sheets), enterpriseField);
    for (const [id, card] of stored) {
      const again = computed.get(id);
      if (!again) violated(`批次 ${run.id} 企业 ${id}：评价所用的事实表不在了`);
      else if (!again.equals(card)) violated(`批次 ${run.id} 企业 ${id}：重新计算的结果与评价卡不同`);
    }
    counted += stored.size;
    after = last;
  }
}

async function lastOfPart(tx: Transaction, { id }: Run, after: string | null): Promise<string | null> {
  const row = await tx.row<{ last: string | null }>(
    `select max("enterpriseId"::text) as last from (
       select "enterpriseId" from score_card where "runId" = $1 and ($2::uuid is null or "enterpriseId" > $2)
       order by "enterpriseId" limit ${cardsAtOnce}) part`,
    [id, after],
  );
  return row?.last ?? null;
}

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}
