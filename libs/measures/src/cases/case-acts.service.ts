import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { Asking, dueFrom, measureCase, MessagesService } from '@tidu/desk';
import { formatYuan, shanghaiDay, systemClock } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { giveBackToCap, moveBudget } from '../budget/budget-line';
import { badField, refused, samePerson } from '../measures.errors';
import { type BudgetAct, type CaseAct, type CaseState, type Doer, measureProcedures } from '../rules/procedures';
import { type Case, type CaseChange, changeCase, noteCaseStep } from './case';

/** What is done with a case; `set` are columns that go with it. */
export interface GivenAct {
  act: string;
  reason?: string | null;
  /** What shows that it was done: receipt, number, place. */
  evidence?: string | null;
  set?: CaseChange;
}

/** What a case holds of its budget line after each act of the budget. */
const holds: Readonly<Record<BudgetAct, Case['held']>> = {
  ...{
    reserve: 'reserved',
    release: 'none',
    commit: 'committed',
    cancel: 'none',
    pay: 'paid',
    bounce: 'committed',
    refund: 'none',
  },
};
/** What it must hold before, for the act to move anything. */
const heldBefore: Readonly<Record<BudgetAct, Case['held']>> = {
  ...{
    reserve: 'none',
    release: 'reserved',
    commit: 'reserved',
    cancel: 'committed',
    pay: 'committed',
    bounce: 'paid',
    refund: 'paid',
  },
};

export function stateOf(code: string): CaseState {
  const state = measureProcedures().states.get(code);
  if (!state) throw new Error(`no state ${code}`);
  return state;
}

/** What may be done with a case from where it stands, as one of these. */
export const actsFrom = ({ state, lineId }: Pick<Case, 'state' | 'lineId'>, as: readonly Doer[]): CaseAct[] =>
  [...measureProcedures().acts.values()].filter(
    ({ from, by, only }) => from.includes(state) && as.includes(by) && (only === null || lineId === null),
  );

/** The one way a case changes its state: by an act of the procedure, with its budget, step, entry and message. */
@Injectable()
export class CaseActs {
  constructor(
    private readonly reference: ReferenceService,
    private readonly messages: MessagesService,
    private readonly asking: Asking,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * On a locked case. @throws DomainError `MEASURES.ILLEGAL_ACT`, `MEASURES.SAME_PERSON`, `MEASURES.BUDGET_SHORT`,
   *   `MEASURES.REASON`.
   */
  async act(tx: Transaction, before: Case, as: Doer, given: GivenAct): Promise<Case> {
    const act = measureProcedures().acts.get(given.act);
    const from = stateOf(before.state);
    const isWrongKind = act?.only === 'service' && before.lineId !== null;
    if (!act || act.by !== as || !act.from.includes(before.state) || isWrongKind)
      throw refused('ILLEGAL_ACT', `这一件现在是“${from.label}”，不能${act?.label ?? '这样办理'}。请刷新后查看。`);
    if (act.needs.includes('reason') && !given.reason) throw badField('REASON', 'reason', `${act.label}要写明理由。`);
    if (act.needs.includes('evidence') && !given.evidence)
      throw badField('EVIDENCE', 'evidence', `${act.label}要写佐证：回单号、收据号、服务记录或材料的存放处。`);
    if (act.code === 'approve' && before.reviewedBy === tx.person.id)
      throw samePerson('这一件是您审核的，要由另一位有权的工作人员批准。');
    const to = stateOf(act.to);
    const set: CaseChange = { ...given.set, state: act.to, reason: given.reason ?? null, ...(await this.due(to)) };
    const after = await changeCase(tx, before.id, { ...set, ...(await this.budget(tx, act, before)) });
    await noteCaseStep(tx, after, {
      ...{ act: act.code, from: before.state, reason: given.reason ?? null, evidence: given.evidence ?? null },
    });
    await this.tell(tx, act, after, to);
    if (to.asks) await this.ask(tx, after);
    await this.trail.record(tx, {
      ...{ action: `measures.${act.code}`, objectType: 'measure_case', objectId: before.id },
      after: { ...told(after), ...(given.evidence && { evidence: given.evidence }) },
      ...{ before: told(before), ...(given.reason && { reason: given.reason }) },
    });
    return after;
  }

  /** Moves what the case holds; returns what it holds then. What ends gives its part of the yearly cap back too. */
  private async budget(tx: Transaction, { budget }: CaseAct, before: Case): Promise<CaseChange> {
    const { id: caseId, enterpriseId, lineId, cap, lineYear } = before;
    if (budget === null || budget === 'reserve' || lineId === null) return {};
    const amount = BigInt(before.amount ?? 0);
    const isHeld = before.held === heldBefore[budget];
    if (isHeld) await moveBudget(tx, budget, { lineId, caseId, enterpriseId, amount });
    const held = isHeld ? holds[budget] : before.held;
    if (holds[budget] !== 'none' || cap === null || lineYear === null) return { held };
    await giveBackToCap(tx, { enterpriseId, cap, year: lineYear }, amount);
    return { held, cap: null };
  }

  /** How it was handled, asked once of the enterprise. */
  private ask(tx: Transaction, { id: objectId, enterpriseId, measureName, reviewedBy }: Case): Promise<void> {
    return this.asking.ask(tx, {
      ...{ kind: measureCase, enterpriseId, objectType: 'measure_case', objectId, handledBy: reviewedBy },
      about: `“${measureName}”的办理`,
    });
  }

  /** Until when what stands there now is to be dealt with. */
  async due({ workingDays }: CaseState): Promise<CaseChange> {
    if (workingDays === null) return { dueOn: null, dueProvisional: false };
    const calendar = await this.reference.workingCalendar();
    const { day, provisional } = dueFrom(calendar, shanghaiDay(systemClock.now()), workingDays);
    return { dueOn: day, dueProvisional: provisional };
  }

  /** The enterprise hears of everything it didn't do itself. */
  async tell(tx: Transaction, act: CaseAct, found: Case, to: CaseState): Promise<void> {
    if (act.by === 'enterprise' || act.code === 'order' || act.code === 'drop') return;
    const { id: objectId, enterpriseId, measureName, amount, reason } = found;
    await this.messages.toEnterprise(tx, {
      ...{ kind: 'measures.progress', objectType: 'measure_case', objectId, enterpriseId },
      subject: `${measureName}：${to.label}`.slice(0, 200),
      body: [
        to.plain,
        ...(amount !== null && to.holder !== 'nobody' ? [`金额：${formatYuan(BigInt(amount))} 元`] : []),
        ...(reason ? [`理由：${reason}`] : []),
      ].join('\n'),
    });
  }
}

const told = ({ state, amount, held, measureCode, period, reviewedByName, approvedByName }: Case) => ({
  ...{ state, amount, held, measure: measureCode, period, reviewedBy: reviewedByName, approvedBy: approvedByName },
});
