import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { badPlace, enterpriseNotFound } from '../enterprises.errors';
import type { ChangeKind } from '../history';
import { type CodeName, CodeNames } from './code-names';

/** One change of a record. */
export interface ChangeRow {
  id: string;
  enterpriseId: string;
  kind: ChangeKind;
  effectiveOn: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  source: string | null;
  objectId: string | null;
  jobId: string | null;
  at: string;
  personName: string;
}

/** Reads who changed what in a record, when, why, before and after. */
@Injectable()
export class TimelineQueries {
  constructor(
    private readonly database: Database,
    private readonly codeNames: CodeNames,
  ) {}

  /** Newest first; of a record others were merged into, theirs too. @throws DomainError `ENTERPRISES.NOT_FOUND`. */
  async list(
    person: ActingPerson,
    id: string,
    { limit = 20, after }: { limit?: number; after?: string },
  ): Promise<Page<ChangeRow> & { names: CodeName[] }> {
    const place = after === undefined ? null : readPlace(after);
    const { rows, counted } = await this.database.read(person, async (tx) => {
      const seen = await tx.row<{ family: string[] }>(
        'select array(select enterprise_family(id)) as family from enterprise where id = $1',
        [id],
      );
      if (!seen) throw enterpriseNotFound();
      const [rows, count] = await Promise.all([
        tx.rows<ChangeRow & { place: string }>(
          `select id, "enterpriseId", kind, "effectiveOn"::text as "effectiveOn", before, after, reason, source, "objectId",
                  "jobId", at, "personName", at::text as place
           from enterprise_change
           where "enterpriseId" = any($1) and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
           order by at desc, id desc limit $4`,
          [seen.family, ...(place ?? [null, null]), limit + 1],
        ),
        tx.row<{ n: number }>(
          `select count(*)::int as n from (
             select 1 from enterprise_change where "enterpriseId" = any($1) limit ${countLimit}) changes`,
          [seen.family],
        ),
      ]);
      return { rows, counted: count?.n ?? 0 };
    });
    const page = pageOf(rows, {
      ...{ limit, counted, place: ({ place: at, id: last }) => [at, last] },
      view: ({ place: _place, ...row }): ChangeRow => row,
    });
    const names = await this.codeNames.of(
      person,
      page.items.flatMap(({ before, after }) => [before, after]),
    );
    return { ...page, names };
  }
}

function readPlace(after: string): [string, string] {
  const [at, id] = decodeCursor(after, 2);
  if (typeof at !== 'string' || typeof id !== 'string' || !isUuid(id) || !/^\d{4}-\d\d-\d\d [\d:.+-]+$/.test(at)) {
    throw badPlace();
  }
  return [at, id];
}
