import { Count } from '@tidu/platform';

/** 各种查找最近一次完成的时刻；从未做过为 null，那时清单是空的并不表示没有问题 */
export class LookedForDto {
  /** 来源冲突 */
  conflicts!: string | null;
  /** 数据疑点 */
  flags!: string | null;
  /** 疑似重复 */
  duplicates!: string | null;
}

/** 工作台的总览 */
export class SummaryDto {
  /** 登记的企业数 */
  enterprises!: Count;
  /** 是否含演示数据 */
  demo!: boolean;
  /** 有年度数据的会计年度，新的在前 */
  years!: number[];
  lookedFor!: LookedForDto;
}
