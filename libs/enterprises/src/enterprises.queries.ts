import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import { type ActingPerson, boundedCount, Database, decodeCursor, encodeCursor, type Page } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { EnterpriseFilter } from './enterprises.conditions';
import type { Ownership } from './enterprise.entity';
import { badPlace, enterpriseNotFound } from './enterprises.errors';
import { type Place, registerPage, searchPage } from './enterprises.pages';
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
    const wanted = { filter: options, columns, key, descending, place, fetch: limit + 1 };
    const page = options.q === undefined ? registerPage : searchPage;
    const { rows, counted } = await this.database.read(person, (tx) => page<Stored<EnterpriseRow>>(tx, wanted));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const named = await this.namer();
    return {
      items: shown.map(({ sortKey: _key, counted: _count, ...row }) => named(row)),
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
    return { ...(await this.namer())(row), regionPath: region?.path ?? null };
  }

  /** What adds the names of region and industry to a row; both are in memory. */
  private async namer() {
    const [regions, industries] = await Promise.all([this.reference.regions(), this.reference.industries()]);
    return <T extends { regionCode: string; industryCode: string | null }>(row: T) => ({
      ...row,
      regionName: regions.get(row.regionCode)?.name ?? null,
      industryName: row.industryCode === null ? null : (industries.get(row.industryCode)?.name ?? null),
    });
  }
}

/** Where the last page ended: its count, the last id and sort key. */
function readPlace(after: string, type: 'text' | 'date' | undefined): Place {
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
