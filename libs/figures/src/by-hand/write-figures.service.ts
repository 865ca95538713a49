import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EnterprisesQueries } from '@tidu/enterprises';
import { DomainError, shanghaiTime, systemClock, today, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction, stale } from '@tidu/platform';
import { type FactCatalogue, ReferenceService } from '@tidu/reference';
import { FigureChecker } from '../checks/figure-checker';
import { EvidenceFilesService } from '../evidence/evidence-files.service';
import { fromCopyText, type StoredFigures, storedValue, valueText } from '../figure-values';
import { isFigure } from '../import/column-names';
import { type FigureSource, sourceLabels } from '../sources';
import { type FigureEntry, type ReadEntry, readEntries } from './read-entries';

/** Figures as an officer writes them down from a document. */
export interface WrittenFigures {
  year: number;
  source: FigureSource;
  /** The revision the person saw; 0 where there was none. */
  basedOn: number;
  values: FigureEntry[];
  document: string;
  evidenceId?: string;
  reason?: string;
}

type Current = StoredFigures & { id: string; revision: number; submittedAt: Date; submittedByName: string | null };

/** Writes yearly figures by hand. A revision once submitted never changes: a correction is a later one, with a reason. */
@Injectable()
export class WriteFiguresService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly enterprises: EnterprisesQueries,
    private readonly evidence: EvidenceFilesService,
    private readonly checker: FigureChecker,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Submits a revision: what is written replaces what the same source said, the rest is carried over.
   * @throws DomainError `PLATFORM.STALE` (409) when somebody else submitted meanwhile, `FIGURES.NO_CHANGE`,
   *   `FIGURES.REASON` for a correction without a reason, `FIGURES.ENTRIES` with every bad entry.
   * @param also what happens with it or not at all.
   */
  async submit(
    person: ActingPerson,
    enterpriseId: string,
    written: WrittenFigures,
    also?: (tx: Transaction) => Promise<void>,
  ): Promise<{ revision: number }> {
    await this.enterprises.one(person, enterpriseId);
    const { year } = written;
    if (year > Number(today(systemClock).slice(0, 4)))
      throw new DomainError('invalid', 'FIGURES.YEAR', `year：${year} 年度还没有开始，不能填写。`);
    const catalogue = await this.reference.facts();
    const entries = readEntries(written.values, catalogue);
    const checks = await this.checker.checkSet();
    try {
      return await this.database.write(person, async (tx) => {
        await this.evidence.require(tx, enterpriseId, written.evidenceId);
        const current = await lockCurrent(tx, enterpriseId, written);
        refuseStale(current, written);
        const changed = entries.filter(({ fact, text }) => differs(current, fact.code, fromCopyText(fact, text)));
        refuseIdle(current, changed, written);
        const revision = (current?.revision ?? 0) + 1;
        await this.write(tx, [{ enterpriseId, written, current, changed, revision, catalogue }]);
        await this.checker.check(tx, checks, enterpriseId);
        await also?.(tx);
        return { revision };
      });
    } catch (error) {
      // an import took its revision in between our look and our writing
      if ((error as { code?: string }).code === '23505') throw late(written.source, null);
      throw error;
    }
  }

  /**
   * Within the caller's transaction: what an enterprise declares becomes a revision of its own figures, whatever
   * revision stands. The same as stands already is none. Returns the revision that holds, 0 for none.
   * @throws DomainError `FIGURES.ENTRIES` with every bad entry.
   */
  async declare(tx: Transaction, enterpriseId: string, written: Omit<WrittenFigures, 'basedOn'>): Promise<number> {
    const catalogue = await this.reference.facts();
    const entries = readEntries(written.values, catalogue);
    const current = await lockCurrent(tx, enterpriseId, written);
    const changed = entries.filter(({ fact, text }) => differs(current, fact.code, fromCopyText(fact, text)));
    if (changed.length === 0) return current?.revision ?? 0;
    const revision = (current?.revision ?? 0) + 1;
    await this.write(tx, [{ enterpriseId, written, current, changed, revision, catalogue }]);
    await this.checker.check(tx, await this.checker.checkSet(), enterpriseId);
    return revision;
  }

  /**
   * The same for many enterprises at once, none of which was merged into another: all or none. Until the transaction ends
   * nobody else writes figures of that source and year by hand.
   */
  async declareAll<One extends { enterpriseId: string }>(
    tx: Transaction,
    given: readonly One[],
    written: Omit<WrittenFigures, 'basedOn' | 'values'> & { values: (one: One) => FigureEntry[] },
    onDone: (done: number) => void = () => undefined,
  ): Promise<void> {
    const catalogue = await this.reference.facts();
    const checks = await this.checker.checkSet();
    await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [allOf(written)]);
    for (let at = 0; at < given.length; at += together) {
      const part = given.slice(at, at + together);
      const rows = await tx.rows<Current & { enterpriseId: string }>(
        `select * from figures where "enterpriseId" = any ($1::uuid[]) and year = $2 and source = $3 and "supersededAt" is null`,
        [part.map(({ enterpriseId }) => enterpriseId), written.year, written.source],
      );
      const standing = new Map(rows.map((row) => [row.enterpriseId, row]));
      const revised = part.flatMap((one): Revised[] => {
        const { enterpriseId } = one;
        const current = standing.get(enterpriseId) ?? null;
        const changed = readEntries(written.values(one), catalogue).filter(({ fact, text }) =>
          differs(current, fact.code, fromCopyText(fact, text)),
        );
        const revision = (current?.revision ?? 0) + 1;
        return changed.length === 0 ? [] : [{ enterpriseId, written, current, changed, revision, catalogue }];
      });
      if (revised.length > 0) {
        await this.write(tx, revised);
        const ids = revised.map(({ enterpriseId }) => enterpriseId);
        await this.checker.checkAll(tx, checks, ids);
      }
      onDone(at + part.length);
    }
  }

  private async write(tx: Transaction, revised: readonly Revised[]): Promise<void> {
    const replaced = revised.flatMap(({ current }) => (current ? [current.id] : []));
    if (replaced.length > 0)
      await tx.rows('update figures set "supersededAt" = now() where id = any ($1::uuid[])', [replaced]);
    const rows = revised.map((one) => rowOf(tx.person, one));
    const names = [...new Set(rows.flatMap(Object.keys))].map((name) => `"${name}"`).join(', ');
    await tx.rows(`insert into figures (${names}) select ${names} from jsonb_populate_recordset(null::figures, $1)`, [
      JSON.stringify(rows),
    ]);
    const entries = revised.map((one, i) => entryOf(String(rows[i]?.id), one));
    await this.trail.recordAll(tx, 'figures.submit', entries);
  }
}

/** Enterprises whose revisions are written by one statement. */
const together = 1_000;

interface Revised {
  enterpriseId: string;
  written: Omit<WrittenFigures, 'basedOn' | 'values'>;
  current: Current | null;
  changed: ReadEntry[];
  revision: number;
  catalogue: FactCatalogue;
}

function rowOf({ id: submittedBy, name }: ActingPerson, revised: Revised): Record<string, unknown> {
  const { enterpriseId, written, current, changed, revision, catalogue } = revised;
  const { columns, extra } = contentOf(current, changed, catalogue);
  const units = { ...(current?.units as object | null), ...unitsOf(changed) };
  return {
    ...{ id: uuidv7(), enterpriseId, year: written.year, source: written.source, revision, extra },
    ...{ submittedBy, submittedByName: name, document: written.document },
    ...{ reason: written.reason ?? null, evidenceId: written.evidenceId ?? null, units, ...columns },
  };
}

/** What the trail keeps of a revision. */
function entryOf(objectId: string, { enterpriseId, written, current, changed, revision }: Revised) {
  const { year, source, document, evidenceId, reason } = written;
  const before = Object.fromEntries(
    changed.map(({ fact }) => [fact.code, current ? valueText(storedValue(current, fact.code)) : null]),
  );
  const after = Object.fromEntries(changed.map(({ fact, text }) => [fact.code, valueText(fromCopyText(fact, text))]));
  return {
    ...{ objectType: 'figures', objectId, reason },
    before: { enterpriseId, year, source, revision: current?.revision ?? 0, values: before },
    after: { enterpriseId, year, source, revision, values: after, document, evidenceId },
  };
}

/** What is locked while figures of a source and year are written for many at once. */
const allOf = ({ year, source }: Pick<WrittenFigures, 'year' | 'source'>) => `figures ${year} ${source}`;

/** The revision in force of a source and year; nobody else writes one until the transaction ends. */
async function lockCurrent(
  tx: Transaction,
  enterpriseId: string,
  { year, source }: Pick<WrittenFigures, 'year' | 'source'>,
): Promise<Current | null> {
  await tx.rows(
    'select pg_advisory_xact_lock_shared(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 0))',
    [allOf({ year, source }), `figures ${enterpriseId} ${year} ${source}`],
  );
  return tx.row<Current>(
    `select * from figures where "enterpriseId" = $1 and year = $2 and source = $3 and "supersededAt" is null`,
    [enterpriseId, year, source],
  );
}

function differs(current: Current | null, code: string, value: string | boolean | null): boolean {
  return valueText(current ? storedValue(current, code) : null) !== valueText(value);
}

/**
 * The facts of the new revision: those of the current one, with the changed ones in their place. Only what is known is
 * named: of a hundred facts most are nobody's, and naming them all was more work than all the rest.
 */
function contentOf(current: Current | null, changed: ReadEntry[], { dictionary, district }: FactCatalogue) {
  const columns: Record<string, unknown> = {};
  const extra: Record<string, unknown> = { ...current?.extra };
  if (current)
    for (const fact of dictionary.facts) {
      const value = current[fact.code] ?? null;
      if (value !== null && isFigure(fact) && !district.has(fact.code)) columns[fact.code] = value;
    }
  for (const { fact, text } of changed) {
    const value = fromCopyText(fact, text);
    if (!district.has(fact.code)) columns[fact.code] = value;
    else if (value === null) delete extra[fact.code];
    else extra[fact.code] = fact.min !== null && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  return { columns, extra };
}

const unitsOf = (changed: ReadEntry[]) =>
  Object.fromEntries(changed.flatMap(({ fact, unit }) => (unit === null ? [] : [[fact.code, unit]])));

function refuseStale(current: Current | null, { basedOn, source }: WrittenFigures): void {
  if ((current?.revision ?? 0) !== basedOn) throw late(source, current);
}

function late(source: FigureSource, current: Current | null): DomainError {
  const said = current
    ? `现在是第 ${current.revision} 版，由${current.submittedByName ?? '导入'}于 ${shanghaiTime(current.submittedAt)}提交`
    : '刚刚有别的提交';
  return stale(`“${sourceLabels[source]}”的数据已经有新的一版（${said}）`, {
    field: 'basedOn',
    value: String(current?.revision ?? ''),
  });
}

function refuseIdle(current: Current | null, changed: ReadEntry[], { reason }: WrittenFigures): void {
  if (changed.length === 0)
    throw new DomainError('conflict', 'FIGURES.NO_CHANGE', '所填的数与这个来源现有的完全相同，没有新的一版。');
  if (current && (reason ?? '').length < 2)
    throw new DomainError('invalid', 'FIGURES.REASON', 'reason：更正已提交的数据须写明理由。', [
      { where: { field: 'reason' }, code: 'FIGURES.REASON', message: '更正已提交的数据须写明理由。' },
    ]);
}
