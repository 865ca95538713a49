import { Injectable } from '@nestjs/common';
import { type Day, shanghaiDay } from '@tidu/kernel';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { restOf } from '@tidu/desk';
import { ReferenceService } from '@tidu/reference';
import { type Purpose } from '../applications/application';
import type { Holder } from '../rules/procedure';
import { procedureOf } from '../rules/procedures';
import { batchesFor, type OpenBatch } from './batch';
import { declarationRules } from './declaration-rules';
import { type HeldTitle, obstacleOf } from './lawful';
import { type Ban, bansOf } from '../titles/bans';
import { lostRenewal, missedYears } from '../updates/duties';
import { type Related, relationsOf } from '../relations/relations';
import { groupAdvice, publicObstacle } from './related';
import { obstacleToBegin } from './window';

/** What an enterprise may choose in a batch, or why not. */
export interface Choice {
  purpose: Purpose;
  standardName: string;
  /** Null: it may be chosen. */
  obstacle: string | null;
  /** What should be thought of first, whoever else declares; null: nothing. */
  advice: string | null;
}

/** The enterprise's own case in a batch. */
export interface OwnCase {
  id: string;
  purpose: Purpose;
  stateLabel: string;
  plain: string;
  holder: Holder;
  receiptNumber: string | null;
  dueOn: Day | null;
  savedAt: string | null;
  savedByName: string | null;
}

export interface Opening {
  batch: OpenBatch;
  /** Working days after today, the day of the end included; null: it is not open. */
  workingDaysLeft: number | null;
  choices: Choice[];
  own: OwnCase | null;
}

type StoredCase = Omit<OwnCase, 'stateLabel' | 'plain' | 'holder'> & {
  batchId: string;
  batchName: string;
  procedure: string;
  title: string;
  state: string;
};

/** What is open to an enterprise (可申报的批次), with only lawful choices and why the others are none. */
@Injectable()
export class OpeningsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  async of(person: ActingPerson, enterpriseId: string): Promise<Opening[]> {
    const calendar = await this.reference.workingCalendar();
    const [now, bans] = [new Date(), await this.bans(enterpriseId)];
    const found = await this.database.read(person, async (tx) => {
      const batches = await batchesFor(tx, enterpriseId);
      const facts = await situationOf(tx, enterpriseId);
      const related = await relatedTo(tx, enterpriseId, batches);
      return batches.map((batch) => ({
        batch,
        choices: choicesOf(batch, { ...facts, bans, related: related.get(batch.id) }, now),
        cases: facts.cases,
      }));
    });
    return found.map(({ batch, choices, cases }) => {
      const own = cases.find(({ batchId }) => batchId === batch.id);
      const isOpen = obstacleToBegin(batch, now) === null;
      const left = restOf(calendar, shanghaiDay(now), shanghaiDay(new Date(batch.closesAt.getTime() - 1))).count;
      return { batch, choices, own: own ? ownCase(own) : null, workingDaysLeft: isOpen ? left : null };
    });
  }

  /** Bans that stand today, also those of records its people don't see: whom it absorbed, whom it was merged with. */
  bans(enterpriseId: string): Promise<Ban[]> {
    return this.database.read(systemActor, (tx) => bansOf(tx, enterpriseId, shanghaiDay(new Date())));
  }

  /** What may be chosen in a batch now, and why the rest may not. `bans` are asked before the transaction begins. */
  async choices(
    tx: Transaction,
    { enterpriseId, bans }: { enterpriseId: string; bans: readonly Ban[] },
    batch: OpenBatch,
  ): Promise<Choice[]> {
    const related = (await relatedTo(tx, enterpriseId, [batch])).get(batch.id);
    return choicesOf(batch, { ...(await situationOf(tx, enterpriseId)), bans, related }, new Date());
  }

  /** Why the purpose can't be chosen now; null: it can. `bans` are asked before the transaction begins. */
  async obstacle(
    tx: Transaction,
    of: { enterpriseId: string; bans: readonly Ban[] },
    batch: OpenBatch,
    purpose: Purpose,
  ): Promise<string | null> {
    const chosen = (await this.choices(tx, of, batch)).find((one) => one.purpose === purpose);
    return chosen ? chosen.obstacle : '这个批次没有这种申报类型。';
  }
}

interface EnterpriseSituation {
  regionCode: string;
  bans: readonly Ban[];
  related: Related | undefined;
  held: (HeldTitle & { title: string })[];
  cases: StoredCase[];
}

async function situationOf(
  tx: Transaction,
  enterpriseId: string,
): Promise<Omit<EnterpriseSituation, 'bans' | 'related'>> {
  const enterprise = await tx.row<{ regionCode: string; survivorId: string }>(
    'select "regionCode", enterprise_survivor(id) as "survivorId" from enterprise where id = $1',
    [enterpriseId],
  );
  const found = await tx.rows<Omit<HeldTitle, 'lost'> & { id: string; title: string }>(
    `select id, title, level, "validFrom"::text as "validFrom", "validUntil"::text as "validUntil", "cancelledOn"::text as "cancelledOn"
     from title_held where "enterpriseId" in (select enterprise_family($1)) and "withdrawnAt" is null`,
    [enterpriseId],
  );
  const cases = await tx.rows<StoredCase>(
    `select a.id, a."batchId", a.purpose, a.state, a."receiptNumber", a."dueOn"::text as "dueOn", b.title, b.name as "batchName", b.procedure,
       d."savedAt", d."savedByName"
     from application a join recognition_batch b on b.id = a."batchId" left join application_draft d on d."applicationId" = a.id
     where a."enterpriseId" in (select enterprise_family($1)) order by a.id`,
    [enterpriseId],
  );
  const missed = await missedYears(tx, enterprise ? [enterprise.survivorId] : [], await todayOf(tx));
  const held = found.map(({ id, ...title }) => ({ ...title, lost: lostRenewal(missed.get(id) ?? []) }));
  return { regionCode: enterprise?.regionCode ?? '', held, cases };
}

/** How the firm stands to its kin for the title of each batch. */
function relatedTo(
  tx: Transaction,
  enterpriseId: string,
  batches: readonly OpenBatch[],
): Promise<Map<string, Related>> {
  return relationsOf(
    tx,
    batches.map(({ id: key, title, level }) => ({ key, enterpriseId, title, level })),
  );
}

function choicesOf(batch: OpenBatch, situation: EnterpriseSituation, now: Date): Choice[] {
  const { regionCode, bans, held, cases, related } = situation;
  const window = obstacleToBegin(batch, now);
  const others = cases.filter((one) => one.title === batch.title && one.batchId !== batch.id);
  const underWay = others.find((one) => !isSettled(one));
  return batch.purposes.map(({ purpose, standardName, standardRegion }) => ({
    ...{ purpose, standardName },
    obstacle:
      window ??
      obstacleOf(purpose, {
        ...{ today: shanghaiDay(now), regionCode, standardRegion, bans, rules: declarationRules().titles },
        held: held.filter(({ title, level }) => title === batch.title && level === batch.level),
        underWay: underWay?.batchName ?? null,
      }) ??
      publicObstacle(related),
    advice: related?.hasGroup === true ? groupAdvice : null,
  }));
}

/** Whether a case is in nobody's hands any more. */
function isSettled({ state, procedure }: StoredCase): boolean {
  return procedureOf(procedure).states.get(state)?.holder === 'nobody';
}

function ownCase({ id, purpose, state, procedure, ...own }: StoredCase): OwnCase {
  const now = procedureOf(procedure).states.get(state);
  const { receiptNumber, dueOn, savedAt, savedByName } = own;
  return {
    id,
    purpose,
    receiptNumber,
    dueOn,
    savedAt,
    savedByName,
    stateLabel: now?.label ?? state,
    plain: now?.plain ?? '',
    holder: now?.holder ?? 'nobody',
  };
}
