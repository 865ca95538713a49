import { formatYuan } from '@tidu/kernel';
import type { Case } from '../cases/case';
import { actsFrom, stateOf } from '../cases/case-acts.service';
import type { EnterpriseSupport } from '../support/enterprise-support.service';
import { toSupport } from '../support/support-view';
import type { MyMeasuresDto, OwnSupportDto } from './support.portal.dto';

/** The same as staff see, in the enterprise's words and without names of staff. */
export function toOwnSupport(found: EnterpriseSupport): MyMeasuresDto {
  const { measures, combination, received, relief, total, reliefs } = toSupport(found);
  return {
    ...{ combination, received, relief, total, reliefs },
    ...{ enterpriseName: found.enterpriseName, former: found.formerCases.map(toOwnCase) },
    measures: measures.map((one, i) => {
      const own = found.measures[i]?.case;
      return { ...one, case: null, own: own ? toOwnCase(own) : null };
    }),
  };
}

function toOwnCase(own: Case): OwnSupportDto {
  const { id, measureName, state, workings, payeeName, payeeBank, payeeAccount, reason, dueOn, paidOn, version } = own;
  const { label: stateLabel, plain, holder } = stateOf(state);
  return {
    ...{
      id,
      measureName,
      state,
      stateLabel,
      plain,
      holder,
      workings,
      payeeName,
      payeeBank,
      payeeAccount,
      reason,
      dueOn,
      paidOn,
    },
    ...{ amount: own.amount === null ? null : formatYuan(BigInt(own.amount)), version },
    acts: actsFrom(own, ['enterprise']).map(({ code }) => code),
  };
}
