import { Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength, Validate } from 'class-validator';
import { type Ownership, ownerships } from '../enterprise.entity';
import { type EnterpriseSort, enterpriseSorts } from '../enterprises.sort';

/** 企业列表的筛选、排序与翻页 */
export class EnterpriseListQuery extends PageQuery {
  /** 企业名称的一部分（至少两个字），或统一社会信用代码的一部分 */
  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(2, { message: '至少填两个字。' })
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @IsOptional()
  @Matches(/^(\d{2}){1,3}$/, { message: '应为 2、4 或 6 位数字的行政区划代码。' })
  region?: string;

  /** 行业代码，可只写开头，如 34 */
  @IsOptional()
  @Matches(/^\d{2,4}$/, { message: '应为 2 到 4 位数字的行业代码。' })
  industry?: string;

  @IsOptional()
  @IsIn(ownerships)
  ownership?: Ownership;

  /** 只看（或不看）演示数据 */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  demo?: boolean;

  /** 排序，前面加 - 为倒序；默认按登记先后 */
  @IsOptional()
  @IsIn(enterpriseSorts)
  sort?: EnterpriseSort;
}

/** 企业 */
export class EnterpriseDto {
  id!: string;
  /** 统一社会信用代码 */
  creditCode!: string;
  name!: string;
  regionCode!: string;
  /** 区划表里没有这个代码时为 null */
  regionName!: string | null;
  /** 区划的依据：given 有来源说明，creditCode 取自信用代码（登记时的区划） */
  regionBasis!: 'given' | 'creditCode';
  /** 国民经济行业代码 */
  industryCode!: string | null;
  industryName!: string | null;
  ownership!: Ownership | null;
  /** 成立日期 */
  registeredOn!: string | null;
  /** 演示数据，并非真实企业 */
  demo!: boolean;
}

export class EnterpriseListDto {
  items!: EnterpriseDto[];
  next!: string | null;
  count!: Count;
}

/** 一家企业的登记信息 */
export class EnterpriseDetailDto extends EnterpriseDto {
  /** 含上级的区划全称，如 河南省洛阳市涧西区 */
  regionPath!: string | null;
  /** 修改次数，修改时随 If-Match 送回 */
  version!: number;
  createdAt!: string;
  updatedAt!: string;
}
