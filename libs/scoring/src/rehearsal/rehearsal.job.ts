import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import {
  type Causes,
  type Change,
  CHANGES,
  type ComparedRows,
  Differences,
  factsOf,
  outcomeName,
} from '@tidu/criteria';
import { DomainError, isDay, systemClock, today, uuidv7 } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { FactSheetBuilder } from '../facts/fact-sheet-builder';
import { Crew } from './crew';
import { type RehearsedSide, RehearsedStandards, sideView, type SidesWanted } from './rehearsed-standards';

/** Which two are compared, for which year and day. */
export interface RehearsePayload extends SidesWanted {
  year: number;
  purpose?: 'application' | 'renewal';
  /** Day of assessment, YYYY-MM-DD; absent: today in Asia/Shanghai. */
  asOf?: string;
  name?: string;
}

export type ChangeCounts = Record<Change, number>;

export interface RehearseResult {
  rehearsalId: string;
  total: number;
  changed: number;
  counts: ChangeCounts;
  /** On invented enterprises, because there were no others. */
  demo: boolean;
}

interface Found {
  old: RehearsedSide;
  next: RehearsedSide;
  overlay: string | null;
  crew: Crew;
  out: ComparedRows;
  causes: Causes[];
}

const batchRows = 10_000;
const noCounts = (): ChangeCounts => ({
  ...{ same: 0, loses: 0, gains: 0, becomesUnknown: 0, becomesUnmet: 0, otherwise: 0, points: 0 },
});

/** Judges everybody under two releases (新旧办法双跑) and keeps who gains, loses or becomes open, and by which clause. */
@Injectable()
export class RehearsalJob implements JobHandler<RehearsePayload> {
  readonly task = 'scoring.rehearse';

  constructor(
    private readonly standards: RehearsedStandards,
    private readonly sheets: FactSheetBuilder,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<RehearsePayload>): Promise<RehearseResult> {
    const { payload, person, signal, database } = context;
    const { year, asOf = today(systemClock), purpose = 'application' } = payload;
    if (!person.scope.everything) throw wholeScope();
    requireDay(asOf);
    const { old, next, overlay } = await this.standards.sides(payload);
    context.progress({ stage: '汇总事实表', done: 0, total: null });
    await this.sheets.refreshAll(person, {
      ...{ year, asOf },
      onProgress: (done) => {
        throwIfStopped(signal);
        context.progress({ done });
      },
    });
    const facts = factsOf([old.evaluator, next.evaluator]);
    const onProgress = (stage: string, done: number, total: number) => context.progress({ stage, done, total });
    const news = { signal, onProgress };
    const crew = await Crew.load(database, this.reference, person, { year, asOf, purpose, facts }, news);
    try {
      const compared = await crew.compare(old.evaluator.release.document, next.evaluator.release.document, news);
      context.progress({ stage: '保存结果', done: crew.rows, total: crew.rows, counted: crew.rows });
      const found = { old, next, overlay, crew, ...compared };
      return await context.commit((tx) => this.store(tx, context.jobId, { ...payload, year, asOf, purpose }, found));
    } finally {
      await crew.close();
    }
  }

  private async store(
    tx: Transaction,
    jobId: string,
    terms: RehearsePayload & { asOf: string; purpose: string },
    { old, next, overlay, crew, out, causes }: Found,
  ): Promise<RehearseResult> {
    const id = uuidv7();
    const { counts, outcomes, distinct, places, list, changed } = summarise(out, causes, crew.rows);
    const { list: differences } = new Differences(old.evaluator.release.document, next.evaluator.release.document);
    const [before, after] = [sideView(old), sideView(next)];
    const name = terms.name ?? `${before.name} 对 ${after.name}`.slice(0, 100);
    await tx.rows(
      `insert into rehearsal (id, name, year, "asOf", purpose, "oldReleaseId", "newReleaseId", overlay, old, new, demo,
         total, changed, counts, differences, causes, "jobId", "personName", "demoLeftOut", "unchangedKept")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, true)`,
      [
        ...[id, name, terms.year, terms.asOf, terms.purpose, before.releaseId, after.releaseId, overlay],
        ...[JSON.stringify(before), JSON.stringify(after), crew.demo, crew.rows, changed],
        ...[JSON.stringify({ changes: counts, outcomes }), JSON.stringify(differences), JSON.stringify(distinct)],
        ...[jobId, tx.person.name, crew.demoLeftOut],
      ],
    );
    for (let at = 0; at < list.length; at += batchRows)
      await storeRows(tx, id, crew, out, places, list.subarray(at, at + batchRows), at);
    const result = { rehearsalId: id, total: crew.rows, changed, counts, demo: crew.demo };
    await this.trail.record(tx, {
      ...{ action: 'scoring.rehearse', objectType: 'rehearsal', objectId: id },
      after: { old: before.hash, new: after.hash, year: terms.year, asOf: terms.asOf, counts },
    });
    return result;
  }
}

/** Counts of a comparison, its distinct causes, and the rows in the order of the list: those that change come first. */
function summarise(out: ComparedRows, causes: readonly Causes[], rows: number) {
  const counts = noCounts();
  const pairs = new Uint32Array(36);
  const distinct: (Causes & { counts: ChangeCounts })[] = [];
  const byKey = new Map<string, number>();
  // threads find the same causes each for itself
  const places = causes.map((cause) => {
    const key = JSON.stringify(cause);
    const place = byKey.get(key) ?? distinct.push({ ...cause, counts: noCounts() }) - 1;
    byKey.set(key, place);
    return place;
  });
  const byChange: number[][] = CHANGES.map(() => []);
  const byOutcome: number[][] = Array.from({ length: 6 }, () => []);
  for (let row = 0; row < rows; row++) {
    const change = out.change[row] as number;
    const name = CHANGES[change] as Change;
    counts[name]++;
    const pair = (out.oldOutcome[row] as number) * 6 + (out.newOutcome[row] as number);
    pairs[pair] = (pairs[pair] as number) + 1;
    if (change === 0) {
      byOutcome[out.newOutcome[row] as number]?.push(row);
      continue;
    }
    byChange[change]?.push(row);
    const cause = distinct[places[out.cause[row] as number] as number];
    if (cause) cause.counts[name]++;
  }
  const outcomes = [...pairs].flatMap((count, pair) =>
    count === 0 ? [] : [{ old: outcomeName(Math.floor(pair / 6)), new: outcomeName(pair % 6), count }],
  );
  const changed = rows - counts.same;
  return { counts, outcomes, distinct, places, changed, list: Uint32Array.from([...byChange, ...byOutcome].flat()) };
}

async function storeRows(
  tx: Transaction,
  id: string,
  crew: Crew,
  out: ComparedRows,
  places: readonly number[],
  rows: Uint32Array,
  before: number,
): Promise<void> {
  const of = (column: Uint8Array | Int32Array) => Array.from(rows, (row) => column[row] as number);
  const points = (column: Int32Array) => of(column).map((value) => (value < 0 ? null : value));
  await tx.rows(
    `insert into rehearsal_row ("rehearsalId", position, "enterpriseId", change, cause, "oldOutcome", "newOutcome",
       "oldMin", "oldMax", "newMin", "newMax")
     select $1, $2 + o, e, c, k, a, b, am, ax, bm, bx from unnest($3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[],
       $8::int[], $9::int[], $10::int[], $11::int[]) with ordinality as r (e, c, k, a, b, am, ax, bm, bx, o)`,
    [
      ...[id, before, Array.from(rows, (row) => crew.enterpriseId(row)), of(out.change)],
      Array.from(rows, (row) => (out.change[row] === 0 ? null : places[out.cause[row] as number])),
      ...[of(out.oldOutcome), of(out.newOutcome), points(out.oldMin), points(out.oldMax)],
      ...[points(out.newMin), points(out.newMax)],
    ],
  );
}

/** The counts are of everybody, so whoever makes them must be allowed to see everybody. */
export function wholeScope(): DomainError {
  return new DomainError('forbidden', 'SCORING.WHOLE_SCOPE', '双跑针对全部企业，须由能看到全部企业的人发起。');
}

/** @throws DomainError `SCORING.BAD_DAY` */
export function requireDay(asOf: string): void {
  if (isDay(asOf)) return;
  throw new DomainError('invalid', 'SCORING.BAD_DAY', `评价日“${asOf}”不是日期，请写成 2026-11-01 的形式。`);
}
