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
        await this.write(tx, enterpriseId, { written, current, changed, revision, catalogue });
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
    const basedOn = current?.revision ?? 0;
    await this.write(tx, enterpriseId, { written: { ...written, basedOn }, current, changed, revision, catalogue });
    await this.checker.check(tx, await this.checker.checkSet(), enterpriseId);
    return revision;
  }

  private async write(tx: Transaction, enterpriseId: string, revised: Revised): Promise<void> {
    const { written, current, changed, revision, catalogue } = revised;
    const { columns, extra } = contentOf(current, changed, catalogue);
    if (current) await tx.rows('update figures set "supersededAt" = now() where id = $1', [current.id]);
    const id = uuidv7();
    const units = { ...(current?.units as object | null), ...unitsOf(changed) };
    const row: Record<string, unknown> = {
      ...{ id, enterpriseId, year: written.year, source: written.source, revision, extra },
      ...{ submittedBy: tx.person.id, submittedByName: tx.person.name, document: written.document },
      ...{ reason: written.reason ?? null, evidenceId: written.evidenceId ?? null, units, ...columns },
    };
    const names = Object.keys(row);
    await tx.rows(
      `insert into figures (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
    const before = Object.fromEntries(
      changed.map(({ fact }) => [fact.code, current ? valueText(storedValue(current, fact.code)) : null]),
    );
    const after = Object.fromEntries(changed.map(({ fact, text }) => [fact.code, valueText(fromCopyText(fact, text))]));
    const { year, source, document, evidenceId, reason } = written;
    await this.trail.record(tx, {
      ...{ action: 'figures.submit', objectType: 'figures', objectId: id },
      before: { enterpriseId, year, source, revision: current?.revision ?? 0, values: before },
      after: { enterpriseId, year, source, revision, values: after, document, evidenceId },
      reason,
    });
  }
}

/** The revision in force of a source and year; nobody else writes one until the transaction ends. */
async function lockCurrent(
  tx: Transaction,
  enterpriseId: string,
  { year, source }: Pick<WrittenFigures, 'year' | 'source'>,
): Promise<Current | null> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`figures ${enterpriseId} ${year} ${source}`]);
  return tx.row<Current>(
    `select * from figures where "enterpriseId" = $1 and year = $2 and source = $3 and "supersededAt" is null`,
    [enterpriseId, year, source],
  );
}

interface Revised {
  written: WrittenFigures;
  current: Current | null;
  changed: ReadEntry[];
  revision: number;
  catalogue: FactCatalogue;
}

function differs(current: Current | null, code: string, value: string | boolean | null): boolean {
  return valueText(current ? storedValue(current, code) : null) !== valueText(value);
}

/** The facts of the new revision: those of the current one, with the changed ones in their place. */
function contentOf(current: Current | null, changed: ReadEntry[], { dictionary, district }: FactCatalogue) {
  const columns: Record<string, unknown> = {};
  const extra: Record<string, unknown> = { ...current?.extra };
  for (const { code } of dictionary.facts.filter((fact) => isFigure(fact) && !district.has(fact.code)))
    columns[code] = current?.[code] ?? null;
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
