import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EnterprisesQueries } from '@tidu/enterprises';
import { DomainError, shanghaiTime, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction, stale } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type StoredFigures, storedValue, valueText } from '../figure-values';
import { isFigure } from '../import/column-names';
import { type FigureSource, sourceLabels } from '../sources';
import { familyRows, ownFirst } from '../together';
import { type Choice, chosenVoice, saidIn } from './said';

/** Which source counts where sources disagree, as a person decides it. */
export interface NewResolution {
  year: number;
  fact: string;
  source: FigureSource;
  /** Merged record whose statement of that source counts; absent: what the source says of the enterprise as a whole. */
  recordId?: string;
  reason: string;
  /** The decision it takes the place of, as the person saw it; absent where there was none. */
  replaces?: string;
}

interface Held {
  id: string;
  /** Taken on this record, not on one that was merged into it. */
  own: boolean;
  source: FigureSource;
  resolvedAt: Date;
  resolvedByName: string;
}

/** Decides conflicts between sources (冲突处理). A decision goes before the precedence until another ends it. */
@Injectable()
export class ResolutionsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly enterprises: EnterprisesQueries,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `PLATFORM.STALE` (409), `FIGURES.SOURCE_SILENT` when the source says nothing of it. */
  async resolve(person: ActingPerson, enterpriseId: string, given: NewResolution): Promise<{ id: string }> {
    await this.enterprises.one(person, enterpriseId);
    const { year, fact: code, source, reason, recordId = null } = given;
    const fact = (await this.reference.dictionary()).find(code);
    if (!fact || !isFigure(fact))
      throw new DomainError('invalid', 'FIGURES.NOT_A_FIGURE', `fact：“${code.slice(0, 60)}”不是各来源填报的指标。`);
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `resolution ${enterpriseId} ${year} ${code}`,
      ]);
      const held = await current(tx, enterpriseId, year, code);
      if ((held?.id ?? null) !== (given.replaces ?? null)) throw late(held);
      const { rows, textOf } = await statements(tx, enterpriseId, year, code);
      if (chosenVoice({ source, recordId }, rows, textOf) === null)
        throw silent({ source, recordId }, fact.label, year);
      const seen = saidIn(rows, textOf);
      // a decision on a merged record stays with it, so that taking the merge back is exact; the new one goes before it
      if (held?.own) await end(tx, held.id, reason);
      await tx.rows(
        `insert into figure_resolution (id, "enterpriseId", year, fact, source, "recordId", seen, reason, "resolvedBy", "resolvedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, enterpriseId, year, code, source, recordId, seen, reason, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'figures.resolve', objectType: 'figure_resolution', objectId: id, reason },
        ...(held && { before: { id: held.id, source: held.source } }),
        after: { enterpriseId, year, fact: code, source, ...(recordId && { recordId }), seen },
      });
    });
    return { id };
  }

  /** Takes a decision back: the precedence holds again. */
  async end(person: ActingPerson, id: string, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const row = await tx.row<{
        enterpriseId: string;
        year: number;
        fact: string;
        source: string;
        endedAt: Date | null;
      }>('select "enterpriseId", year::int as year, fact, source, "endedAt" from figure_resolution where id = $1', [
        id,
      ]);
      if (!row)
        throw new DomainError('notFound', 'FIGURES.RESOLUTION_NOT_FOUND', '没有这项处理，或企业不在您的管理范围内。');
      if (!(await end(tx, id, reason))) throw late(null);
      const { enterpriseId, year, fact, source } = row;
      const before = { enterpriseId, year, fact, source };
      await this.trail.record(tx, {
        action: 'figures.unresolve',
        objectType: 'figure_resolution',
        objectId: id,
        before,
        reason,
      });
    });
  }
}

const current = (tx: Transaction, enterpriseId: string, year: number, fact: string): Promise<Held | null> =>
  tx.row<Held>(
    `select id, source, "resolvedAt", "resolvedByName", "enterpriseId" = $1 as own from figure_resolution
     where "enterpriseId" in (select enterprise_family($1)) and year = $2 and fact = $3 and "endedAt" is null
     order by "enterpriseId" <> $1, "resolvedAt" desc limit 1`,
    [enterpriseId, year, fact],
  );

type Row = StoredFigures & { enterpriseId: string; source: FigureSource };

/** Who says what now. */
async function statements(tx: Transaction, enterpriseId: string, year: number, fact: string) {
  const rows = await tx.rows<Row>(
    `select f.* from figures f where ${familyRows} and f.year = $2 order by ${ownFirst}`,
    [enterpriseId, year],
  );
  return { rows, textOf: (row: Row) => valueText(storedValue(row, fact)) };
}

async function end(tx: Transaction, id: string, reason: string): Promise<boolean> {
  const row = await tx.row(
    `update figure_resolution set "endedAt" = now(), "endedBy" = $2, "endedByName" = $3, "endedReason" = $4
     where id = $1 and "endedAt" is null returning id`,
    [id, tx.person.id, tx.person.name, reason],
  );
  return row !== null;
}

function late(held: Held | null): DomainError {
  const said = held
    ? `${held.resolvedByName}已于 ${shanghaiTime(held.resolvedAt)}定为以${sourceLabels[held.source]}为准`
    : '原来的处理已经取消';
  return stale(said);
}

function silent({ source, recordId }: Choice, label: string, year: number): DomainError {
  const where = recordId === null ? 'source：' : 'recordId：这家企业合并进来的这条记录里，';
  return new DomainError(
    'invalid',
    'FIGURES.SOURCE_SILENT',
    `${where}${sourceLabels[source]}没有 ${year} 年度的“${label}”，不能以它为准。`,
  );
}
