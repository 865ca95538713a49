import { displayFact, type FactDefinition, type FactValue } from '@tidu/criteria';

/** Units people mistake for each other lie so far apart: 元 and 万元, 元 and 亿元. */
const factors = [10_000n, 100_000_000n];
/** From one year to the next nothing grows or shrinks so much by itself. */
const within = 4n;
/** 1 万元 in 分: of less nobody mistakes the unit. */
const least = 1_000_000n;

/** Asked at once where an amount looks like one of another unit beside the year before; null where it doesn't. */
export function slipWords(fact: FactDefinition, value: FactValue, lastYear: FactValue): string | null {
  if (fact.type !== 'money' || value === null || lastYear === null) return null;
  const size = (one: FactValue) => {
    const big = BigInt(one as number | bigint);
    return big < 0n ? -big : big;
  };
  const [now, before] = [size(value), size(lastYear)];
  const [small, large] = now < before ? [now, before] : [before, now];
  if (small === 0n || large < least) return null;
  const factor = factors.find((one) => large * within >= small * one && large <= small * one * within);
  if (factor === undefined) return null;
  return `与上一年度（${displayFact(fact, lastYear)}）约差 ${factor === 10_000n ? '一万' : '一亿'}倍，请核对金额单位；没有写错就不用改。`;
}
