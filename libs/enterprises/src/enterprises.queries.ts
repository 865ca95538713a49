import { Injectable } from '@nestjs/common';
import { isUuid, normalizeCreditCode } from '@tidu/kernel';
import { type ActingPerson, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type ByMerged, type EnterpriseFilter, isCodePart } from './enterprises.conditions';
import type { EnterpriseStatus, Ownership } from './enterprise.entity';
import { badPlace, enterpriseNotFound } from './enterprises.errors';
import { countMatching, isPlain, type Place, registerPage, searchPage } from './enterprises.pages';
import { type EnterpriseSort, sortOf } from './enterprises.sort';
import { CommonPairs } from './search/common-pairs';
import { type Found, foundBy, showsWhy } from './search/found-by';
import { asksForHeld, mergedHolders, readyFilter } from './search/ready-filter';
import { type Sounds, SoundsService } from './search/sounds';

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

/** A row of a list; `found`: by what the search found it, null where the name of today or the code says it. */
export interface ListedEnterprise extends EnterpriseRow {
  shortName: string | null;
  status: EnterpriseStatus;
  officerName: string | null;
  found: Found | null;
}

export interface EnterpriseDetail extends EnterpriseRow {
  regionPath: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

type Stored<T> = Omit<T, 'regionName' | 'regionPath' | 'industryName'>;
type Listed = Stored<Omit<ListedEnterprise, 'found'>>;

const columns = `e.id, e."creditCode", e.name, e."regionCode", e."regionBasis", e."industryCode", e.ownership,
  e."registeredOn"::text as "registeredOn", e.demo`;
const listedColumns = `${columns}, e."shortName", e.status, e."officerName"`;

/** Reads of the register: lists, search, one enterprise. Row security decides what the person sees. */
@Injectable()
export class EnterprisesQueries {
  private readonly commonPairs: CommonPairs;

  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly sounds: SoundsService,
  ) {
    this.commonPairs = new CommonPairs(database);
  }

  /**
   * One page of enterprises. The count (up to 10 000) is taken with the first page and travels in the cursor: counting
   * costs many times what the page does.
   */
  async list(person: ActingPerson, options: EnterpriseListOptions): Promise<Page<ListedEnterprise>> {
    const { limit = 20, after, sort = 'id' } = options;
    const { key, descending } = sortOf(sort);
    const place = after === undefined ? null : readPlace(after, key?.type);
    const [sounds, industries, byMerged, estimate] = await Promise.all([
      this.sounds.sounds(),
      this.reference.industries(),
      this.byMerged(person, options),
      place === null && options.q !== undefined ? this.commonPairs.estimate(options.q) : 0,
    ]);
    const page = options.q === undefined ? registerPage : searchPage;
    const read = (anywhere: boolean) => {
      const filter = readyFilter(options, sounds, industries, { anywhere, byMerged });
      const wanted = { filter, columns: listedColumns, key, descending, place, estimate, fetch: limit + 1 };
      return this.database.read(
        person,
        (tx) => page<Listed>(tx, wanted),
        isPlain(key, options.q, anywhere) ? 'keptPlans' : undefined,
      );
    };
    let anywhere = place?.anywhere ?? false;
    let { rows, counted } = await read(anywhere);
    if (rows.length === 0 && place === null && options.q && isCodePart(normalizeCreditCode(options.q))) {
      anywhere = true;
      ({ rows, counted } = await read(anywhere));
    }
    const shown = rows.slice(0, limit);
    const [named, found] = await Promise.all([this.namer(), this.found(person, shown, options.q, sounds)]);
    return pageOf(rows, {
      ...{ limit, counted, place: ({ id, sortKey }) => [counted, id, sortKey, anywhere ? 1 : 0] },
      view: (row) => listed(row, named, found.get(row.id) ?? null),
    });
  }

  /** How many enterprises match, however many: the list counts to 10 000 only. */
  async count(person: ActingPerson, filter: EnterpriseFilter): Promise<number> {
    const [sounds, industries, byMerged] = await Promise.all([
      this.sounds.sounds(),
      this.reference.industries(),
      this.byMerged(person, filter),
    ]);
    const count = (anywhere: boolean) =>
      this.database.read(person, (tx) =>
        countMatching(tx, readyFilter(filter, sounds, industries, { anywhere, byMerged })),
      );
    const found = await count(false);
    return found === 0 && filter.q && isCodePart(normalizeCreditCode(filter.q)) ? count(true) : found;
  }

  /** Asked beforehand, so that a list that asks for nothing of the kind stays one round trip. */
  private byMerged(person: ActingPerson, filter: EnterpriseFilter): Promise<ByMerged | null> {
    if (!asksForHeld(filter)) return Promise.resolve(null);
    return this.database.read(person, (tx) => mergedHolders(tx, filter));
  }

  private found(person: ActingPerson, rows: Listed[], q: string | undefined, sounds: Sounds) {
    if (q === undefined || rows.every((row) => showsWhy(row, q))) return new Map<string, Found>();
    return this.database.read(person, (tx) => foundBy(tx, rows, q, sounds));
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
    const { industry } = await this.namer();
    return {
      ...row,
      ...{ regionName: region?.name ?? null, regionPath: region?.path ?? null },
      industryName: industry(row.industryCode),
    };
  }

  /** What says the names of a row's region and industry; both tables are in memory. */
  private async namer(): Promise<Namer> {
    const [regions, industries] = await Promise.all([this.reference.regions(), this.reference.industries()]);
    return {
      region: (code) => regions.get(code)?.name ?? null,
      industry: (code) => (code === null ? null : (industries.get(code)?.name ?? null)),
    };
  }
}

interface Namer {
  region: (code: string) => string | null;
  industry: (code: string | null) => string | null;
}

/** A row as lists show it; field by field, because copying a row and leaving some out costs as much as reading it. */
function listed(row: Listed, named: Namer, found: Found | null): ListedEnterprise {
  return {
    id: row.id,
    creditCode: row.creditCode,
    name: row.name,
    shortName: row.shortName,
    regionCode: row.regionCode,
    regionName: named.region(row.regionCode),
    regionBasis: row.regionBasis,
    industryCode: row.industryCode,
    industryName: named.industry(row.industryCode),
    ownership: row.ownership,
    registeredOn: row.registeredOn,
    status: row.status,
    officerName: row.officerName,
    demo: row.demo,
    found,
  };
}

/** Where the last page ended: its count, the last id and sort key. */
function readPlace(after: string, type: 'text' | 'date' | undefined): Place {
  const [counted, id, value, anywhere] = decodeCursor(after, 4);
  const fits =
    typeof counted === 'number' &&
    typeof id === 'string' &&
    isUuid(id) &&
    (type === undefined ? value === null : typeof value === 'string') &&
    (type !== 'date' || /^\d{4}-\d\d-\d\d$/.test(String(value)));
  if (!fits) throw badPlace();
  return { counted, id, value: String(value), anywhere: anywhere === 1 };
}
