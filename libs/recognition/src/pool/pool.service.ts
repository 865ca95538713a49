import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { type Day, isDay, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, staleVersion, type Transaction } from '@tidu/platform';
import { badField, listConflict, poolEnterpriseNotFound, poolNotFound } from '../recognition.errors';
import { poolRunTask } from './pool-run.job';
import { poolRules, type Track } from './pool-rules';

/** Who is in the pool for what, and who looks after it. */
export interface PoolTerms {
  /** Year in which it is to apply. */
  year: number;
  officerId: string;
  note: string | null;
}

export interface NewEntry extends PoolTerms {
  enterpriseId: string;
  track: Track;
  title: string;
  /** Why, in a person's words. */
  ground: string;
}

export interface NewStep {
  text: string;
  fact: string | null;
  dueOn: Day;
}

/** Which proposal is meant. */
export interface ProposalKey {
  enterpriseId: string;
  track: Track;
  title: string;
}

/** What became of one proposal. */
export interface DecidedProposal {
  /** Which of those named, counted from 0. */
  at: number;
  done: boolean;
  message: string;
}

interface EntryRow {
  id: string;
  enterpriseId: string;
  leftOn: Day | null;
  version: number;
  changedAt: string;
  changedByName: string;
}

/** Changes of the cultivation pool; each is noted in the trail. */
@Injectable()
export class PoolService {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  /** By hand; the id is the key of the act. @throws DomainError `RECOGNITION.POOL_ENTERPRISE_NOT_FOUND`, `RECOGNITION.IN_POOL`. */
  enter(person: ActingPerson, id: string, given: NewEntry): Promise<string> {
    return this.database.write(person, async (tx) => {
      const firm = await firmOf(tx, given.enterpriseId);
      await this.requireOfficer(tx, given.officerId);
      if (!(await this.insert(tx, id, { ...given, enterpriseId: firm.id }, 'hand')))
        throw listConflict('IN_POOL', '这家企业已在库，同一条线、同一个目标称号不能再入一次。');
      return id;
    });
  }

  /** Takes proposals in, each with a result of its own; again it does nothing. */
  accept(person: ActingPerson, keys: readonly ProposalKey[], terms: PoolTerms): Promise<DecidedProposal[]> {
    return this.eachProposal(
      person,
      keys,
      async (tx, key, says) => {
        const made = await this.insert(tx, uuidv7(), { ...key, ...terms, ground: says }, 'rule');
        await tx.rows(
          'delete from pool_proposal where "enterpriseId" = $1 and track = $2 and title = $3',
          keyValues(key),
        );
        return made ? '已入库。' : '已在库。';
      },
      (tx) => this.requireOfficer(tx, terms.officerId),
    );
  }

  /** Says no to proposals; they stay dismissed however often the run finds them. */
  dismiss(person: ActingPerson, keys: readonly ProposalKey[], reason: string): Promise<DecidedProposal[]> {
    return this.eachProposal(person, keys, async (tx, key) => {
      await tx.rows(
        `update pool_proposal set "dismissedAt" = now(), "dismissedBy" = $4, "dismissedByName" = $5, "dismissedWhy" = $6
         where "enterpriseId" = $1 and track = $2 and title = $3`,
        [...keyValues(key), tx.person.id, tx.person.name, reason],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.dismissPool', objectType: 'enterprise', objectId: key.enterpriseId, reason },
        after: { track: key.track, title: key.title },
      });
      return '不再建议。';
    });
  }

  /** Asks for a run over all sheets. */
  run(person: ActingPerson): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, poolRunTask, {}));
  }

  /** @throws DomainError `RECOGNITION.POOL_NOT_FOUND`, `PLATFORM.STALE`, `RECOGNITION.LEFT_POOL`. */
  change(person: ActingPerson, id: string, version: number, { year, officerId, note }: PoolTerms): Promise<void> {
    return this.onEntry(person, id, version, async (tx, entry) => {
      await this.requireOfficer(tx, officerId);
      await this.update(tx, entry, 'recognition.changePool', { year, officerId, note });
    });
  }

  /** @throws DomainError as above, `RECOGNITION.LEAVE_WHY`, `RECOGNITION.POOL_DAY`. */
  leave(person: ActingPerson, id: string, version: number, why: string, leftOn: Day, reason: string): Promise<void> {
    if (!poolRules().leaving.has(why))
      throw badField('why', 'LEAVE_WHY', 'why：没有这个出库原因，请从列出的原因里选。');
    requireDay('leftOn', leftOn, shanghaiDay(Date.now()));
    return this.onEntry(person, id, version, (tx, entry) =>
      this.update(tx, entry, 'recognition.leavePool', { leftOn, leftWhy: why, leftReason: reason }, reason),
    );
  }

  /** Adds steps to the plan. @throws DomainError as above. */
  plan(person: ActingPerson, id: string, version: number, steps: readonly NewStep[]): Promise<void> {
    for (const { dueOn } of steps) requireDay('dueOn', dueOn, '2199-12-31');
    return this.onEntry(person, id, version, async (tx, entry) => {
      for (const { text, fact, dueOn } of steps)
        await tx.rows(
          `insert into pool_step (id, "entryId", "enterpriseId", text, fact, "dueOn", "createdBy", "createdByName", "changedByName")
           values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
          [uuidv7(), id, entry.enterpriseId, text, fact, dueOn, tx.person.id, tx.person.name],
        );
      await this.update(tx, entry, 'recognition.planPool', {}, undefined, { steps: steps.map(({ text }) => text) });
    });
  }

  /** Says how a step came out. @throws DomainError `RECOGNITION.POOL_NOT_FOUND`, `PLATFORM.STALE`. */
  step(
    person: ActingPerson,
    id: string,
    stepId: string,
    version: number,
    state: 'done' | 'dropped',
    remark: string,
  ): Promise<void> {
    return this.database.write(person, async (tx) => {
      const step = await tx.row<EntryRow>(
        `select s.id, s."enterpriseId", null as "leftOn", s.version, s."changedAt", s."changedByName" from pool_step s
         where s.id = $1 and s."entryId" = $2 for update`,
        [stepId, id],
      );
      if (!step) throw poolNotFound();
      requireVersion(step, version);
      await tx.rows(
        `update pool_step set state = $2, remark = $3, version = version + 1, "changedAt" = now(), "changedByName" = $4 where id = $1`,
        [stepId, state, remark, tx.person.name],
      );
      await this.trail.record(tx, {
        ...{
          action: 'recognition.stepPool',
          objectType: 'pool_step',
          objectId: stepId,
          reason: remark,
          after: { entryId: id, state },
        },
      });
    });
  }

  private async eachProposal(
    person: ActingPerson,
    keys: readonly ProposalKey[],
    act: (tx: Transaction, key: ProposalKey, says: string) => Promise<string>,
    first?: (tx: Transaction) => Promise<void>,
  ): Promise<DecidedProposal[]> {
    return this.database.write(person, async (tx) => {
      await first?.(tx);
      const results: DecidedProposal[] = [];
      for (const [at, key] of keys.entries()) {
        const found = await tx.row<{ says: string }>(
          `select says from pool_proposal where "enterpriseId" = $1 and track = $2 and title = $3 and "dismissedAt" is null for update`,
          keyValues(key),
        );
        if (found) results.push({ at, done: true, message: await act(tx, key, found.says) });
        else results.push({ at, done: false, message: '没有这条建议，或已处理过，请刷新。' });
      }
      return results;
    });
  }

  private async insert(tx: Transaction, id: string, given: NewEntry, entered: 'rule' | 'hand'): Promise<boolean> {
    const { enterpriseId, track, title, year, officerId, ground, note } = given;
    const { rowCount } = await tx.client.query(
      `insert into pool_entry (id, "enterpriseId", track, title, year, "officerId", entered, ground, note, "createdBy",
         "createdByName", "changedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) on conflict do nothing`,
      [...[id, enterpriseId, track, title, year, officerId, entered, ground, note], tx.person.id, tx.person.name],
    );
    if (rowCount !== 1) return false;
    await this.trail.record(tx, {
      ...{ action: 'recognition.enterPool', objectType: 'pool_entry', objectId: id },
      after: { enterpriseId, track, title, year, officerId, entered, ground },
    });
    return true;
  }

  private onEntry(
    person: ActingPerson,
    id: string,
    version: number,
    act: (tx: Transaction, entry: EntryRow) => Promise<void>,
  ): Promise<void> {
    return this.database.write(person, async (tx) => {
      const entry = await tx.row<EntryRow>(
        `select p.id, p."enterpriseId", p."leftOn"::text as "leftOn", p.version, p."changedAt", p."changedByName"
         from pool_entry p where p.id = $1 for update`,
        [id],
      );
      if (!entry) throw poolNotFound();
      requireVersion(entry, version);
      if (entry.leftOn !== null)
        throw listConflict('LEFT_POOL', `这家企业已于 ${entry.leftOn} 出库，不能再改；需要时重新入库。`);
      await act(tx, entry);
    });
  }

  private async update(
    tx: Transaction,
    { id, enterpriseId }: EntryRow,
    action: string,
    set: object,
    reason?: string,
    more: object = {},
  ) {
    const assigned = Object.keys(set).map((name, at) => `, "${name}" = $${at + 3}`);
    await tx.rows(
      `update pool_entry set version = version + 1, "changedAt" = now(), "changedByName" = $2 ${assigned.join('')} where id = $1`,
      [id, tx.person.name, ...(Object.values(set) as unknown[])],
    );
    await this.trail.record(tx, {
      ...{ action, objectType: 'pool_entry', objectId: id, after: { enterpriseId, ...set, ...more } },
      ...(reason !== undefined && { reason }),
    });
  }

  private async requireOfficer(tx: Transaction, officerId: string): Promise<void> {
    if (await this.holders.one(tx, 'recognition.manage', officerId)) return;
    throw badField('officer', 'OFFICER', 'officer：这个账号不能当责任人：没有管理申报的权限，或已停用。请另选一位。');
  }
}

const keyValues = ({ enterpriseId, track, title }: ProposalKey) => [enterpriseId, track, title];

function requireVersion({ version: now, changedByName: who, changedAt: at }: EntryRow, version: number): void {
  if (now !== version) throw staleVersion('培育库里的这一条', { version: now, who, at });
}

function requireDay(field: string, day: Day, most: Day): void {
  if (isDay(day) && day >= '2000-01-01' && day <= most) return;
  throw badField(field, 'POOL_DAY', `${field}：应是 2000-01-01 至 ${most} 之间的日期。`);
}

/** The enterprise, or the one that stands for it, in business. */
async function firmOf(tx: Transaction, id: string): Promise<{ id: string }> {
  const found = await tx.row<{ id: string; status: string }>(
    `select e.id, e.status from enterprise e where e.id = enterprise_survivor($1)`,
    [id],
  );
  if (!found) throw poolEnterpriseNotFound();
  if (found.status !== 'active') throw listConflict('NOT_ACTIVE', '这家企业已注销、迁出或合并，不能入库。');
  return found;
}
