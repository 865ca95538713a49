import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { badField, conflictOfInterest, illegalTransition, samePerson } from '../recognition.errors';
import type { Action, Actor, Need, State } from '../rules/procedure';
import { procedureOf } from '../rules/procedures';
import { requirePlace } from '../ranking/place';
import { type Application, changeApplication, lockApplication, noteStep } from './application';
import type { Act } from './act';
import { dueIn } from './clock';
import { keptFrom, requireNoConflict } from './conflict-of-interest';
import type { Reservation } from '../reservations/reservation';
import { keepReservations, requireExplained, reservationsOf } from '../reservations/reservations';
import { lockRelations } from '../relations/relation-reservations';
import { TellEnterprise } from './tell-enterprise';

/** An act that took place. */
export interface Done {
  application: Application;
  before: Application;
  stepId: string;
}

/**
 * The one way an application changes its state (环节): lock, read again, stale?, possible from here?, who?, state, step,
 * trail, in the transaction of whatever causes it. Rooms and controllers say as whom the person acts.
 */
@Injectable()
export class ApplicationActs {
  constructor(
    private readonly reference: ReferenceService,
    private readonly tell: TellEnterprise,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Says whether it could be done as the application stands, and changes nothing. With `planned`, places taken by others
   * of the same plan, by batch, count too, and this one's is added to them.
   * @throws DomainError `RECOGNITION.ILLEGAL_TRANSITION`, `RECOGNITION.SAME_PERSON`, `RECOGNITION.CONFLICT_OF_INTEREST`,
   *   `RECOGNITION.QUOTA_FULL`, `RECOGNITION.TIED`, `RECOGNITION.NEEDS_REASON`, `…_MARKS`, `…_DOCUMENT`, `…_CONFIRMATION`,
   *   `RECOGNITION.STANDS_AGAINST`, `RECOGNITION.NEEDS_DESPITE`.
   */
  async requireAllowed(
    tx: Transaction,
    before: Application,
    as: Actor,
    given: Act,
    planned?: Map<string, number>,
  ): Promise<{ action: Action; to: State; reservations: Reservation[] }> {
    const found = requirePossible(before, as, given.action);
    for (const need of found.action.needs) requireNeed(need, given);
    requireOtherPerson(before, found.action, tx.person.id);
    await requireNoConflict(tx, before, found.action);
    const reservations = await reservationsOf(tx, before, found.action.code);
    requireExplained(reservations, given.despite);
    await requirePlace(tx, before, found.action, planned);
    return { ...found, reservations };
  }

  /**
   * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, `PLATFORM.STALE`, and those of `requireAllowed`.
   */
  async act(tx: Transaction, id: string, as: Actor, given: Act, version?: number): Promise<Done> {
    const before = await lockApplication(tx, id, version);
    await lockRelations(tx, given.action);
    const { action, to, reservations } = await this.requireAllowed(tx, before, as, given);
    const [calendar, today] = [await this.reference.workingCalendar(), await todayOf(tx)];
    const application = await changeApplication(tx, before, {
      ...{ state: to.code, ...dueIn(calendar, today, before, to), ...actedBy(action, tx.person.id) },
      ...(before.officerId === null && to.holder === 'bureau' && { officerId: before.batchOfficerId }),
      ...given.set,
    });
    const { reason = null, document = null, bulkId = null } = given;
    const stepId = await noteStep(tx, application, {
      action: action.code,
      from: before.state,
      reason,
      document,
      bulkId,
    });
    await this.keepWords(tx, application, stepId, given);
    await keepReservations(tx, application, stepId, reservations, given.despite);
    await this.trail.record(tx, {
      ...{ action: `recognition.${action.code}`, objectType: 'application', objectId: id },
      ...{ before: kept(before), after: kept(application), ...(reason !== null && { reason }) },
      ...(reservations.length > 0 && {
        after: { ...kept(application), against: reservations.map(({ words }) => words), despite: given.despite },
      }),
    });
    await this.tell.of(tx, { before, application, action, to, act: given });
    return { application, before, stepId };
  }

  private async keepWords(tx: Transaction, { id, enterpriseId }: Application, stepId: string, given: Act) {
    for (const { fact, remark } of given.marks ?? [])
      await tx.rows(
        `insert into application_mark (id, "applicationId", "enterpriseId", "stepId", fact, remark) values ($1, $2, $3, $4, $5, $6)`,
        [uuidv7(), id, enterpriseId, stepId, fact, remark],
      );
    if (!given.internal) return;
    await tx.rows(
      `insert into application_remark (id, "applicationId", "enterpriseId", "stepId", text, "personId", "personName")
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [uuidv7(), id, enterpriseId, stepId, given.internal, tx.person.id, tx.person.name],
    );
  }
}

/** What the trail keeps of a state. */
const kept = ({ state, revisionId, dueOn, officerId }: Application) => ({ state, revisionId, dueOn, officerId });

/** The actions that are possible from where an application stands, for those who act as this. */
export function possibleActions({ procedure, state }: Pick<Application, 'procedure' | 'state'>, as: Actor): Action[] {
  return [...procedureOf(procedure).actions.values()].filter(({ by, from }) => by === as && from.includes(state));
}

function requirePossible(application: Application, as: Actor, code: string): { action: Action; to: State } {
  const { states, actions } = procedureOf(application.procedure);
  const now = states.get(application.state)?.label ?? application.state;
  const action = actions.get(code);
  if (!action || action.by !== as) throw illegalTransition(`这件申报没有“${action?.label ?? code}”这项办理。`);
  const to = states.get(action.to);
  if (to && action.from.includes(application.state)) return { action, to };
  throw illegalTransition(`申报现在是“${now}”，不能${action.label}。请刷新后再看。`);
}

const missing: Readonly<Record<Need, readonly [field: string, message: string]>> = {
  reason: ['reason', '请写明理由，企业会看到。'],
  marks: ['marks', '请至少勾出一项要补正的内容，并写明怎么改。'],
  document: ['document', '请写明上级来文的文号和日期。'],
  confirmation: ['confirmation', '提交之前要由法定代表人确认这份内容；内容改过的要重新确认。'],
};

function requireNeed(need: Need, { reason, marks, document, confirmed }: Act): void {
  const there = { reason: !!reason, marks: (marks ?? []).length > 0, document: !!document, confirmation: !!confirmed };
  if (there[need]) return;
  const [field, message] = missing[need];
  throw badField(field, `NEEDS_${need.toUpperCase()}`, message);
}

/** Who submitted doesn't review, who reviewed doesn't approve; the constraints of the table say the same. */
function requireOtherPerson(application: Application, action: Action, id: string): void {
  const same = sameAs(application, action, id);
  if (same !== null) throw samePerson(same);
}

function sameAs({ submittedBy, reviewedBy, approvedBy }: Application, { by, code }: Action, id: string): string | null {
  if (by === 'reviewer' && id === submittedBy) return '这件申报是您提交的，不能由您初审。请由另一位工作人员办理。';
  if (by !== 'approver') return null;
  if (id === submittedBy || id === reviewedBy)
    return '这件申报由您提交或初审，不能再由您决定。请由另一位有权限的工作人员办理。';
  const onAppeal = code === 'overturn' || code === 'uphold';
  return onAppeal && id === approvedBy ? '原决定是您作的，复议要由另一位工作人员办理。' : null;
}

/** Why this very person may not do what others may; null: they may. */
export function refusalOf(
  { id }: { id: string },
  application: Application,
  code: string,
  conflict: { reason: string } | undefined,
): string | null {
  const action = procedureOf(application.procedure).actions.get(code);
  if (!action) return null;
  if (conflict && keptFrom(action.by)) return conflictOfInterest(conflict.reason).message;
  return sameAs(application, action, id);
}

/** A review begins anew with whoever reviews then; whoever decided on it is no longer its approver. */
function actedBy({ by, to, code }: Action, id: string): Partial<Pick<Application, 'reviewedBy' | 'approvedBy'>> {
  if (by === 'reviewer') return { reviewedBy: id, approvedBy: null };
  if (by === 'approver' && code !== 'uphold') return to === 'submitted' ? {} : { approvedBy: id };
  return {};
}
