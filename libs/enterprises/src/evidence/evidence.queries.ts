import { Injectable } from '@nestjs/common';
import { DomainError, isUuid, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, pageOf } from '@tidu/platform';
import type { Page, Transaction } from '@tidu/platform';
import { enterpriseNotFound } from '../enterprises.errors';
import type { EvidenceChangeDto, EvidenceRecordDto, EvidenceSummaryDto } from './evidence.console.dto';
import type { EvidenceKind } from './evidence-kind';
import { saidAsLong } from '../duplicates/standing-rows';
import { type EvidenceRow, identifyingColumns } from './evidence-store';
import { unknownKind } from './evidence.errors';
import { commonOf, evidenceName, evidenceValues, stateOn } from './evidence-words';
import { evidenceKind, evidenceKinds } from './kinds';
import type { EvidenceColumns } from './statement';

export interface EvidenceListOptions {
  asOf?: string;
  withdrawn?: boolean;
  limit?: number;
  after?: string;
}

/** A record by kind and id, as score cards name what they rest on. */
export interface NamedEvidence {
  id: string;
  kind: string;
  kindLabel: string;
  name: string;
  /** Withdrawn since. */
  withdrawn: boolean;
}

/** Rows of the enterprise, also those of its records that were found to be second ones. */
const own = `"enterpriseId" in (select enterprise_family($1))`;

/**
 * Rows `r` of a kind that count: what a merged record says as its own record does too (or, where only one may hold at a
 * time, what overlaps it) is left out.
 */
function ownOnce(kind: EvidenceKind): string {
  const same = kind.exclusive
    ? saidAsLong([])
    : identifyingColumns(kind)
        .map((column) => `o."${column}" is not distinct from r."${column}"`)
        .join(' and ');
  return `r.${own} and r."withdrawnAt" is null and (r."enterpriseId" = $1 or not exists (
    select from ${kind.table} o where o."withdrawnAt" is null and o.id <> r.id and ${same} and (o."enterpriseId" = $1
      or (o.id < r.id and o."enterpriseId" <> r."enterpriseId" and o.${own}))))`;
}

/** Reads of the evidence, under the row security of who asks. */
@Injectable()
export class EvidenceQueries {
  constructor(private readonly database: Database) {}

  /** How much there is of each kind, and since when it is known to be all. @throws DomainError `ENTERPRISES.NOT_FOUND` */
  async summary(person: ActingPerson, enterpriseId: string, asOf = today(systemClock)): Promise<EvidenceSummaryDto> {
    const counts = evidenceKinds.map((kind) => {
      const cancelled = kind.table === 'title_held' ? 'and coalesce("cancelledOn" > $2::date, true)' : '';
      return `select '${kind.kind}' as kind, count(*)::int as recorded,
        (select count(*)::int from ${kind.table} where ${own} and "withdrawnAt" is not null) as withdrawn,
        count(*) filter (where coalesce("validFrom" <= $2::date, true)
          and coalesce("validUntil" > $2::date, true) ${cancelled})::int as holding
       from ${kind.table} r where ${ownOnce(kind)}`;
    });
    const rows = await this.database.read(person, async (tx) => {
      await known(tx, enterpriseId);
      return tx.rows<{ kind: string; recorded: number; withdrawn: number; holding: number; checkedOn: string | null }>(
        `select n.*, (select max(c."validFrom")::text from evidence_checked c where c.${own}
           and c.kind = n.kind and c."withdrawnAt" is null and c."validFrom" <= $2::date
           and coalesce(c."validUntil" > $2::date, true)) as "checkedOn"
         from (${counts.join(' union all ')}) n`,
        [enterpriseId, asOf],
      );
    });
    const byKind = new Map(rows.map((row) => [row.kind, row]));
    return {
      asOf,
      items: evidenceKinds.map(({ kind, label }) => {
        const { recorded = 0, withdrawn = 0, holding = 0, checkedOn = null } = byKind.get(kind) ?? {};
        return { kind, label, recorded, withdrawn, holding, checkedOn };
      }),
    };
  }

  /** The records of one kind, newest first; those withdrawn are a list of their own. */
  async list(
    person: ActingPerson,
    enterpriseId: string,
    kindName: string,
    { asOf = today(systemClock), withdrawn = false, limit = 50, after }: EvidenceListOptions,
  ): Promise<Page<EvidenceRecordDto>> {
    const kind = evidenceKind(kindName);
    if (!kind) throw unknownKind(kindName);
    const place = after === undefined ? null : readPlace(after, /^\d{4}-\d\d-\d\d$/);
    const order = `coalesce("validFrom", '0001-01-01')`;
    const which = withdrawn ? `r.${own} and r."withdrawnAt" is not null` : ownOnce(kind);
    const rows = await this.database.read(person, async (tx) => {
      await known(tx, enterpriseId);
      return tx.rows<{ row: EvidenceRow; place: string; total: number; fileName: string | null }>(
        `select to_jsonb(r) as row, ${order}::text as place, f.name as "fileName",
           (select count(*)::int from (select from ${kind.table} r where ${which} limit ${countLimit}) n) as total
         from ${kind.table} r left join stored_file f on f.sha256 = r."fileId" where ${which}
           ${place ? `and (${order}, r.id) < ($3::date, $4::uuid)` : ''}
         order by ${order} desc, r.id desc limit $2`,
        [enterpriseId, limit + 1, ...(place ?? [])],
      );
    });
    return pageOf(rows, {
      ...{ limit, counted: rows[0]?.total ?? 0, place: (last) => [last.place, last.row.id] },
      view: ({ row, fileName }) => ({ ...recordView(kind, row, asOf), fileName }),
    });
  }

  /** Every version of every record of an enterprise, newest first: who, when, why, before, after. */
  async changes(
    person: ActingPerson,
    enterpriseId: string,
    { limit = 50, after }: { limit?: number; after?: string },
  ): Promise<Page<EvidenceChangeDto>> {
    const place = after === undefined ? null : readPlace(after, /^\d{4}-\d\d-\d\d[ 0-9:.+]+$/);
    const rows = await this.database.read(person, async (tx) => {
      await known(tx, enterpriseId);
      return tx.rows<Change>(
        `select id, kind, "recordId", version, act, before, after, reason, "changedAt", "changedAt"::text as place, "changedByName",
           (select count(*)::int from (select from evidence_change where ${own} limit ${countLimit}) n) as total
         from evidence_change where ${own}
           ${place ? 'and ("changedAt", id) < ($3::timestamptz, $4::uuid)' : ''}
         order by "changedAt" desc, id desc limit $2`,
        [enterpriseId, limit + 1, ...(place ?? [])],
      );
    });
    const counted = rows[0]?.total ?? 0;
    const page = pageOf(rows, { limit, counted, place: (last) => [last.place, last.id], view: changeView });
    return { ...page, items: page.items.flat() };
  }
}

/** The records of these ids that the person sees, whatever their kind. */
export async function namedEvidence(tx: Transaction, ids: readonly string[]): Promise<NamedEvidence[]> {
  if (ids.length === 0) return [];
  const parts = evidenceKinds.map(
    ({ kind, table }) => `select '${kind}' as kind, to_jsonb(r) as row from ${table} r where id = any($1::uuid[])`,
  );
  const rows = await tx.rows<{ kind: string; row: EvidenceRow }>(parts.join(' union all '), [ids]);
  return rows.flatMap(({ kind: name, row }) => {
    const kind = evidenceKind(name);
    if (!kind) return [];
    const withdrawn = row.withdrawnAt !== null;
    return [{ id: row.id, kind: name, kindLabel: kind.label, name: evidenceName(kind, row), withdrawn }];
  });
}

type Change = Omit<EvidenceChangeDto, 'kindLabel' | 'name' | 'changedAt'> & {
  before: EvidenceColumns | null;
  after: EvidenceColumns;
  changedAt: Date;
  place: string;
  total: number;
};

async function known(tx: Transaction, enterpriseId: string): Promise<void> {
  if (!(await tx.row('select 1 from enterprise where id = $1', [enterpriseId]))) throw enterpriseNotFound();
}

/** A row as the interface gives it, but for the name of its file. */
function recordView(kind: EvidenceKind, row: EvidenceRow, asOf: string): Omit<EvidenceRecordDto, 'fileName'> {
  const { id, version, recordedAt, recordedByName, changedAt, changedByName } = row;
  return {
    ...{ id, kind: kind.kind, version, name: evidenceName(kind, row), state: stateOn(asOf, row) },
    ...{ values: evidenceValues(kind, row), ...commonOf(row) },
    ...{ recordedAt, recordedByName, changedAt, changedByName },
    withdrawnAt: row.withdrawnAt,
    withdrawnByName: row.withdrawnByName,
    withdrawnReason: row.withdrawnReason,
  };
}

function changeView({ changedAt, ...row }: Change): EvidenceChangeDto[] {
  const kind = evidenceKind(row.kind);
  if (!kind) return [];
  const { id, recordId, version, act, reason, changedByName } = row;
  const view = (columns: EvidenceColumns) => ({ ...columns, ...evidenceValues(kind, columns) });
  return [
    {
      ...{ id, kind: row.kind, kindLabel: kind.label, recordId, version, act, reason, changedByName },
      ...{ name: evidenceName(kind, row.after), changedAt: changedAt.toISOString() },
      ...{ before: row.before && view(row.before), after: view(row.after) },
    },
  ];
}

function readPlace(after: string, shape: RegExp): [string, string] {
  const [value, id] = decodeCursor(after, 2);
  if (typeof value === 'string' && shape.test(value) && typeof id === 'string' && isUuid(id)) return [value, id];
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
