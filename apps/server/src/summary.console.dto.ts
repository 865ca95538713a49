import { Count } from '@tidu/platform';

/** 工作台的总览 */
export class SummaryDto {
  /** 登记的企业数 */
  enterprises!: Count;
  /** 是否含演示数据 */
  demo!: boolean;
  /** 有年度数据的会计年度，新的在前 */
  years!: number[];
}
