import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { displayFact, type FactDefinition } from '@tidu/criteria';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, decodeCursor, JobsService, pageOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { inWords } from '../definitions/definitions.service';
import { getDefinition } from '../definitions/definitions.store';
import { sourceWord } from '../evaluate/source-words';
import { countScope } from '../run/run-ranking.job';
import { giveGapTasksTask } from './give-gap-tasks.job';
import { GapTasksService } from './gap-tasks.service';
import { type Gap, gapKinds, gapsSql } from './gaps-sql';

export interface GapsQuery {
  kind?: (typeof gapKinds)[number];
  waived?: 'yes' | 'no';
  limit?: number;
  after?: string;
}

export interface Readiness {
  enterprises: number;
  counts: Record<(typeof gapKinds)[number], { open: number; waived: number }>;
}

const none = { missing: { open: 0, waived: 0 }, provisional: { open: 0, waived: 0 }, outlying: { open: 0, waived: 0 } };

/** What of the figures a ranking needs is missing, provisional or outlying (数据就绪), and who lets it pass. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
    private readonly tasks: GapTasksService,
    private readonly jobs: JobsService,
  ) {}

  /** Asks for a task for each enterprise with gaps; returns the job. */
  giveTasks(person: ActingPerson, definitionId: string): Promise<string> {
    return this.database.write(person, async (tx) => {
      await getDefinition(tx, definitionId);
      return this.jobs.enqueue(tx, giveGapTasksTask, { definitionId });
    });
  }

  /** How much there is of each kind, counted by the query that lists it. */
  async summary(person: ActingPerson, definitionId: string): Promise<Readiness> {
    const catalogue = await this.reference.facts();
    return this.database.read(person, async (tx) => {
      const { id, body } = await getDefinition(tx, definitionId);
      const { demo, total } = await countScope(tx, body);
      const rows = await tx.rows<{ kind: Gap['kind']; waived: boolean; count: number }>(
        `select kind, waived, count(*)::int as count from (${gapsSql(tx, { id, body, catalogue, demo })}) g group by 1, 2`,
      );
      const counts = structuredClone(none);
      for (const { kind, waived, count } of rows) counts[kind][waived ? 'waived' : 'open'] = count;
      return { enterprises: total, counts };
    });
  }

  /** The work list: one gap an item, by credit code and fact. */
  async gaps(person: ActingPerson, definitionId: string, query: GapsQuery) {
    const catalogue = await this.reference.facts();
    const limit = query.limit ?? 20;
    const after = query.after ? decodeCursor(query.after, 3) : ['', '', ''];
    return this.database.read(person, async (tx) => {
      const { id, body } = await getDefinition(tx, definitionId);
      const { demo } = await countScope(tx, body);
      const where = `($1::text is null or kind = $1) and ($2::boolean is null or waived = $2)`;
      const from = `(${gapsSql(tx, { id, body, catalogue, demo })}) g where ${where}`;
      const filters = [query.kind ?? null, query.waived === undefined ? null : query.waived === 'yes'];
      const rows = await tx.rows<Gap>(
        `select * from ${from} and ("creditCode", fact, kind) > ($3, $4, $5) order by "creditCode", fact, kind limit $6`,
        [...filters, ...after, limit + 1],
      );
      const counted = await tx.row<{ count: number }>(
        `select count(*)::int as count from (select from ${from} limit 10001) x`,
        filters,
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.count ?? 0, place: ({ creditCode, fact, kind }) => [creditCode, fact, kind] },
        view: ({ value, source, ...gap }: Gap) => {
          const fact = catalogue.dictionary.get(gap.fact);
          return { ...gap, factLabel: fact.label, value: shown(fact, value), source: sourceWord(source) };
        },
      });
    });
  }

  /**
   * Lets a gap pass in one's own name, with a reason that is printed in the annex.
   * @throws DomainError `RANKINGS.NO_ENTERPRISE`, `RANKINGS.NO_GAP`, `RANKINGS.DONE_ALREADY`.
   */
  async waive(
    person: ActingPerson,
    definitionId: string,
    given: { enterpriseId: string; fact: string; kind: Gap['kind']; reason: string },
  ): Promise<string> {
    const catalogue = await this.reference.facts();
    return this.database
      .write(person, async (tx) => {
        const { id, body } = await getDefinition(tx, definitionId);
        if (!(await tx.row('select id from enterprise where id = $1', [given.enterpriseId]))) throw noEnterprise();
        const { demo } = await countScope(tx, body);
        const sql = gapsSql(tx, { id, body, catalogue, demo, only: [given.enterpriseId] });
        const gap = await gapOf(tx, sql, given);
        if (!gap) throw noGap();
        const waiver = uuidv7();
        await tx.rows(
          `insert into ranking_waiver (id, "definitionId", "enterpriseId", fact, kind, reason, "waivedByName")
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [waiver, id, given.enterpriseId, given.fact, given.kind, given.reason, tx.person.name],
        );
        await this.trail.record(tx, {
          ...{ action: 'rankings.waive', objectType: 'ranking_waiver', objectId: waiver, reason: given.reason },
          ...{ enterpriseId: given.enterpriseId, after: { definitionId: id, fact: given.fact, kind: given.kind } },
        });
        const left = await tx.row<{ count: number }>(`select count(*)::int as count from (${sql}) g where not waived`);
        await this.tasks.settleIfWhole(tx, id, given.enterpriseId, left?.count ?? 0);
        return waiver;
      })
      .catch(inWords);
  }
}

const gapOf = (tx: Transaction, sql: string, { fact, kind }: { fact: string; kind: string }) =>
  tx.row<Gap>(`select * from (${sql}) g where fact = $1 and kind = $2`, [fact, kind]);

function shown(fact: FactDefinition, value: string | null): string | null {
  if (value === null) return null;
  if (fact.min === null) return displayFact(fact, fact.type === 'boolean' ? value === 'true' : value);
  const number = Number(value);
  return displayFact(fact, Number.isSafeInteger(number) ? number : BigInt(value));
}

const noEnterprise = () =>
  new DomainError('notFound', 'RANKINGS.NO_ENTERPRISE', '没有这家企业，或不在您的范围里。请从数据缺口的列表里选择。');
const noGap = () =>
  new DomainError('conflict', 'RANKINGS.NO_GAP', '没有这处数据缺口：已经补上，或不在这个定义的范围里。请刷新后再看。');
