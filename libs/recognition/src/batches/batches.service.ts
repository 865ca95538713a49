import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { isUuid, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { badField, notOfBatch } from '../recognition.errors';
import { procedures } from '../rules/procedures';
import { type Batch, findBatch, type GivenBatch, lockBatch } from './batch';

const columns = ['name', 'opensAt', 'closesAt', 'graceMinutes', 'quota', 'note', 'officerId'] as const;

/** A longer window is a slip of the year. */
const longest = 800 * 86_400_000;

/** Batches (申报批次): made and changed while prepared, announced with their standards fixed, ended. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly trail: AuditTrail,
  ) {}

  /** A new batch, seen by staff alone. @throws DomainError `RECOGNITION.BATCH_…` naming the field. */
  async create(person: ActingPerson, given: GivenBatch): Promise<string> {
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      await this.requireSound(tx, given);
      const { name, title, level, procedure, year, opensAt, closesAt, graceMinutes, quota, note, officer } = given;
      await tx.rows(
        `insert into recognition_batch (id, name, title, level, procedure, year, "opensAt", "closesAt", "graceMinutes", quota,
           note, "officerId", "createdBy", "createdByName", "changedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
        [
          ...[id, name, title, level, procedure, year, opensAt, closesAt, graceMinutes, quota, note, officer],
          ...[person.id, person.name],
        ],
      );
      await keepStandards(tx, id, given.standards);
      await this.note(tx, 'createBatch', null, await findBatch(tx, id));
    });
    return id;
  }

  /**
   * Changes a batch; once it is announced, title, level, procedure, year and standards stay as they are.
   * @throws DomainError `PLATFORM.STALE`, `RECOGNITION.BATCH_ENDED`, `RECOGNITION.BATCH_FIXED`.
   */
  async change(person: ActingPerson, id: string, version: number, given: GivenBatch, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockBatch(tx, id, version);
      if (before.state === 'ended') throw notOfBatch('BATCH_ENDED', '批次已经结束，不能再修改。');
      await this.requireSound(tx, given);
      if (before.state === 'announced') requireFixed(before, given);
      const values = { ...given, officerId: given.officer };
      await tx.rows(
        `update recognition_batch set version = version + 1, "changedAt" = now(), "changedByName" = $2,
           ${columns.map((column, i) => `"${column}" = $${i + 3}`).join(', ')} where id = $1`,
        [id, person.name, ...columns.map((column) => values[column])],
      );
      if (before.state === 'prepared') await changeShape(tx, id, given);
      await this.note(tx, 'changeBatch', before, await findBatch(tx, id), reason);
    });
  }

  /** Enterprises see it from now on, and its standards stay. @throws DomainError `PLATFORM.STALE`, `RECOGNITION.BATCH_STATE`. */
  async announce(person: ActingPerson, id: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockBatch(tx, id, version);
      if (before.state !== 'prepared') throw notOfBatch('BATCH_STATE', '批次已经公布过了。');
      if (before.standards.length === 0) throw badField('standards', 'BATCH_STANDARD', '公布之前请先确认适用的标准。');
      if (before.closesAt.getTime() <= Date.now())
        throw badField('closesAt', 'BATCH_WINDOW', '窗口已经过了，先改截止时间再公布。');
      await this.holderOf(tx, before.officerId);
      await this.become(tx, before, 'announced', 'announceBatch');
    });
  }

  /** Nothing may be submitted any more; what was goes its way. @throws DomainError `PLATFORM.STALE`, `RECOGNITION.BATCH_STATE`. */
  async end(person: ActingPerson, id: string, version: number, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockBatch(tx, id, version);
      if (before.state !== 'announced')
        throw notOfBatch('BATCH_STATE', before.state === 'ended' ? '批次已经结束。' : '批次还没有公布，不用结束。');
      await this.become(tx, before, 'ended', 'endBatch', reason);
    });
  }

  private async become(tx: Transaction, before: Batch, state: Batch['state'], act: string, reason?: string) {
    await tx.rows(
      `update recognition_batch set version = version + 1, "changedAt" = now(), "changedByName" = $2, state = $3 where id = $1`,
      [before.id, tx.person.name, state],
    );
    await this.note(tx, act, before, await findBatch(tx, before.id), reason);
  }

  private async requireSound(tx: Transaction, given: GivenBatch): Promise<void> {
    if (!procedures().has(given.procedure)) throw badField('procedure', 'BATCH_PROCEDURE', '没有这个认定程序。');
    if (Date.parse(given.opensAt) >= Date.parse(given.closesAt))
      throw badField('closesAt', 'BATCH_WINDOW', '截止时间应晚于开始时间。');
    if (Date.parse(given.closesAt) - Date.parse(given.opensAt) > longest)
      throw badField('closesAt', 'BATCH_WINDOW', '窗口最长 800 天，请检查截止的年份。');
    if (new Set(given.standards.map(({ purpose }) => purpose)).size !== given.standards.length)
      throw badField('standards', 'BATCH_STANDARD', '同一个申报类型只能适用一个标准。');
    for (const { releaseId } of given.standards) await requireOfTitle(tx, releaseId, given.title);
    await this.holderOf(tx, given.officer);
  }

  private async holderOf(tx: Transaction, officer: string): Promise<void> {
    if (!(await this.holders.one(tx, 'recognition.review', officer)))
      throw badField('officer', 'BATCH_OFFICER', '这个账号不能承办申报：没有初审权限，或已停用。请另选一位。');
  }

  private note(tx: Transaction, act: string, before: Batch | null, after: Batch, reason?: string): Promise<void> {
    return this.trail.record(tx, {
      ...{ action: `recognition.${act}`, objectType: 'recognition_batch', objectId: after.id, after: kept(after) },
      ...(before && { before: kept(before) }),
      ...(reason !== undefined && { reason }),
    });
  }
}

const kept = ({
  name,
  title,
  level,
  procedure,
  year,
  quota,
  officerId,
  graceMinutes,
  state,
  standards,
  ...window
}: Batch) => ({
  ...{ name, title, level, procedure, year, quota, officerId, graceMinutes, state },
  ...{ opensAt: window.opensAt.toISOString(), closesAt: window.closesAt.toISOString() },
  standards: standards.map(({ purpose, standardId, version }) => `${purpose}: ${standardId} ${version}`),
});

async function keepStandards(tx: Transaction, id: string, standards: GivenBatch['standards']): Promise<void> {
  for (const { purpose, releaseId } of standards)
    await tx.rows('insert into recognition_batch_purpose ("batchId", purpose, "releaseId") values ($1, $2, $3)', [
      ...[id, purpose, releaseId],
    ]);
}

/** What only a prepared batch lets one change. */
async function changeShape(tx: Transaction, id: string, given: GivenBatch): Promise<void> {
  const { title, level, procedure, year } = given;
  await tx.rows('update recognition_batch set title = $2, level = $3, procedure = $4, year = $5 where id = $1', [
    ...[id, title, level, procedure, year],
  ]);
  await tx.rows('delete from recognition_batch_purpose where "batchId" = $1', [id]);
  await keepStandards(tx, id, given.standards);
}

function requireFixed(before: Batch, given: GivenBatch): void {
  const shape = ({ title, level, procedure, year }: Batch | GivenBatch) => [title, level, procedure, year].join(' ');
  const standards = (of: readonly { purpose: string; releaseId: string }[]) =>
    of.map(({ purpose, releaseId }) => `${purpose} ${releaseId}`).sort().join(); // prettier-ignore
  if (shape(before) === shape(given) && standards(before.standards) === standards(given.standards)) return;
  throw notOfBatch('BATCH_FIXED', '批次已经公布，称号、层级、程序、年度和标准不能再改。要改请结束本批次，另设一个。');
}

async function requireOfTitle(tx: Transaction, releaseId: string, title: string): Promise<void> {
  const release = isUuid(releaseId)
    ? await tx.row<{ title: string }>('select title from standard_release where id = $1', [releaseId])
    : null;
  if (release?.title === title) return;
  throw badField('standards', 'BATCH_STANDARD', release ? '所选的标准不是这个称号的。' : '没有这个标准发布版。');
}
