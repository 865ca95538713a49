import { Absent, CalendarDay, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
} from 'class-validator';

export class ScaleListQuery extends PageQuery {
  /** 截至哪一天，默认今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;

  /** in 那一天在名单内（默认），entered 当年升规，left 当年退规 */
  @Absent()
  @IsIn(['in', 'entered', 'left'])
  state?: 'in' | 'entered' | 'left';

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @Absent()
  @Matches(/^(\d{2}){1,3}$/, { message: '应为 2、4 或 6 位数字的行政区划代码。' })
  region?: string;
}

/** 哪一天、哪里的家数 */
export class ScaleCountsQuery {
  /** 截至哪一天，默认今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;

  /** 行政区划代码，2、4 或 6 位；以 00 结尾的含其下所有区划 */
  @Absent()
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

/** 名单上的几家企业，依据哪个文件 */
class ScaleActDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  enterpriseIds!: string[];

  /** 来源：发文部门，或名单的名称 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;

  /** 文号 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  document?: string;

  /** 原因，经办人自己的话 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明原因，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 登记升规 */
export class ScaleEntriesDto extends ScaleActDto {
  /** 升规日期 */
  @Validate(CalendarDay)
  validFrom!: string;

  /** 名单批次 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  batch?: string;
}

/** 登记退规 */
export class ScaleExitsDto extends ScaleActDto {
  /** 退规日期：自这一天起不在名单 */
  @Validate(CalendarDay)
  validUntil!: string;
}

/** 登记了几家 */
export class ScaleRecordedDto {
  /** 给出的家数 */
  given!: number;
  /** 新登记的家数；其余的已经如此，或不在您的管辖范围内 */
  recorded!: number;
}
