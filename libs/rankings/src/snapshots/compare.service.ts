import { Injectable } from '@nestjs/common';
import { formatScaled } from '@tidu/kernel';
import { type ActingPerson, Database, decodeCursor, encodeCursor, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { definitionChanges } from '../definitions/diff';
import { measuredFacts } from '../definitions/body';
import { scopeWords } from '../definitions/scope-words';
import { Exact, type Rational } from '@tidu/criteria';
import { pillarScores, shareInTotal } from '../evaluate/composite';
import { flagLabels, type RowInputs } from '../evaluate/measure';
import { fractionOf, roundedTo } from '../evaluate/points';
import { sourceRow } from '../run/source-row';
import { sourceSql } from '../run/source-sql';
import { movementCauses } from './movement-causes';
import { rowOf } from './snapshots.queries';
import { wholeSnapshot, type WholeSnapshot } from './snapshots.store';
import type { StoredRow } from './whole-rows';

/** One indicator of two rows, side by side. */
export interface ComparedIndicator {
  label: string;
  weight: string;
  a: ComparedCell;
  b: ComparedCell;
  /** Points of A less those of B, in points of the total; null where one has none. */
  lead: string | null;
}

export interface ComparedCell {
  value: string | null;
  points: string | null;
  flags: string[];
  /** Figures it rests on that say something else today: label, then, today. */
  drift: { fact: string; before: string | null; after: string | null }[];
}

/** One pillar of two rows, side by side. */
export interface ComparedPillar {
  label: string;
  weight: string;
  a: string | null;
  b: string | null;
  /** What A is ahead by, in points of the total. */
  lead: string | null;
}

/** Movement of one enterprise between two snapshots. */
export interface Movement {
  enterpriseId: string;
  creditCode: string;
  name: string;
  before: number | null;
  after: number | null;
  beforeScore: string | null;
  afterScore: string | null;
}

/** “Why is A above B” (追问) from the snapshot itself, and what moved between two snapshots (同比). */
@Injectable()
export class CompareService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** @throws DomainError `RANKINGS.NO_ROW`. */
  async pair(person: ActingPerson, id: string, ids: { a: string; b: string }) {
    const catalogue = await this.reference.facts();
    return this.database.read(person, async (tx) => {
      const snapshot = await wholeSnapshot(tx, id);
      const [a, b] = [await rowOf(tx, id, ids.a), await rowOf(tx, id, ids.b)];
      const today = await this.inputsToday(tx, snapshot, [a, b], catalogue);
      const cell = (row: StoredRow, i: number) => cellOf(snapshot, row, i, today.get(row.enterpriseId) ?? null);
      const indicators = snapshot.body.indicators.map(({ label, weight, pillar }, i): ComparedIndicator => {
        const [left, right] = [a.results[i]?.[1] ?? null, b.results[i]?.[1] ?? null];
        const share = shareInTotal(snapshot.body, pillar);
        const lead = leadOf(left, right, share, snapshot.body.decimals);
        return { label, weight, a: cell(a, i), b: cell(b, i), lead };
      });
      const pillars = comparedPillars(snapshot, a, b);
      return { snapshot, a, b, indicators, pillars, why: whyOf(snapshot, a, b, indicators) };
    });
  }

  /** The same figures as they would be read now, by enterprise. */
  private async inputsToday(
    tx: Transaction,
    { body, cohort, demo }: WholeSnapshot,
    rows: StoredRow[],
    catalogue: Awaited<ReturnType<ReferenceService['facts']>>,
  ): Promise<Map<string, RowInputs>> {
    const { sql, keys } = sourceSql(tx, body, {
      catalogue,
      runs: cohort.runs,
      demo,
      only: rows.map((row) => row.enterpriseId),
    });
    const cells = await tx.client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
    return new Map(
      cells.rows.map((row) => {
        const { enterpriseId, inputs } = sourceRow(row, keys);
        return [enterpriseId, inputs];
      }),
    );
  }

  /** What moved from one snapshot to another: the definition, then the enterprises by the size of their movement. */
  async movements(person: ActingPerson, id: string, otherId: string, query: { limit?: number; after?: string }) {
    const limit = query.limit ?? 20;
    const [place = 0, afterCode = ''] = query.after ? decodeCursor(query.after, 2) : [];
    const words = await scopeWords(this.reference);
    return this.database.read(person, async (tx) => {
      const [after, before] = [await wholeSnapshot(tx, id), await wholeSnapshot(tx, otherId)];
      const from = `(select coalesce(n."enterpriseId", o."enterpriseId") as "enterpriseId", coalesce(n."creditCode", o."creditCode") as "creditCode", coalesce(n.name, o.name) as name,
          o.rank as before, n.rank as after, o.score::text as "beforeScore", n.score::text as "afterScore",
          case when o.rank is null or n.rank is null then 1000000000 else abs(n.rank - o.rank) end as moved
        from (select * from ranking_snapshot_row where "snapshotId" = $1) n
        full join (select * from ranking_snapshot_row where "snapshotId" = $2) o on o."enterpriseId" = n."enterpriseId"
        where n.rank is distinct from o.rank) m`;
      const rows = await tx.rows<Movement & { moved: number }>(
        `select * from ${from} where ($3::int = 0 or (-moved, "creditCode") > (-$3::int, $4)) order by moved desc, "creditCode" limit $5`,
        [id, otherId, Number(place) || 0, afterCode, limit + 1],
      );
      const counts = await tx.row<{ up: number; down: number; entered: number; left: number; all: number }>(
        `select count(*) filter (where after < before)::int as up, count(*) filter (where after > before)::int as down,
           count(*) filter (where before is null)::int as entered, count(*) filter (where after is null)::int as "left",
           count(*)::int as "all" from ${from}`,
        [id, otherId],
      );
      const spread = await movedBy(tx, id, otherId);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const causes = await movementCauses(tx, before, after);
      const labelOf = (code: string) => (after.cohort.facts[code] ?? before.cohort.facts[code])?.label ?? code;
      const shown = (score: string | null, { body }: WholeSnapshot) =>
        score === null ? null : formatScaled(BigInt(score), body.decimals);
      return {
        ...{
          before,
          after,
          counts: counts ?? { up: 0, down: 0, entered: 0, left: 0, all: 0 },
          spread,
        },
        changes: definitionChanges(before.body, after.body, labelOf, words),
        items: items.map(({ moved: _moved, beforeScore, afterScore, ...one }) => ({
          ...one,
          ...{ beforeScore: shown(beforeScore, before), afterScore: shown(afterScore, after) },
          why: causes?.get(one.enterpriseId) ?? null,
        })),
        next: rows.length > limit && last ? encodeCursor([last.moved, last.creditCode]) : null,
        count: { value: counts?.all ?? 0, exact: true },
      };
    });
  }
}

const steps = [
  ...['升 51 位以上', '升 11–50 位', '升 1–10 位', '不变', '降 1–10 位', '降 11–50 位', '降 51 位以上', '新进名次'],
  '退出名次',
];

/** How many moved how far, up first. */
async function movedBy(tx: Transaction, id: string, otherId: string): Promise<{ label: string; count: number }[]> {
  const rows = await tx.rows<{ step: number; count: number }>(
    `select case when o.rank is null then 7 when n.rank is null then 8 when n.rank = o.rank then 3
         when o.rank - n.rank > 50 then 0 when o.rank - n.rank > 10 then 1 when o.rank > n.rank then 2
         when n.rank - o.rank <= 10 then 4 when n.rank - o.rank <= 50 then 5 else 6 end as step, count(*)::int as count
     from (select "enterpriseId", rank from ranking_snapshot_row where "snapshotId" = $1) n
     full join (select "enterpriseId", rank from ranking_snapshot_row where "snapshotId" = $2) o using ("enterpriseId")
     where n.rank is not null or o.rank is not null group by 1`,
    [id, otherId],
  );
  const counts = new Map(rows.map(({ step, count }) => [step, count]));
  return steps.map((label, i) => ({ label, count: counts.get(i) ?? 0 }));
}

function cellOf(snapshot: WholeSnapshot, row: StoredRow, i: number, today: RowInputs | null): ComparedCell {
  const { body, cohort } = snapshot;
  const [value, points, flags] = row.results[i] ?? [null, null, []];
  const indicator = body.indicators[i];
  const own = indicator ? measuredFacts(indicator) : [];
  const keys = Object.keys(row.inputs).filter(
    (key) => own.includes(key.replace('@-1', '')) || key === `score:${indicator?.id ?? ''}`,
  );
  const shown = (key: string, text: string | null) => {
    const scale = key.startsWith('score:') ? 4 : (cohort.facts[key.replace('@-1', '')]?.scale ?? 0);
    return text === null ? null : formatScaled(BigInt(text), scale);
  };
  const label = (key: string) =>
    `${key.endsWith('@-1') ? '上年' : ''}${cohort.facts[key.replace('@-1', '')]?.label ?? indicator?.label ?? key}`;
  return {
    value: value === null ? null : formatScaled(roundedTo(fractionOf(value), 6), 6),
    points: points === null ? null : formatScaled(roundedTo(fractionOf(points), body.decimals), body.decimals),
    flags: flags.map((flag) => flagLabels[flag]),
    drift: keys.flatMap((key) => {
      const [before, after] = [row.inputs[key]?.[0] ?? null, today?.[key]?.[0] ?? null];
      return before === after ? [] : [{ fact: label(key), before: shown(key, before), after: shown(key, after) }];
    }),
  };
}

/** Pillars of two rows side by side; the lead is what it makes in the total. */
function comparedPillars({ body }: WholeSnapshot, a: StoredRow, b: StoredRow): ComparedPillar[] {
  const scores = (row: StoredRow) =>
    pillarScores(
      body,
      row.results.map(([, points]) => (points === null ? null : fractionOf(points))),
    );
  const shown = (one: Rational) => formatScaled(roundedTo(one, body.decimals), body.decimals);
  const [left, right] = [scores(a), scores(b)];
  return (body.pillars ?? []).map(({ id, label, weight }, i) => {
    const [one, other] = [left[i] ?? null, right[i] ?? null];
    const apart = one && other && Exact.add(one, { num: -other.num, den: other.den });
    const lead = apart && shown(Exact.multiply(apart, shareInTotal(body, id)));
    return { label, weight, a: one && shown(one), b: other && shown(other), lead };
  });
}

function leadOf(a: string | null, b: string | null, share: Rational, decimals: number): string | null {
  if (a === null || b === null) return null;
  const { num, den } = fractionOf(b);
  const apart = Exact.multiply(Exact.add(fractionOf(a), { num: -num, den }), share);
  return formatScaled(roundedTo(apart, decimals), decimals);
}

/** One sentence that answers the question. */
function whyOf({ body }: WholeSnapshot, a: StoredRow, b: StoredRow, indicators: ComparedIndicator[]): string {
  if (a.rank === null || b.rank === null) {
    const out = a.rank === null ? a : b;
    return `${out.name}没有名次：${out.excluded ?? '不参评'}。`;
  }
  if (a.rank === b.rank)
    return `两家并列第 ${a.rank} 名：四舍五入后的总分${body.ties.length > 0 ? '和用来分先后的指标都' : ''}相同。`;
  const [first, second] = a.rank < b.rank ? [a, b] : [b, a];
  if (second.vetoed && !first.vetoed) return `${second.name}有一票否决，排在没有一票否决的企业之后。`;
  const sign = first === a ? 1 : -1;
  const leads = indicators
    .map(({ label, lead }) => ({ label, lead: lead === null ? 0 : Number(lead) * sign }))
    .filter(({ lead }) => lead !== 0)
    .sort((x, y) => y.lead - x.lead);
  const score = (row: StoredRow) => (row.score === null ? '' : formatScaled(BigInt(row.score), body.decimals));
  if (first.score === second.score)
    return `总分同为 ${score(first)}，按定义依次比较 ${body.ties.join('、')}，${first.name}在前。`;
  const [most] = leads;
  return `${first.name}总分 ${score(first)}，${second.name} ${score(second)}；差距最大的一项是${most?.label ?? '总分'}，${first.name}多 ${String(Math.abs(most?.lead ?? 0))} 分。`;
}
