import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import type { OutcomeText } from '@tidu/scoring';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
} from 'class-validator';
import { type Level, levels } from '../rules/procedure';
import { titleCodes } from '../title-codes';
import { validities, type Validity } from '../titles/titles.queries';

export class RenewalsQuery extends PageQuery {
  /** 称号的代码 */
  @Absent()
  @IsIn(titleCodes)
  title?: string;
}

export class TitlesQuery extends RenewalsQuery {
  @Absent()
  @IsIn(levels)
  level?: Level;

  /** 批次，与登记的一字不差 */
  @Absent()
  @IsString()
  @MaxLength(100)
  @Validate(PlainText)
  batch?: string;

  /** 区划代码，410300 为全市 */
  @Absent()
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/)
  region?: string;

  /** valid 有效（不填也是），coming 未到起始日，expired 已到期，cancelled 已取消，all 全部 */
  @Absent()
  @IsIn(validities)
  state?: Validity;

  /** 看哪一天，不填为今天 */
  @Absent()
  @Validate(CalendarDay)
  on?: string;

  /** 企业名称里的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 一个称号和持有它的企业 */
export class HeldTitleDto {
  id!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  regionCode!: string;
  enterpriseStatus!: string;
  title!: string;
  level!: string;
  batch!: string | null;
  document!: string | null;
  validFrom!: string | null;
  /** 有效期过后的第一天 */
  validUntil!: string | null;
  cancelledOn!: string | null;
  cancelledWhy!: string | null;
  /** 禁止申报到这一天以前；null：没有禁止 */
  bannedUntil!: string | null;
  /** 取消是在这里登记的，可以恢复 */
  liftable!: boolean;
  /** 由日期算出 */
  validity!: 'valid' | 'coming' | 'expired' | 'cancelled';
  version!: number;
}

export class HeldTitlePageDto {
  items!: HeldTitleDto[];
  next!: string | null;
  count!: Count;
}

/** 待复核的称号 */
export class RenewalDto extends HeldTitleDto {
  /** 到期时适用的复核标准；null：没有或不止一个 */
  standardId!: string | null;
  standardName!: string | null;
  explanation!: string;
  /** 按最新数据的预评估，非认定；null：没有数据或没有标准 */
  outcome!: OutcomeText | null;
  @ApiProperty({ type: 'integer', nullable: true })
  year!: number | null;
  /** 没有达到、缺数据、待判断的条款数 */
  @ApiProperty({ type: 'integer' })
  open!: number;
  /** 上次通知企业的时间 */
  toldAt!: string | null;
  /** 为什么不得复核（年度更新逾期）；null 可以 */
  lost!: string | null;
}

export class RenewalPageDto {
  items!: RenewalDto[];
  next!: string | null;
  count!: Count;
}

export class RenewalNoticesDto {
  /** 称号的 id */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  titles!: string[];
}

export class ToldDto {
  id!: string;
  done!: boolean;
  message!: string;
}

export class ToldListDto {
  items!: ToldDto[];
}

/** 取消称号的一种原因 */
export class CauseDto {
  code!: string;
  label!: string;
  article!: string;
  /** 几年内不得再申报，0 不限 */
  @ApiProperty({ type: 'integer' })
  banYears!: number;
}

export class CauseListDto {
  items!: CauseDto[];
}

export class CancellationDto {
  /** 原因的代码 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  cause!: string;

  /** 自这一天起不再有效 */
  @Validate(CalendarDay)
  cancelledOn!: string;

  /** 来文的文号 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  document!: string;

  @Validate(CalendarDay)
  documentOn!: string;

  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  reason!: string;
}

export class TitleReasonDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  reason!: string;
}
