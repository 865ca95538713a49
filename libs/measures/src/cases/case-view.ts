import { formatYuan } from '@tidu/kernel';
import type { Day } from '@tidu/kernel';
import type { RecordedBan } from '@tidu/recognition';
import type { SupportBanDto, SupportCaseDto, SupportStepDto } from '../console/cases.console.dto';
import { measureProcedures } from '../rules/procedures';
import type { Case } from './case';
import { stateOf } from './case-acts.service';
import type { CaseStep } from './cases.queries';

/** A case as staff see it. */
export function toCase(found: Case, today: Day): SupportCaseDto {
  const { id, measureId, measureCode, measureName, enterpriseId, enterpriseName, creditCode, period, state } = found;
  const { held, payeeName, payeeBank, payeeAccount, reason, needsApproval, reviewedByName, approvedByName } = found;
  const { dueOn, dueProvisional, paidOn, version } = found;
  const { label: stateLabel, holder } = stateOf(state);
  return {
    ...{
      id,
      measureId,
      measureCode,
      measureName,
      enterpriseId,
      enterpriseName,
      creditCode,
      period,
      state,
      stateLabel,
      holder,
    },
    ...{ held, payeeName, payeeBank, payeeAccount, reason, needsApproval, reviewedByName, approvedByName },
    ...{ dueOn, dueProvisional, paidOn, version, overdue: dueOn !== null && dueOn < today },
    ...{ amount: found.amount === null ? null : formatYuan(BigInt(found.amount)) },
    ...{ stateSince: found.stateSince.toISOString(), createdAt: found.createdAt.toISOString() },
  };
}

export function toStep({ act, from, to, at, amount, ...step }: CaseStep): SupportStepDto {
  return {
    ...{ ...step, act, at: at.toISOString(), amount: amount === null ? null : formatYuan(BigInt(amount)) },
    label: act === 'push' ? '推送' : (measureProcedures().acts.get(act)?.label ?? act),
    ...{ fromLabel: from && stateOf(from).label, toLabel: stateOf(to).label },
  };
}

export const toBan = ({ at, liftedAt, ...ban }: RecordedBan): SupportBanDto => ({
  ...{ ...ban, at: at.toISOString(), liftedAt: liftedAt?.toISOString() ?? null },
});
