import { Absent, CalendarDay, Confidential, Count, FromDigits, PageQuery } from '@tidu/platform';
import { IsIn, IsInt, Matches, Max, Min, Validate } from 'class-validator';

export class ScaleWarningQuery extends PageQuery {
  /** rise 不在名单而数值已达线（默认）；fall 在名单而数值低于线 */
  @Absent()
  @IsIn(['rise', 'fall'], { message: '应为 rise 或 fall。' })
  kind?: 'rise' | 'fall';

  /** 会计年度，默认有数据的最近一年 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;

  /** 按哪一天的名单，默认今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @Absent()
  @Matches(/^(\d{2}){1,3}$/, { message: '应为 2、4 或 6 位数字的行政区划代码。' })
  region?: string;
}

/** 名单与数值不在线的同一边：只作提示，以名单为准 */
export class ScaleWarningDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  regionCode!: string;
  regionName!: string | null;
  /** 当年的数，以元计 */
  @Confidential('figures')
  amount!: string;
  source!: string;
  sourceName!: string;
  /** 各来源不一致而有人核定以这个来源为准 */
  decided!: boolean;
  /** 上一年的数，未知为 null */
  @Confidential('figures')
  amountBefore!: string | null;
  /** 最近一次升规日期；没有进过名单为 null */
  enteredOn!: string | null;
  /** 最近一次退规日期；没有退过为 null */
  leftOn!: string | null;
}

/** 预警线 */
export class ScaleLineDto {
  /** 有数据的最近一个会计年度；还没有数据为 null */
  year!: number | null;
  /** 提示线，以元计 */
  line!: string | null;
  /** 按哪个指标 */
  factLabel!: string | null;
}

export class ScaleWarningListDto {
  items!: ScaleWarningDto[];
  next!: string | null;
  count!: Count;
}
