import { Injectable } from '@nestjs/common';
import { type Causes, type Change, CHANGES, outcomeName } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  countLimit,
  Database,
  decodeCursor,
  pageOf,
  JobsService,
  type Transaction,
} from '@tidu/platform';
import { pointsView } from '../cards/score-cards.service';
import type {
  CreateRehearsalDto,
  ExportRehearsalDto,
  RehearsalDetailDto,
  RehearsalDto,
  RehearsalListDto,
  RehearsalRowListDto,
  RehearsalRowsQuery,
  RehearsalsQuery,
} from '../console/rehearsals.console.dto';
import { requireDay, wholeScope, type RehearsePayload } from './rehearsal.job';
import { type ExportRehearsalPayload, exportRehearsalTask } from './rehearsal-file';
import { filterSql } from './rehearsal-filter';
import { RehearsedStandards } from './rehearsed-standards';

type Row = Omit<RehearsalDetailDto, 'createdAt' | 'total' | 'changed' | 'counts' | 'outcomes'> & {
  total: string;
  changed: string;
  createdAt: Date;
  cursor: string;
  counts: { changes: RehearsalDto['counts']; outcomes: RehearsalDetailDto['outcomes'] };
};

const brief = `id, name, year, "asOf"::text as "asOf", purpose, old, new, demo, "demoLeftOut", total, changed, counts, "unchangedKept", "personName",
  "createdAt", "createdAt"::text as cursor`;

/** Rehearsals for the people of the console: asking for them and for files of them, and reading them. */
@Injectable()
export class RehearsalsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly standards: RehearsedStandards,
  ) {}

  /** Writes the job; what is plainly wrong, an overlay's mistakes among it, is said now and not by a failed job. */
  async start(person: ActingPerson, request: CreateRehearsalDto): Promise<string> {
    if (request.asOf !== undefined) requireDay(request.asOf);
    if (!person.scope.everything) throw wholeScope();
    await this.standards.sides(request);
    const payload: RehearsePayload = { ...request, against: { ...request.against } };
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, 'scoring.rehearse', payload));
  }

  /** Rehearsals, the newest first. */
  async list(person: ActingPerson, query: RehearsalsQuery): Promise<RehearsalListDto> {
    const limit = query.limit ?? 20;
    const [beforeTime, beforeId] = query.after ? decodeCursor(query.after, 2) : [null, null];
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Row>(
        `select ${brief} from rehearsal where $1::text is null or ("createdAt", id) < ($1::timestamptz, $2::uuid)
         order by "createdAt" desc, id desc limit $3`,
        [beforeTime, beforeId, limit + 1],
      );
      const counted = await tx.row<{ count: number }>(
        `select count(*)::int as count from (select from rehearsal limit ${countLimit}) x`,
      );
      const place = ({ cursor, id }: Row) => [cursor, id];
      return pageOf(rows, { limit, counted: counted?.count ?? 0, place, view: (row) => briefView(row) });
    });
  }

  get(person: ActingPerson, id: string): Promise<RehearsalDetailDto> {
    return this.database.read(person, (tx) => getRehearsal(tx, id));
  }

  /** Rows of the list in order, as far as the person's scope reaches. */
  async rows(person: ActingPerson, id: string, query: RehearsalRowsQuery): Promise<RehearsalRowListDto> {
    const { limit = 20, after: cursor, ...filter } = query;
    const [after] = cursor ? decodeCursor(cursor, 1) : [0];
    return this.database.read(person, async (tx) => {
      const { causes } = await getRehearsal(tx, id);
      const values: unknown[] = [];
      const where = filterSql({ id, causes }, filter, (value) => `$${values.push(value)}`);
      const from = 'from rehearsal_row r join enterprise e on e.id = r."enterpriseId"';
      const place = `$${values.length + 1}`;
      const rows = await tx.rows<PlaceRow>(
        `select ${rowColumns} ${from} where ${where} and r.position > ${place}::int order by r.position limit ${limit + 1}`,
        [...values, Number(after) || 0],
      );
      const counted = await tx.row<{ count: number }>(
        `select count(*)::int as count from (select ${from} where ${where} limit ${countLimit}) x`,
        values,
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.count ?? 0, place: ({ position }) => [position] },
        view: (row) => rowView(row, causes),
      });
    });
  }

  /** Asks for a file of the list as it is narrowed; returns the job. */
  export(person: ActingPerson, rehearsalId: string, { format, ...filter }: ExportRehearsalDto): Promise<string> {
    return this.database.write(person, async (tx) => {
      await getRehearsal(tx, rehearsalId);
      const payload: ExportRehearsalPayload = { rehearsalId, format, filter: { ...filter } };
      return this.jobs.enqueue(tx, exportRehearsalTask, payload);
    });
  }
}

/** One rehearsal. @throws DomainError `SCORING.REHEARSAL_NOT_FOUND`. */
export async function getRehearsal(tx: Transaction, id: string): Promise<RehearsalDetailDto> {
  const row = await tx.row<Row>(`select ${brief}, overlay, differences, causes from rehearsal where id = $1`, [id]);
  if (!row) {
    throw new DomainError('notFound', 'SCORING.REHEARSAL_NOT_FOUND', '没有这次双跑，可能已随演示数据清除。');
  }
  const { overlay, differences, causes, counts } = row;
  return { ...briefView(row), overlay, differences, causes, outcomes: counts.outcomes };
}

function briefView({ total, changed, createdAt, counts, ...row }: Row): RehearsalDto {
  const { id, name, year, asOf, purpose, old, new: next, demo, demoLeftOut, unchangedKept, personName } = row;
  return {
    ...{ id, name, year, asOf, purpose, old, new: next, demo, demoLeftOut, unchangedKept, personName },
    counts: counts.changes,
    ...{ total: Number(total), changed: Number(changed), createdAt: createdAt.toISOString() },
  };
}

interface PlaceRow {
  position: number;
  enterpriseId: string;
  creditCode: string;
  name: string;
  regionCode: string;
  change: number;
  cause: number | null;
  oldOutcome: number;
  newOutcome: number;
  oldMin: number | null;
  oldMax: number | null;
  newMin: number | null;
  newMax: number | null;
}

const rowColumns = `r.position, r."enterpriseId", e."creditCode", e.name, e."regionCode", r.change, r.cause, r."oldOutcome",
  r."newOutcome", r."oldMin", r."oldMax", r."newMin", r."newMax"`;

function rowView(row: PlaceRow, causes: readonly Causes[]): RehearsalRowListDto['items'][number] {
  const { position, enterpriseId, creditCode, name, regionCode } = row;
  const { alone = [], together = [] } = (row.cause === null ? undefined : causes[row.cause]) ?? {};
  return {
    ...{ position, enterpriseId, creditCode, name, regionCode, alone, together },
    change: CHANGES[row.change] as Change,
    ...{ oldOutcome: outcomeName(row.oldOutcome), newOutcome: outcomeName(row.newOutcome) },
    oldPoints: pointsView({ pointsMin: row.oldMin, pointsMax: row.oldMax }),
    newPoints: pointsView({ pointsMin: row.newMin, pointsMax: row.newMax }),
  };
}
