import { EnterpriseFilterQuery } from './enterprises.console.dto';

/** 一个指标：口径和今天的数 */
export class IndicatorDto {
  code!: string;
  label!: string;
  /** 计的是什么 */
  meaning!: string;
  /** 来源 */
  source!: string;
  /** 更新频率 */
  frequency!: string;
  /** 负责科室 */
  owner!: string;
  /** 企业列表的筛选：列表里的家数就是这个数 */
  filter!: EnterpriseFilterQuery;
  /** null：这一类还没有任何记录，未知 */
  count!: number | null;
}

export class IndicatorListDto {
  items!: IndicatorDto[];
}
