import { Injectable } from '@nestjs/common';
import { formatYuanShort, parseYuan } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { findLine, giveBackToCap, moveBudget } from '../budget/budget-line';
import { badField, caseNotFound, refused } from '../measures.errors';
import { measureProcedures } from '../rules/procedures';
import { type Case, type CaseChange, changeCase, familySql, findCase, inTurn, lockCase } from './case';
import { CaseActs } from './case-acts.service';
import { type Payee, requirePayee } from './payee';

/** Acts of staff and of enterprises on one case. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly database: Database,
    private readonly acts: CaseActs,
  ) {}

  /**
   * An act of an officer. A review sets the amount that was checked (at most the one worked out); below the line of
   * approval it goes on at once, by the sum of the enterprise, budget line and year, however it was split.
   * @throws DomainError `PLATFORM.STALE`, `MEASURES.ILLEGAL_ACT`, `MEASURES.AMOUNT`, `MEASURES.REASON`, `MEASURES.EVIDENCE`.
   */
  async review(
    person: ActingPerson,
    id: string,
    version: number,
    { act, reason, amount, evidence }: { act: string; reason: string | null; amount: string | null; evidence?: string },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await locked(tx, id, version);
      if (act !== 'review')
        return void (await this.acts.act(tx, before, 'reviewer', { act, reason, evidence: evidence ?? null }));
      const cut = amount === null ? before : await cutDown(tx, before, amount);
      const needsApproval = await needsSecond(tx, cut);
      const set: CaseChange = {
        reviewedBy: person.id,
        reviewedByName: person.name,
        approvedBy: null,
        approvedByName: null,
      };
      const reviewed = await this.acts.act(tx, cut, 'reviewer', { act, reason, set: { ...set, needsApproval } });
      if (!needsApproval && !(await waitsForShare(tx, reviewed)))
        await this.acts.act(tx, reviewed, 'rule', { act: 'pass' });
    });
  }

  /** An act of whoever approves: never who reviewed. @throws DomainError as {@link review}, `MEASURES.NOT_ALLOCATED`. */
  async decide(
    person: ActingPerson,
    id: string,
    version: number,
    given: { act: string; reason: string | null },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await locked(tx, id, version);
      if (given.act === 'approve' && (await waitsForShare(tx, before)))
        throw refused('NOT_ALLOCATED', '这条预算按比例折算，先在预算页面折算，再批准。');
      const set: CaseChange = given.act === 'approve' ? { approvedBy: person.id, approvedByName: person.name } : {};
      await this.acts.act(tx, before, 'approver', { ...given, set });
    });
  }

  /** An act of the enterprise: declining, taking it up after all, correcting the account. @throws DomainError as above, `MEASURES.PAYEE`. */
  async own(
    person: ActingPerson,
    { enterpriseId, id, version }: { enterpriseId: string; id: string; version: number },
    { act, reason, payee }: { act: string; reason: string | null; payee: Payee | null },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      await inTurn(tx, enterpriseId);
      const before = await lockCase(tx, id, version);
      const own = await tx.row(`select where $2::uuid in (${familySql})`, [enterpriseId, before.enterpriseId]);
      if (!own) throw caseNotFound();
      const needsAccount = measureProcedures().acts.get(act)?.needs.includes('account') ?? false;
      if (needsAccount && !payee) throw badField('PAYEE', 'payee', '请填写收款账户。');
      if (payee) await requirePayee(tx, enterpriseId, payee);
      const set: CaseChange = payee
        ? { payeeName: payee.name, payeeBank: payee.bank, payeeAccount: payee.account }
        : {};
      await this.acts.act(tx, before, 'enterprise', { act, reason, set });
    });
  }
}

/** Everything about the support of one enterprise takes turns, so that sums hold while they are looked at. */
async function locked(tx: Transaction, id: string, version: number): Promise<Case> {
  const { enterpriseId } = await findCase(tx, id);
  await inTurn(tx, enterpriseId);
  return lockCase(tx, id, version);
}

/** Less than was worked out, because less was proven: the rest goes back to line and cap. */
async function cutDown(tx: Transaction, before: Case, text: string): Promise<Case> {
  const [asked, amount] = [BigInt(before.amount ?? 0), parseYuan(text)];
  if (amount <= 0n || amount > asked)
    throw badField('AMOUNT', 'amount', `核定金额应大于 0，最多 ${formatYuanShort(asked)}（按规定算出的金额）。`);
  if (amount === asked) return before;
  const { id: caseId, enterpriseId, lineId, cap, lineYear } = before;
  const rest = asked - amount;
  if (before.held === 'reserved' && lineId !== null)
    await moveBudget(tx, 'release', { lineId, caseId, enterpriseId, amount: rest });
  if (cap !== null && lineYear !== null) await giveBackToCap(tx, { enterpriseId, cap, year: lineYear }, rest);
  const workings = [...before.workings, `审核核定 ${formatYuanShort(amount)}`];
  return changeCase(tx, caseId, { amount: String(amount), workings });
}

/** Whether a second person approves: orders split among several cases count together. */
async function needsSecond(tx: Transaction, { enterpriseId, lineId, amount, id }: Case): Promise<boolean> {
  if (lineId === null) return false;
  const row = await tx.row<{ sum: string }>(
    `select coalesce(sum(amount), 0)::text as sum from measure_case
     where "enterpriseId" in (${familySql}) and "lineId" = $2 and id <> $3 and held <> 'none'`,
    [enterpriseId, lineId, id],
  );
  return BigInt(row?.sum ?? 0) + BigInt(amount ?? 0) >= measureProcedures().approvalFrom;
}

/** Of a line that is shared out nothing is reserved until it was. */
async function waitsForShare(tx: Transaction, { lineId, held }: Case): Promise<boolean> {
  return lineId !== null && held === 'none' && (await findLine(tx, lineId)).allocation === 'proportional';
}
