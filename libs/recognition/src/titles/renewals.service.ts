import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { chooseStandard, evaluate } from '@tidu/criteria';
import { MessagesService } from '@tidu/desk';
import { addDays } from '@tidu/kernel';
import { type ActingPerson, Database, type Page, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { newestSheets, type OutcomeText, type PublishedStandard, StandardsService } from '@tidu/scoring';
import { titleWords } from '../title-codes';
import { lostRenewal, missedYears } from '../updates/duties';
import { type HeldTitle, type TitlesFilter, TitlesQueries } from './titles.queries';

/** By what a renewal will be judged, and how the enterprise stands by today's facts. */
export interface Outlook {
  /** Standard that will hold on the last day of the title; null: none, or several. */
  standardId: string | null;
  standardName: string | null;
  /** Which one and why, in words. */
  explanation: string;
  /** By the newest facts; null: no facts, or no one standard. */
  outcome: OutcomeText | null;
  /** Accounting year of these facts. */
  year: number | null;
  /** Clauses that are not met, not known or not judged. */
  open: number;
  /** When somebody was told last that it ends. */
  toldAt: string | null;
  /** Why it may not be renewed (逾期没有更新), by the rule the enterprise is told too; null: it may. */
  lost: string | null;
}

export type Renewal = HeldTitle & Outlook;

/** What became of telling one enterprise. */
export interface Told {
  id: string;
  done: boolean;
  message: string;
}

/** Renewals (复核) a year ahead: who must be renewed when, by which standard, how it looks, and telling them. */
@Injectable()
export class RenewalsService {
  constructor(
    private readonly database: Database,
    private readonly titles: TitlesQueries,
    private readonly standards: StandardsService,
    private readonly reference: ReferenceService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  async list(person: ActingPerson, filter: Pick<TitlesFilter, 'title' | 'limit' | 'after'>): Promise<Page<Renewal>> {
    const page = await this.titles.renewals(person, filter);
    const [active, catalogue] = [await this.standards.active(), await this.reference.facts()];
    const ids = page.items.map(({ enterpriseId }) => enterpriseId);
    const { sheets, told, missed } = await this.database.read(person, async (tx) => ({
      missed: await missedYears(tx, ids, await todayOf(tx)),
      sheets: await newestSheets(tx, catalogue, ids),
      told: await lastTold(
        tx,
        page.items.map(({ id }) => id),
      ),
    }));
    const items = page.items.map((title): Renewal => {
      const { standard, explanation } = standardFor(title, active);
      const sheet = sheets.get(title.enterpriseId);
      const result =
        standard && sheet && evaluate(standard.evaluator, sheet.facts, { purpose: 'renewal', date: lastDayOf(title) });
      return {
        ...title,
        ...{ standardId: standard?.standardId ?? null, standardName: standard?.name ?? null, explanation },
        ...{ outcome: result?.outcome ?? null, year: result ? (sheet?.year ?? null) : null },
        open: Object.values(result?.clauses ?? {}).filter(({ outcome }) =>
          ['unmet', 'unknown', 'manual'].includes(outcome),
        ).length,
        toldAt: told.get(title.id) ?? null,
        lost: lostRenewal(missed.get(title.id) ?? []),
      };
    });
    return { ...page, items };
  }

  /** Tells the enterprises of these titles that they end; each once only, whoever asks. */
  async tell(person: ActingPerson, titleIds: readonly string[]): Promise<Told[]> {
    const active = await this.standards.active();
    return this.database.write(person, async (tx) => {
      const results: Told[] = [];
      for (const id of new Set(titleIds)) results.push(await this.tellOne(tx, id, active));
      return results;
    });
  }

  private async tellOne(tx: Transaction, id: string, active: readonly PublishedStandard[]): Promise<Told> {
    const title = await tx.row<HeldTitle>(
      `select t.id, e.id as "enterpriseId", e.name as "enterpriseName", e."regionCode", e.status as "enterpriseStatus", t.title,
         t."validUntil"::text as "validUntil" from title_held t join enterprise e on e.id = enterprise_survivor(t."enterpriseId")
       where t.id = $1 and t."withdrawnAt" is null and t."cancelledOn" is null`,
      [id],
    );
    if (!title) return { id, done: false, message: '没有这个称号，或已取消。' };
    if (title.enterpriseStatus !== 'active')
      return { id, done: false, message: `“${title.enterpriseName}”已注销、迁出或合并，不再通知。` };
    const { explanation } = standardFor(title, active);
    const name = titleWords[title.title] ?? title.title;
    const missed = await missedYears(tx, [title.enterpriseId], await todayOf(tx));
    const lost = lostRenewal(missed.get(id) ?? []);
    const noted = await tx.row(
      `insert into renewal_notice ("titleId", "enterpriseId", "personId", "personName") values ($1, $2, $3, $4)
       on conflict do nothing returning "titleId"`,
      [id, title.enterpriseId, tx.person.id, tx.person.name],
    );
    if (!noted) return { id, done: true, message: `“${title.enterpriseName}”先前已经通知过。` };
    const messageId = await this.messages.toEnterprise(tx, {
      ...{ kind: 'recognition.renewal', enterpriseId: title.enterpriseId, objectType: 'title_held', objectId: id },
      subject: `${name}将于 ${lastDayOf(title)} 到期，请准备复核`,
      body: `贵公司的“${name}”有效期到 ${lastDayOf(title)} 为止。${explanation}${lost ?? '请提前准备复核材料，具体受理时间以通知为准。'}`,
    });
    await this.trail.record(tx, {
      ...{ action: 'recognition.tellRenewal', objectType: 'title_held', objectId: id },
      after: { enterpriseId: title.enterpriseId, messageId },
    });
    return { id, done: true, message: `已通知“${title.enterpriseName}”。` };
  }
}

const lastDayOf = ({ validUntil }: Pick<HeldTitle, 'validUntil'>) => addDays(validUntil ?? '2200-01-01', -1);

/** The standard that will hold for the renewal on the last day of the title. */
function standardFor(
  { title, regionCode: region, validUntil }: Pick<HeldTitle, 'title' | 'regionCode' | 'validUntil'>,
  active: readonly PublishedStandard[],
): { standard: PublishedStandard | null; explanation: string } {
  const documents = active.map(({ evaluator }) => evaluator.release.document);
  const { id, explanation } = chooseStandard(documents, {
    title,
    region,
    purpose: 'renewal',
    date: lastDayOf({ validUntil }),
  });
  return { standard: active.find(({ standardId }) => standardId === id) ?? null, explanation };
}

async function lastTold(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; at: string }>(
    `select "titleId" as id, at from renewal_notice where "titleId" = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}
