import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, FromDigits, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';
import { titleCodes } from '../../title-codes';
import type { DutyState } from '../duties';
import { type UpdateListState, updateListStates } from '../update-list.queries';

export class UpdateCountsQuery {
  /** 应当更新的年份，不填为今年 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(2000)
  @Max(2200)
  year?: number;

  /** 称号的代码 */
  @Absent()
  @IsIn(titleCodes)
  title?: string;

  /** 区划代码，410300 为全市 */
  @Absent()
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/)
  region?: string;

  /** 企业名称里的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

export class UpdatesQuery extends IntersectionType(UpdateCountsQuery, PageQuery) {
  /** filed 已更新，open 待更新，missed 逾期，proposed 建议取消，all 全部（不填也是） */
  @Absent()
  @IsIn(updateListStates)
  state?: UpdateListState;
}

/** 一个称号一年的更新 */
export class UpdateRowDto {
  /** 称号的 id */
  id!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  regionCode!: string;
  title!: string;
  level!: string;
  batch!: string | null;
  /** 有效期过后的第一天 */
  validUntil!: string | null;
  cancelledOn!: string | null;
  /** 称号的版本，取消时用 */
  @ApiProperty({ type: 'integer' })
  version!: number;
  @ApiProperty({ type: 'integer' })
  year!: number;
  dueOn!: string;
  state!: DutyState;
  filedOn!: string | null;
  receiptNumber!: string | null;
  /** 在别处报的：哪里、凭什么；null：在本系统报的，或没有报 */
  filedSource!: string | null;
  /** 那条登记的 id，撤回时用 */
  elsewhereId!: string | null;
  /** 这个称号有效期内逾期的年份 */
  @ApiProperty({ type: 'integer', isArray: true })
  missed!: number[];
  /** 建议取消，还没有人决定 */
  proposed!: boolean;
  /** 上一次决定不取消的理由；没有过为 null */
  dismissedWhy!: string | null;
}

/** 在别处报过的年度更新 */
export class FiledElsewhereDto {
  /** 应当更新的年份 */
  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;

  /** 在那里报送的日期 */
  @Validate(CalendarDay)
  filedOn!: string;

  /** 在哪里报的、凭什么知道：平台、回执编号、文件 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;
}

export class RecordedUpdateDto {
  id!: string;
}

/** 按状态的个数，各打开自己的名单 */
export class UpdateCountsDto {
  @ApiProperty({ type: 'integer' })
  year!: number;
  @ApiProperty({ type: 'integer' })
  filed!: number;
  @ApiProperty({ type: 'integer' })
  open!: number;
  @ApiProperty({ type: 'integer' })
  missed!: number;
  @ApiProperty({ type: 'integer' })
  proposed!: number;
}

export class UpdatePageDto {
  items!: UpdateRowDto[];
  next!: string | null;
  count!: Count;
}
