import type { Flag } from './figures.queries';

/** What to look at, by kind of check. */
const todo: Readonly<Record<NonNullable<Flag['kind']>, string>> = {
  atMost: '核对这两个数，更正填错的一个；口径不同的，说明口径。',
  ratio: '核对金额单位和人数；贸易、开发、控股企业确实如此的，说明缘由。',
  slip: '核对金额单位是元还是万元，更正写错的一个。',
  transposed: '对照依据的文件逐位核对，更正抄错的一个。',
  sign: '核对是盈利还是亏损，亏损填负数。',
  loss: '成本费用大于营业收入，核对净利润是不是应为负数。',
  shifted: '核对年度：这个来源的数可能填到了别的年度，要更正的是整行。',
  copied: '核对是不是把上一年的数又报了一遍；确实相同的，说明缘由。',
  growth: '核对两年的数和单位；重组、并表、停产、统计口径改变的，说明缘由。',
};

/** The next step for a flag, in words. */
export function nextStep({ kind }: Pick<Flag, 'kind'>): string {
  return kind === null ? '核对依据的文件：写错了就更正，没有错就说明缘由。' : todo[kind];
}
