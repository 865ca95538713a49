import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import {
  type ActingPerson,
  boundedCount,
  countLimit,
  Database,
  decodeCursor,
  encodeCursor,
  type Page,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { Conditions, type EnterpriseFilter } from './enterprises.conditions';
import type { Ownership } from './enterprise.entity';
import { badPlace, enterpriseNotFound } from './enterprises.errors';
import { type EnterpriseSort, sortOf } from './enterprises.sort';

export interface EnterpriseListOptions extends EnterpriseFilter {
  limit?: number;
  after?: string;
  sort?: EnterpriseSort;
}

/** An enterprise as lists show it. */
export interface EnterpriseRow {
  id: string;
  creditCode: string;
  name: string;
  regionCode: string;
  regionName: string | null;
  regionBasis: 'given' | 'creditCode';
  industryCode: string | null;
  industryName: string | null;
  ownership: Ownership | null;
  registeredOn: string | null;
  demo: boolean;
}

export interface EnterpriseDetail extends EnterpriseRow {
  regionPath: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

type Stored<T> = Omit<T, 'regionName' | 'regionPath' | 'industryName'>;

const columns = `e.id, e."creditCode", e.name, e."regionCode", e."regionBasis", e."industryCode", e.ownership,
  e."registeredOn"::text as "registeredOn", e.demo`;

/** Reads of the register: lists, search, one enterprise. Row security decides what the person sees. */
@Injectable()
export class EnterprisesQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * One page of enterprises. The count (up to 10 000) is taken with the first page and travels in the cursor: counting
   * costs many times what the page does.
   */
  async list(person: ActingPerson, options: EnterpriseListOptions): Promise<Page<EnterpriseRow>> {
    const { limit = 20, after, sort = 'id' } = options;
    const { key, descending } = sortOf(sort);
    const place = after === undefined ? null : readPlace(after, key?.type);
    const where = new Conditions(options);
    const all = { sql: `select 1 ${where.from} ${where.sql}`, parameters: [...where.parameters] };
    if (place) where.after(key, descending, place.id, place.value);
    const direction = descending ? 'desc' : 'asc';
    const sql = `select ${columns}, ${key ? `(${key.expression})::text` : 'null'} as "sortKey"
      ${where.from} ${where.sql}
      order by ${key ? `${key.expression} ${direction}, ` : ''}e.id ${direction} limit ${limit + 1}`;
    const { rows, counted } = await this.database.read(person, async (tx) => ({
      rows: await tx.rows<Stored<EnterpriseRow> & { sortKey: string | null }>(sql, where.parameters),
      counted:
        place?.counted ??
        (
          await tx.row<{ n: number }>(
            `select count(*)::int as n from (${all.sql} limit ${countLimit}) as counted`,
            all.parameters,
          )
        )?.n ??
        0,
    }));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await Promise.all(shown.map(({ sortKey: _, ...row }) => this.named(row))),
      next: last && rows.length > limit ? encodeCursor([counted, last.id, last.sortKey]) : null,
      count: boundedCount(counted),
    };
  }

  /** One enterprise. @throws DomainError `ENTERPRISES.NOT_FOUND`, also for one outside the person's scope. */
  async one(person: ActingPerson, id: string): Promise<EnterpriseDetail> {
    const row = await this.database.read(person, (tx) =>
      tx.row<Stored<EnterpriseDetail>>(
        `select ${columns}, e.version, e."createdAt", e."updatedAt" from enterprise e where e.id = $1`,
        [id],
      ),
    );
    if (!row) throw enterpriseNotFound();
    const region = (await this.reference.regions()).get(row.regionCode);
    return { ...(await this.named(row)), regionPath: region?.path ?? null };
  }

  /** Adds the names of region and industry, which are in memory. */
  private async named<T extends { regionCode: string; industryCode: string | null }>(row: T) {
    const [regions, industries] = await Promise.all([this.reference.regions(), this.reference.industries()]);
    return {
      ...row,
      regionName: regions.get(row.regionCode)?.name ?? null,
      industryName: row.industryCode === null ? null : (industries.get(row.industryCode)?.name ?? null),
    };
  }
}

/** Where the last page ended: its count, the last id and sort key. */
function readPlace(after: string, type: 'text' | 'date' | undefined) {
  const [counted, id, value] = decodeCursor(after, 3);
  const fits =
    typeof counted === 'number' &&
    typeof id === 'string' &&
    isUuid(id) &&
    (type === undefined ? value === null : typeof value === 'string') &&
    (type !== 'date' || /^\d{4}-\d\d-\d\d$/.test(String(value)));
  if (!fits) throw badPlace();
  return { counted, id, value: String(value) };
}
