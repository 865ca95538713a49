import { AuditTrail } from '@tidu/audit';
import { FiguresQueries, type FigureEntry, isFigure, readEntries, WriteFiguresService } from '@tidu/figures';
import { DomainError, type Problem, systemClock, today } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { FactDefinition } from '@tidu/criteria';
import { Injectable } from '@nestjs/common';
import { badField } from '../members.errors';
import { roleWords, type MemberRole } from '../acting/rights';

/** Yearly figures that are being filled in, as typed. */
export interface Draft {
  entries: FigureEntry[];
  basedOn: number;
  version: number;
  savedAt: string;
  savedByName: string;
}

/** What the form of one year shows. */
export interface DraftView {
  year: number;
  /** Null: nothing was begun. */
  draft: Draft | null;
  /** What is wrong with what was typed; it is kept all the same. */
  problems: Problem[];
  /** Newest submitted revision of the enterprise's own figures; 0: none. */
  revision: number;
  submittedAt: string | null;
  submittedByName: string | null;
  facts: ShownFact[];
}

/** A fact with what is known of it. */
export type ShownFact = Pick<FactDefinition, 'code' | 'label' | 'type' | 'unit' | 'definition'> & {
  values: string[];
  valueLabels: string[];
  /** As submitted for this year, and for the year before. */
  current: string | null;
  lastYear: string | null;
};

/** The form of an enterprise's own yearly figures (企业填报): a draft with its mistakes, then an immutable revision. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly figures: FiguresQueries,
    private readonly writing: WriteFiguresService,
    private readonly trail: AuditTrail,
  ) {}

  async view(person: ActingPerson, enterpriseId: string, year: number): Promise<DraftView> {
    requireYear(year);
    const [sets, catalogue, draft] = await Promise.all([
      this.figures.ofEnterprise(person, enterpriseId),
      this.reference.facts(),
      this.database.read(person, (tx) => findDraft(tx, enterpriseId, year)),
    ]);
    const own = (of: number) =>
      sets.find((set) => set.source === 'enterprise' && set.year === of && set.record === null);
    const [current, lastYear] = [own(year), own(year - 1)];
    const valueOf = (set: typeof current, code: string) => {
      const value = set?.values.find((one) => one.code === code)?.value;
      return value === undefined ? null : String(value);
    };
    const facts = catalogue.dictionary.facts.filter(isFigure).map((fact): ShownFact => {
      const { code, label, type, unit, values, valueLabels, definition } = fact;
      const known = { current: valueOf(current, code), lastYear: valueOf(lastYear, code) };
      return { code, label, type, unit, definition, values: [...values], valueLabels: [...valueLabels], ...known };
    });
    return {
      ...{ year, draft, problems: draft ? await this.problems(draft.entries) : [], facts },
      ...{ revision: current?.revision ?? 0, submittedAt: current?.submittedAt ?? null },
      submittedByName: current?.submittedByName ?? null,
    };
  }

  /** Keeps what was typed, mistakes and all. `version` 0: nothing was begun. Returns what is wrong with it. */
  async save(
    person: ActingPerson,
    enterpriseId: string,
    year: number,
    version: number,
    given: { entries: FigureEntry[]; basedOn: number },
  ): Promise<{ version: number; problems: Problem[] }> {
    requireYear(year);
    await this.database.write(person, async (tx) => {
      const made = await tx.client.query(
        version === 0
          ? `insert into figures_draft ("enterpriseId", year, entries, "basedOn", "savedBy", "savedByName")
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing`
          : `update figures_draft set entries = $3, "basedOn" = $4, version = version + 1, "savedAt" = now(), "savedBy" = $5,
               "savedByName" = $6 where "enterpriseId" = $1 and year = $2 and version = $7`,
        [
          ...[enterpriseId, year, JSON.stringify(given.entries), given.basedOn, person.id, shownName(person)],
          ...(version === 0 ? [] : [version]),
        ],
      );
      if (made.rowCount === 0) throw await this.stale(tx, enterpriseId, year);
      await this.trail.record(tx, {
        ...{ action: 'members.saveDraft', objectType: 'figures_draft', objectId: `${enterpriseId} ${year}` },
        after: { version: version + 1, facts: given.entries.map(({ code }) => code) },
      });
    });
    return { version: version + 1, problems: await this.problems(given.entries) };
  }

  async discard(person: ActingPerson, enterpriseId: string, year: number, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      await this.remove(tx, enterpriseId, year, version);
      await this.trail.record(tx, {
        ...{ action: 'members.discardDraft', objectType: 'figures_draft', objectId: `${enterpriseId} ${year}` },
        before: { version },
      });
    });
  }

  /**
   * Submits the draft as a revision that never changes; the draft goes with it.
   * @throws DomainError `FIGURES.ENTRIES` with every mistake, `PLATFORM.STALE`, `FIGURES.NO_CHANGE`, `FIGURES.REASON`.
   */
  async submit(
    person: ActingPerson,
    enterpriseId: string,
    year: number,
    version: number,
    reason: string | undefined,
  ): Promise<{ revision: number }> {
    requireYear(year);
    const draft = await this.database.read(person, (tx) => findDraft(tx, enterpriseId, year));
    if (!draft || draft.entries.length === 0)
      throw new DomainError('conflict', 'MEMBERS.NO_DRAFT', `${year} 年度还没有填写，不能提交。请先填写并保存。`);
    const { basedOn, entries: values } = draft;
    const written = { year, source: 'enterprise' as const, basedOn, values, document: '企业在线填报', reason };
    return this.writing.submit(person, enterpriseId, written, (tx) => this.remove(tx, enterpriseId, year, version));
  }

  private async remove(tx: Transaction, enterpriseId: string, year: number, version: number): Promise<void> {
    const gone = await tx.client.query(
      `delete from figures_draft where "enterpriseId" = $1 and year = $2 and version = $3`,
      [enterpriseId, year, version],
    );
    if (gone.rowCount === 0) throw await this.stale(tx, enterpriseId, year);
  }

  private async stale(tx: Transaction, enterpriseId: string, year: number): Promise<DomainError> {
    const now = await findDraft(tx, enterpriseId, year);
    const { version, savedByName: who, savedAt: at } = now ?? { version: 0, savedByName: null, savedAt: null };
    return staleVersion('这份草稿', { version, who, at });
  }

  private async problems(entries: FigureEntry[]): Promise<Problem[]> {
    const catalogue = await this.reference.facts();
    try {
      readEntries(entries, catalogue);
      return [];
    } catch (error) {
      if (error instanceof DomainError) return error.problems;
      throw error;
    }
  }
}

function findDraft(tx: Transaction, enterpriseId: string, year: number): Promise<Draft | null> {
  return tx.row<Draft>(
    `select entries, "basedOn", version, "savedAt", "savedByName" from figures_draft where "enterpriseId" = $1 and year = $2`,
    [enterpriseId, year],
  );
}

/** @throws DomainError `MEMBERS.YEAR`. */
function requireYear(year: number): void {
  const now = Number(today(systemClock).slice(0, 4));
  if (year <= now && year >= 2000) return;
  throw badField('year', String(year), 'MEMBERS.YEAR', `会计年度应在 2000 至 ${now} 之间。`);
}

/** An agent is named as one, so that a colleague sees who typed it. */
const shownName = ({ name, principal }: ActingPerson) =>
  principal?.role === 'member.agent' ? `${name}（${roleWords[principal.role as MemberRole]}）` : name;
