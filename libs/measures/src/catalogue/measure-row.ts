import type { Day } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import { measureNotFound } from '../measures.errors';
import type { Measure, Mode } from '../rules/measure';

/** An edition of a measure as it is kept. */
export interface MeasureRow {
  id: string;
  code: string;
  edition: number;
  state: 'draft' | 'published';
  text: string;
  hash: string;
  name: string;
  document: string;
  issuer: string;
  region: string;
  mode: Mode;
  validFrom: Day;
  validTo: Day | null;
  supersededBy: string | null;
  budget: string | null;
  change: string;
  version: number;
  writtenAt: Date;
  writtenBy: string;
  writtenByName: string;
  publishedAt: Date | null;
  publishedByName: string | null;
}

/** An edition ready to judge with. */
export interface KnownMeasure {
  row: MeasureRow;
  measure: Measure;
}

export const measureColumns = `m.id, m.code, m.edition, m.state, m.text, m.hash, m.name, m.document, m.issuer, m.region, m.mode,
  m."validFrom"::text as "validFrom", m."validTo"::text as "validTo", m."supersededBy", m.budget, m.change, m.version,
  m."writtenAt", m."writtenBy", m."writtenByName", m."publishedAt", m."publishedByName"`;

/** The newest published edition of each measure that holds on the day `$1` and has not been superseded by then. */
export const inForceSql = `select ${measureColumns} from measure m
  where m.state = 'published' and m."validFrom" <= $1 and (m."validTo" is null or $1 <= m."validTo")
    and not exists (select from measure n where n.code = m.code and n.state = 'published' and n.edition > m.edition)
    and not exists (select from measure s where s.code = m."supersededBy" and s.state = 'published' and s."validFrom" <= $1)
  order by m.code`;

/** @throws DomainError `MEASURES.MEASURE_NOT_FOUND`. */
export async function findMeasure(tx: Transaction, id: string): Promise<MeasureRow> {
  const row = await tx.row<MeasureRow>(`select ${measureColumns} from measure m where m.id = $1`, [id]);
  if (!row) throw measureNotFound();
  return row;
}

/** The same, locked. @throws DomainError `PLATFORM.STALE` where it was changed meanwhile. */
export async function lockMeasure(tx: Transaction, id: string, version: number): Promise<MeasureRow> {
  await tx.rows('select from measure where id = $1 for update', [id]);
  const row = await findMeasure(tx, id);
  if (row.version !== version)
    throw staleVersion('扶持措施', {
      version: row.version,
      who: row.publishedByName ?? row.writtenByName,
      at: row.writtenAt,
    });
  return row;
}
