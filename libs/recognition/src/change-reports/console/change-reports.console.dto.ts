import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import { TitleReasonDto } from '../../console/titles.console.dto';
import { type ChangeState, changeStates } from '../change-list.queries';

export class MajorChangeCountsQuery {
  /** 变化的代码 */
  @Absent()
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  kind?: string;

  /** 区划代码，410300 为全市 */
  @Absent()
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/)
  region?: string;

  /** 企业的 id */
  @Absent()
  @IsUUID()
  enterprise?: string;

  /** 企业名称里的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

export class MajorChangesQuery extends IntersectionType(MajorChangeCountsQuery, PageQuery) {
  /** unreported 未报告，waiting 待决定，kept 称号保留，cancelled 称号取消，all 全部（不填也是） */
  @Absent()
  @IsIn([...changeStates, 'all'])
  state?: ChangeState | 'all';
}

/** 一项重大变化 */
export class MajorChangeDto {
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  regionCode!: string;
  enterpriseStatus!: string;
  kind!: string;
  kindLabel!: string;
  effectiveOn!: string;
  /** 期限的最后一天 */
  dueOn!: string;
  /** 逾期报告，或没有报告而期限已过 */
  late!: boolean;
  state!: ChangeState;
  /** 企业的说明；没有报告的，登记簿里怎么写 */
  description!: string;
  reportedOn!: string | null;
  submittedByName!: string | null;
  decidedReason!: string | null;
  decidedByName!: string | null;
  decidedAt!: string | null;
}

/** 一项重大变化：企业报告的，或登记簿里知道而没有报告的 */
export class MajorChangeRowDto extends MajorChangeDto {
  /** 报告的 id；null 没有报告 */
  id!: string | null;
}

export class MajorChangeCountsDto {
  @ApiProperty({ type: 'integer' })
  unreported!: number;
  @ApiProperty({ type: 'integer' })
  waiting!: number;
  @ApiProperty({ type: 'integer' })
  kept!: number;
  @ApiProperty({ type: 'integer' })
  cancelled!: number;
}

export class MajorChangePageDto {
  items!: MajorChangeRowDto[];
  next!: string | null;
  count!: Count;
}

/** 变化那天持有的称号 */
export class TouchedTitleDto {
  id!: string;
  title!: string;
  level!: string;
  batch!: string | null;
  validFrom!: string | null;
  validUntil!: string | null;
  cancelledOn!: string | null;
  @ApiProperty({ type: 'integer' })
  version!: number;
}

/** 一份报告 */
export class MajorChangeDetailDto extends MajorChangeDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
  evidenceId!: string;
  fileName!: string;
  titles!: TouchedTitleDto[];
}

/** 仍符合条件，称号保留 */
export class KeepChangedDto extends TitleReasonDto {}

/** 要取消的称号 */
export class SeenTitleDto {
  @IsUUID()
  id!: string;

  /** 看到的版本 */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version!: number;
}

/** 不再符合条件，称号取消 */
export class CancelChangedDto extends TitleReasonDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SeenTitleDto)
  titles!: SeenTitleDto[];

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
}
