import { displayFact, type FactDefinition, type FactValue } from '@tidu/criteria';
import type { components } from '../../shared/api/portal.gen';

/** When an amount looks like one of another unit; the server says it with the questions. */
export type Slip = components['schemas']['SlipDto'];

/** Asked at once where an amount looks like one of another unit beside the year before; null where it doesn't. */
export function slipWords(slip: Slip, fact: FactDefinition, value: FactValue, lastYear: FactValue): string | null {
  if (fact.type !== 'money' || value === null || lastYear === null) return null;
  const size = (one: FactValue) => {
    const big = BigInt(one as number | bigint);
    return big < 0n ? -big : big;
  };
  const [now, before] = [size(value), size(lastYear)];
  const [small, large] = now < before ? [now, before] : [before, now];
  if (small === 0n || large < BigInt(slip.leastYuan) * 100n) return null;
  const within = BigInt(slip.within);
  const factor = slip.factors.find(
    (one) => large * within >= small * BigInt(one) && large <= small * BigInt(one) * within,
  );
  if (factor === undefined) return null;
  return `与上一年度（${displayFact(fact, lastYear)}）约差 ${timesWords(factor)}倍，请核对金额单位；没有写错就不用改。`;
}

/** 10000 as 一万, 100000000 as 一亿, others by their digits. */
function timesWords(factor: number): string {
  if (factor === 10_000) return '一万';
  return factor === 100_000_000 ? '一亿' : `${factor} `;
}
