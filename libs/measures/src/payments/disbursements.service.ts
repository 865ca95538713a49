import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, formatYuan, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { findLine } from '../budget/budget-line';
import { type Case, findCase, inTurn, lockCase } from '../cases/case';
import { requireReadable } from '../cases/payee';
import { CaseActs } from '../cases/case-acts.service';
import { badFields, refused, samePerson } from '../measures.errors';
import { type Disbursement, findDisbursement, itemKey, lockDisbursement } from './disbursement';

/** How many payments one list holds; the rest goes into the next. */
const most = 500;

/** What the bank said of one payment. */
export interface BankAnswer {
  position: number;
  result: 'paid' | 'failed';
  problem: string | null;
}

/** Payment lists (付款清单): put together, approved by a second person, answered by the bank. */
@Injectable()
export class DisbursementsService {
  constructor(
    private readonly database: Database,
    private readonly acts: CaseActs,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Puts everything of a budget line that is to be paid into a list, in the order in which it became so.
   * @throws DomainError `MEASURES.LINE_NOT_FOUND`, `MEASURES.NOTHING_TO_PAY`.
   */
  async create(person: ActingPerson, lineId: string): Promise<string> {
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      const line = await findLine(tx, lineId);
      const cases = await payable(tx, lineId);
      if (cases.length === 0) throw refused('NOTHING_TO_PAY', `预算“${line.name}”没有待拨付的。`);
      requireReadable(cases);
      const total = cases.reduce((sum, { amount }) => sum + BigInt(amount ?? 0), 0n);
      const number = `FK${(await todayOf(tx)).replaceAll('-', '')}-${id.slice(-6).toUpperCase()}`;
      await tx.rows(
        `insert into disbursement (id, number, "lineId", items, total, "createdBy", "createdByName", "changedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $7)`,
        [id, number, lineId, cases.length, String(total), person.id, person.name],
      );
      for (const [i, one] of cases.entries()) {
        const { id: caseId, enterpriseId, amount, payeeName, payeeBank } = one;
        const { payeeAccount } = tx.sealer.sealRow('disbursement_item', one, itemKey(id, caseId));
        await tx.rows(
          `insert into disbursement_item ("disbursementId", "caseId", "enterpriseId", position, amount, "payeeName", "payeeBank", "payeeAccount")
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [id, caseId, enterpriseId, i + 1, amount, payeeName, payeeBank, payeeAccount],
        );
        await this.acts.act(tx, one, 'rule', { act: 'order' });
      }
      await this.note(tx, 'orderPayments', null, await findDisbursement(tx, id));
    });
    return id;
  }

  /** @throws DomainError `PLATFORM.STALE`, `MEASURES.SAME_PERSON`, `MEASURES.LIST_STATE`. */
  async approve(person: ActingPerson, id: string, version: number): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockDisbursement(tx, id, version);
      if (before.state !== 'prepared') throw notNow(before);
      if (before.createdBy === person.id) throw samePerson('这份清单是您编的，要由另一位有权的工作人员批准。');
      await this.become(
        tx,
        before,
        'approvePayments',
        `state = 'approved', "approvedAt" = now(), "approvedBy" = $3, "approvedByName" = $2`,
        [person.id],
      );
    });
  }

  /** Takes a list apart that did not go to the bank: its cases are to be paid again. @throws DomainError as {@link approve}. */
  async drop(person: ActingPerson, id: string, version: number, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const cases = await this.turns(tx, id);
      const before = await lockDisbursement(tx, id, version);
      if (before.state !== 'prepared' && !(before.state === 'approved' && before.open === before.items))
        throw notNow(before);
      for (const { caseId } of cases) await this.acts.act(tx, await lockCase(tx, caseId), 'rule', { act: 'drop' });
      await this.become(tx, before, 'dropPayments', `state = 'dropped'`, [], reason);
    });
  }

  /**
   * The bank's answers (回单): paid is paid out of the line; failed goes back to the enterprise with the reason. A list
   * is settled when everything was answered; what was answered stays.
   * @throws DomainError `PLATFORM.STALE`, `MEASURES.LIST_STATE`, `MEASURES.ANSWERS` naming the rows.
   */
  async answer(
    person: ActingPerson,
    id: string,
    version: number,
    on: Day,
    answers: readonly BankAnswer[],
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const items = await this.turns(tx, id);
      const before = await lockDisbursement(tx, id, version);
      if (before.state !== 'approved') throw notNow(before);
      if (on > (await todayOf(tx))) throw badFields('ANSWERS', [['on', '回单日期不能晚于今天。']]);
      requireAnswers(answers, items);
      for (const { position, result, problem } of answers) {
        const { caseId = '' } = items.find((one) => one.position === position) ?? {};
        await tx.rows(
          `update disbursement_item set result = $3, problem = $4, "settledOn" = $5 where "disbursementId" = $1 and "caseId" = $2`,
          [id, caseId, result, result === 'failed' ? problem : null, on],
        );
        const found = await lockCase(tx, caseId);
        await (result === 'paid'
          ? this.acts.act(tx, found, 'rule', { act: 'pay', set: { paidOn: on } })
          : this.acts.act(tx, found, 'rule', { act: 'fail', reason: problem }));
      }
      const { open } = await findDisbursement(tx, id);
      await this.become(tx, before, 'answerPayments', `state = '${open === 0 ? 'settled' : 'approved'}'`, []);
    });
  }

  /**
   * The bank gave a payment back that it had made (到账后退回): it is committed again, and waits for another account.
   * @throws DomainError `PLATFORM.STALE`, `MEASURES.NOT_PAID`, `MEASURES.ANSWERS` naming the field.
   */
  async giveBack(
    person: ActingPerson,
    id: string,
    version: number,
    { position, on, problem }: { position: number; on: Day; problem: string },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const items = await this.turns(tx, id);
      const before = await lockDisbursement(tx, id, version);
      const item = items.find((one) => one.position === position);
      if (!item) throw badFields('ANSWERS', [['position', `清单里没有第 ${position} 笔。`]]);
      if (item.result !== 'paid') throw refused('NOT_PAID', `第 ${position} 笔没有登记为已付，不能登记退回。`);
      if (on > (await todayOf(tx))) throw badFields('ANSWERS', [['on', '退回日期不能晚于今天。']]);
      await tx.rows(
        `update disbursement_item set result = 'failed', problem = $3, "settledOn" = $4 where "disbursementId" = $1 and "caseId" = $2`,
        [id, item.caseId, problem, on],
      );
      await this.acts.act(tx, await lockCase(tx, item.caseId), 'rule', {
        ...{ act: 'bounce', reason: problem, set: { paidOn: null } },
      });
      await this.become(tx, before, 'returnPayment', `state = state`, [], problem);
    });
  }

  /** First the turn of every enterprise on the list, as everywhere; then the list. */
  private async turns(tx: Transaction, id: string) {
    const items = await tx.rows<{ caseId: string; enterpriseId: string; position: number; result: string | null }>(
      `select "caseId", "enterpriseId", position, result from disbursement_item where "disbursementId" = $1 order by enterprise_survivor("enterpriseId")`,
      [id],
    );
    for (const { enterpriseId } of items) await inTurn(tx, enterpriseId);
    return items;
  }

  private async become(
    tx: Transaction,
    before: Disbursement,
    act: string,
    set: string,
    more: unknown[],
    reason?: string,
  ) {
    await tx.rows(
      `update disbursement set version = version + 1, "changedAt" = now(), "changedByName" = $2, ${set} where id = $1`,
      [before.id, tx.person.name, ...more],
    );
    await this.note(tx, act, before, await findDisbursement(tx, before.id), reason);
  }

  private note(tx: Transaction, act: string, before: Disbursement | null, after: Disbursement, reason?: string) {
    return this.trail.record(tx, {
      ...{ action: `measures.${act}`, objectType: 'disbursement', objectId: after.id, after: told(after) },
      ...(before && { before: told(before) }),
      ...(reason !== undefined && { reason }),
    });
  }
}

const told = ({ number, state, items, total, paid, failed }: Disbursement) => ({
  ...{ number, state, items, total: formatYuan(BigInt(total)), paid: formatYuan(BigInt(paid)), failed },
});

const stateWords = { prepared: '待批准', approved: '已批准', settled: '已办结', dropped: '已撤销' } as const;
const notNow = ({ state }: Disbursement) =>
  refused('LIST_STATE', `这份清单现在是“${stateWords[state]}”，不能这样办理。`);

/** What of a line is to be paid, the earliest first, each in its turn. */
async function payable(tx: Transaction, lineId: string): Promise<Case[]> {
  const sql = `select id, enterprise_survivor("enterpriseId") as "holderId" from measure_case
    where "lineId" = $1 and state = 'payable' order by "stateSince", id limit ${most}`;
  const found = await tx.rows<{ id: string; holderId: string }>(sql, [lineId]);
  for (const holderId of [...new Set(found.map((one) => one.holderId))].sort()) await inTurn(tx, holderId);
  const cases: Case[] = [];
  for (const { id } of found) {
    const one = await findCase(tx, id);
    if (one.state === 'payable') cases.push(await lockCase(tx, id));
  }
  return cases;
}

function requireAnswers(
  answers: readonly BankAnswer[],
  items: readonly { position: number; result: string | null }[],
): void {
  const faults = answers.flatMap(({ position, result, problem }, i): [string, string][] => {
    const item = items.find((one) => one.position === position);
    const at = `answers.${i}`;
    if (!item) return [[at, `清单里没有第 ${position} 笔。`]];
    if (item.result !== null) return [[at, `第 ${position} 笔已经登记过回单。`]];
    if (answers.findIndex((one) => one.position === position) < i) return [[at, `第 ${position} 笔写了两次。`]];
    if (result === 'failed' && !problem) return [[at, `第 ${position} 笔没有付成，请写银行说的原因。`]];
    return [];
  });
  if (faults.length > 0) throw badFields('ANSWERS', faults);
}
