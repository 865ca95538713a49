import { Injectable } from '@nestjs/common';
import { restOf } from '@tidu/desk';
import { type Day } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService, type VersionedCalendar } from '@tidu/reference';
import { askedView } from '../declaration/asked-view';
import { claimedFacts } from '../declaration/claim-words.service';
import { emptyDraft, findDraft } from '../declaration/draft';
import { readDraft } from '../declaration/read-draft';
import { slipView } from '../declaration/slip-view';
import type { UpdateYearDto, YearlyUpdateDto } from './portal/updates.portal.dto';
import { missedYears, lostRenewal } from './duties';
import { findUpdate, opensOn, sourceOf, titlesText, type UpdateYear, yearOf, yearsOf } from './yearly-update';
import { requireSeen, updateDrafts, YearlyUpdatesService } from './yearly-updates.service';

/** What the portal shows of yearly updates: the years, and the form of one. */
@Injectable()
export class UpdateViewService {
  constructor(
    private readonly database: Database,
    private readonly updates: YearlyUpdatesService,
    private readonly reference: ReferenceService,
  ) {}

  /** Every year that is, or was, to be updated, each by itself; what was missed costs. */
  async years(person: ActingPerson, enterpriseId: string): Promise<{ items: UpdateYearDto[]; lost: string | null }> {
    const calendar = await this.reference.workingCalendar();
    return this.database.read(person, async (tx) => {
      await requireSeen(tx, enterpriseId);
      const today = await todayOf(tx);
      const items = (await yearsOf(tx, enterpriseId, today)).map((one) => yearView(calendar, today, one));
      const survivor = await tx.row<{ id: string }>('select enterprise_survivor($1) as id', [enterpriseId]);
      const missed = await missedYears(tx, [survivor?.id ?? enterpriseId], today);
      const lost = [...missed.values()].map(lostRenewal).find((one) => one !== null) ?? null;
      return { items, lost };
    });
  }

  /** The form of a year, or what was filed. @throws DomainError `RECOGNITION.UPDATE_NOT_FOUND`. */
  async one(person: ActingPerson, enterpriseId: string, year: number): Promise<YearlyUpdateDto> {
    const { questions, notes } = await this.updates.asked(person, { enterpriseId, year });
    const [{ dictionary }, calendar] = [await this.reference.facts(), await this.reference.workingCalendar()];
    return this.database.read(person, async (tx) => {
      const today = await todayOf(tx);
      const duty = await yearOf(tx, enterpriseId, year, today);
      const update = await findUpdate(tx, enterpriseId, year);
      const stored = update && (await findDraft(tx, update.id, updateDrafts));
      const draft = stored ?? emptyDraft;
      const known = await this.updates.knownOf(tx, enterpriseId, duty);
      const { problems } = readDraft({ dictionary }, questions, draft.answers);
      const filed = update?.filedAt != null && update.content !== null;
      const open = {
        all: !filed,
        codes: new Set<string>(),
        submitted: { answers: update?.content?.answers ?? {}, evidence: [] },
        marks: [],
      };
      return {
        ...{ ...yearView(calendar, today, duty), notes, unit: draft.unit, slip: slipView() },
        answers: Object.entries(draft.answers).map(([code, { text, unit }]) => ({ code, text, unit })),
        ...{
          draftVersion: stored?.version ?? 0,
          savedAt: stored?.savedAt ?? null,
          savedByName: stored?.savedByName ?? null,
        },
        asked: askedView(dictionary, { asked: questions, known, open }).map((one, i) => ({
          ...one,
          clauses: questions[i]?.clauses ?? [],
        })),
        facts: await entriesOf(
          tx,
          questions.map(({ fact }) => fact.code),
        ),
        problems: problems.map(({ where, code, message }) => ({ field: where.field ?? '', code, message })),
        filing:
          filed && update.content
            ? {
                ...{
                  receiptNumber: update.receiptNumber ?? '',
                  hash: update.hash ?? '',
                  filedAt: update.filedAt ?? '',
                },
                ...{ submittedByName: update.submittedByName ?? '', facts: claimedFacts(dictionary, update.content) },
              }
            : null,
      };
    });
  }
}

function yearView(calendar: VersionedCalendar, today: Day, duty: UpdateYear): UpdateYearDto {
  const { year, figuresYear, dueOn, state, titles, filedOn, receiptNumber } = duty;
  return {
    ...{ year, figuresYear, dueOn, state, filedOn, receiptNumber, opensOn: opensOn(year), source: sourceOf(year) },
    ...{ titles: titlesText(titles), late: filedOn !== null && filedOn > dueOn },
    workingDaysLeft: filedOn === null ? restOf(calendar, today, dueOn).count : null,
  };
}

async function entriesOf(tx: Transaction, codes: readonly string[]): Promise<Record<string, string>[]> {
  const rows = await tx.rows<{ entry: Record<string, string> }>(
    'select entry from fact where code = any($1) order by position',
    [codes],
  );
  return rows.map(({ entry }) => entry);
}
