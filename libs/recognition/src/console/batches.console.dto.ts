import { ApiProperty } from '@nestjs/swagger';
import { TITLE_KINDS } from '@tidu/criteria';
import {
  Absent,
  CalendarDay,
  Count,
  FromDigits,
  InstantText,
  LongText,
  PageQuery,
  PlainText,
  Tidy,
} from '@tidu/platform';
import { DifferenceDto } from '@tidu/scoring';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Purpose, purposes } from '../applications/application';
import { type BatchState, batchStates } from '../batches/batch';
import { type Actor, type Holder, type Level, levels, type Need } from '../rules/procedure';

/** 称号种类 */
export const batchTitles = TITLE_KINDS.filter((one) => one !== 'hiddenChampionCultivation');

export class BatchesQuery extends PageQuery {
  /** prepared 筹备中，announced 已公布，ended 已结束 */
  @Absent()
  @IsIn(batchStates)
  state?: BatchState;

  /** 称号 */
  @Absent()
  @IsIn(batchTitles)
  title?: string;

  /** 会计年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;
}

/** 一个申报类型适用的标准 */
export class BatchStandardDto {
  purpose!: Purpose;
  releaseId!: string;
  standardId!: string;
  version!: number;
  name!: string;
}

/** 申报窗口，按本区的日子 */
export class WindowDto {
  opensOn!: string;
  /** 最后可以提交的一天 */
  closesOn!: string;
  /** 窗口共几个工作日 */
  @ApiProperty({ type: 'integer' })
  workingDays!: number;
  /** 还剩几个工作日；null：没有开始，或已截止 */
  @ApiProperty({ type: 'integer', nullable: true })
  left!: number | null;
  /** 暂定：经过的年份还没有公布节假日安排 */
  provisional!: boolean;
  isOpen!: boolean;
  /** 设批次的人要知道的：截止日不上班、调休、窗口太短 */
  warnings!: string[];
}

/** 一个环节有几件 */
export class StateCountDto {
  state!: string;
  label!: string;
  holder!: Holder;
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 一个申报批次 */
export class BatchDto {
  id!: string;
  name!: string;
  title!: string;
  level!: Level;
  procedure!: string;
  procedureName!: string;
  /** 会计年度：要最近哪一年的数据 */
  @ApiProperty({ type: 'integer' })
  year!: number;
  opensAt!: string;
  /** 到这个时刻为止，不含 */
  closesAt!: string;
  /** 截止之前开始填的，截止后多少分钟内还收 */
  @ApiProperty({ type: 'integer' })
  graceMinutes!: number;
  /** 名额；null 不限 */
  @ApiProperty({ type: 'integer', nullable: true })
  quota!: number | null;
  note!: string | null;
  officerId!: string;
  officerName!: string;
  state!: BatchState;
  standards!: BatchStandardDto[];
  window!: WindowDto;
  /** 看得到的申报，各环节几件 */
  counts!: StateCountDto[];
  @ApiProperty({ type: 'integer' })
  version!: number;
  createdAt!: string;
  createdByName!: string;
  changedAt!: string;
  changedByName!: string;
}

export class BatchPageDto {
  items!: BatchDto[];
  next!: string | null;
  count!: Count;
}

/** 确认的标准：一个申报类型一个 */
export class GivenStandardDto {
  /** application 新申报，renewal 复核 */
  @IsIn(purposes)
  purpose!: Purpose;

  /** 标准发布版的 id */
  @IsUUID()
  releaseId!: string;
}

/** 申报批次的内容 */
export class GivenBatchDto {
  /** 名称，写明年度和批次 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;

  /** 称号 */
  @IsIn(batchTitles)
  title!: string;

  /** 由哪一级授予 */
  @IsIn(levels)
  level!: Level;

  /** 认定程序的代码 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  procedure!: string;

  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 从何时起可以提交，带时区，如 2026-12-01T09:00:00+08:00 */
  @Validate(InstantText)
  opensAt!: string;

  /** 到何时为止（不含），带时区 */
  @Validate(InstantText)
  closesAt!: string;

  /** 宽限几分钟 */
  @IsInt()
  @Min(0)
  @Max(1440)
  graceMinutes!: number;

  /** 名额；null 不限 */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 100000 })
  @ValidateIf((_, value) => value !== null)
  @IsInt()
  @Min(1)
  @Max(100_000)
  quota!: number | null;

  /** 给企业看的说明；null 没有 */
  @Tidy()
  @ApiProperty({ type: 'string', nullable: true, minLength: 1, maxLength: 2000 })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Validate(LongText)
  note!: string | null;

  /** 承办人的账号 */
  @IsUUID()
  officer!: string;

  /** 各申报类型适用的标准；没有写的申报类型不开放 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GivenStandardDto)
  standards!: GivenStandardDto[];
}

/** 修改批次 */
export class ChangedBatchDto extends GivenBatchDto {
  /** 为什么改，记入审计 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明为什么改，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class WhyDto {
  /** 记入审计 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明原因，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class MadeBatchDto {
  id!: string;
}

export class ProposalsQuery {
  /** 称号 */
  @IsIn(batchTitles)
  title!: string;

  /** 哪一天：窗口开始的那天 */
  @Validate(CalendarDay)
  date!: string;

  /** 地区，六位；不填为本区 */
  @Absent()
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/)
  region?: string;

  /** 新申报改用的标准发布版，用来比较 */
  @Absent()
  @IsUUID()
  application?: string;

  /** 复核改用的标准发布版，用来比较 */
  @Absent()
  @IsUUID()
  renewal?: string;
}

/** 可选的一个标准，为什么适用或不适用 */
export class StandardOptionDto {
  releaseId!: string;
  standardId!: string;
  version!: number;
  name!: string;
  fits!: boolean;
  reason!: string;
}

/** 一个申报类型建议用哪个标准 */
export class ProposalDto {
  purpose!: Purpose;
  /** one 有一个，none 没有，several 有几个，要指明 */
  answer!: 'one' | 'none' | 'several';
  explanation!: string;
  releaseId!: string | null;
  /** 已过标准的复审日，暂按原标准 */
  provisional!: boolean;
  options!: StandardOptionDto[];
}

export class ProposalsDto {
  regionCode!: string;
  regionName!: string;
  purposes!: ProposalDto[];
  /** 复核的标准与新申报的有何不同；null：没有两个可比 */
  @ApiProperty({ type: [DifferenceDto], nullable: true })
  differences!: DifferenceDto[] | null;
}

export class ProcedureStateDto {
  code!: string;
  label!: string;
  holder!: Holder;
}

export class ProcedureActionDto {
  code!: string;
  label!: string;
  by!: Actor;
  from!: string[];
  to!: string;
  needs!: Need[];
}

/** 一种认定程序 */
export class ProcedureDto {
  id!: string;
  name!: string;
  level!: Level;
  states!: ProcedureStateDto[];
  actions!: ProcedureActionDto[];
}

export class ProcedureListDto {
  items!: ProcedureDto[];
}

export class ReviewerDto {
  id!: string;
  name!: string;
}

export class ReviewerListDto {
  items!: ReviewerDto[];
}
