import { Count, PageQuery } from '@tidu/platform';
import { IsIn, IsOptional, Matches } from 'class-validator';

export class ScaleListQuery extends PageQuery {
  /** 截至哪一天，默认今天 */
  @IsOptional()
  @Matches(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { message: '应为 2026-06-30 这样的日期。' })
  asOf?: string;

  /** in 那一天在名单内（默认），entered 当年升规，left 当年退规 */
  @IsOptional()
  @IsIn(['in', 'entered', 'left'])
  state?: 'in' | 'entered' | 'left';

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @IsOptional()
  @Matches(/^(\d{2}){1,3}$/, { message: '应为 2、4 或 6 位数字的行政区划代码。' })
  region?: string;
}

/** 哪一天、哪里的家数 */
export class ScaleCountsQuery {
  /** 截至哪一天，默认今天 */
  @IsOptional()
  @Matches(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { message: '应为 2026-06-30 这样的日期。' })
  asOf?: string;

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @IsOptional()
  @Matches(/^(\d{2}){1,3}$/, { message: '应为 2、4 或 6 位数字的行政区划代码。' })
  region?: string;
}

/** 名单上的一家 */
export class ScaleEntryDto {
  id!: string;
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  regionCode!: string;
  regionName!: string | null;
  /** 升规日期 */
  enteredOn!: string;
  /** 退规日期；仍在名单内为 null */
  leftOn!: string | null;
  batch!: string | null;
  document!: string | null;
  source!: string;
}

/** 家数 */
export class ScaleCountsDto {
  asOf!: string;
  /** 那一天在名单内 */
  in!: number;
  /** 当年到那一天升规 */
  entered!: number;
  /** 当年到那一天退规 */
  left!: number;
}

export class ScaleListDto {
  items!: ScaleEntryDto[];
  next!: string | null;
  count!: Count;
}
