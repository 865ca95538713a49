import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, FromDigits, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { PointsDto, type OutcomeText } from '@tidu/scoring';
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
import { type Track, tracks } from '../pool/pool-rules';
import { titleCodes } from '../title-codes';

export class PoolProposalsQuery extends PageQuery {
  /** backbone 骨干，specialty 中小 */
  @Absent()
  @IsIn(tracks)
  track?: Track;

  /** 目标称号的代码 */
  @Absent()
  @IsIn(titleCodes)
  title?: string;
}

export class PoolQuery extends PoolProposalsQuery {
  /** 目标年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(2000)
  @Max(2200)
  year?: number;

  /** 责任人的账号 */
  @Absent()
  @IsUUID()
  officer?: string;

  /** in 在库（不填也是），left 已出库，all 全部 */
  @Absent()
  @IsIn(['in', 'left', 'all'])
  state?: 'in' | 'left' | 'all';

  /** 企业名称里的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 在库的一家企业：一条线、一个目标称号 */
export class PoolEntryDto {
  id!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  track!: Track;
  title!: string;
  /** 目标年度 */
  @ApiProperty({ type: 'integer' })
  year!: number;
  officerId!: string;
  officerName!: string;
  /** rule 按规则建议，hand 人工 */
  entered!: 'rule' | 'hand';
  ground!: string;
  note!: string | null;
  leftOn!: string | null;
  leftWhy!: string | null;
  leftReason!: string | null;
  /** 计划的步骤 */
  @ApiProperty({ type: 'integer' })
  steps!: number;
  @ApiProperty({ type: 'integer' })
  done!: number;
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  version!: number;
  createdAt!: string;
  createdByName!: string;
  changedAt!: string;
  changedByName!: string;
}

export class PoolEntryPageDto {
  items!: PoolEntryDto[];
  next!: string | null;
  count!: Count;
}

export class PoolStepDto {
  id!: string;
  text!: string;
  fact!: string | null;
  dueOn!: string;
  state!: 'open' | 'done' | 'dropped';
  remark!: string | null;
  overdue!: boolean;
  version!: number;
  createdByName!: string;
  changedAt!: string;
  changedByName!: string;
}

/** 按一个年度的数据 */
export class PoolYearDto {
  @ApiProperty({ type: 'integer' })
  year!: number;
  outcome!: OutcomeText;
  points!: PointsDto | null;
}

export class PoolDetailDto {
  entry!: PoolEntryDto;
  plan!: PoolStepDto[];
  /** 逐年进展，新的在前；空：没有数据，或没有一个适用的标准 */
  years!: PoolYearDto[];
  standardId!: string | null;
  standardName!: string | null;
}

/** 入库建议 */
export class PoolProposalDto {
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  track!: Track;
  title!: string;
  standardName!: string;
  @ApiProperty({ type: 'integer' })
  year!: number;
  outcome!: OutcomeText;
  /** 最省的办法要几步，0 已满足 */
  @ApiProperty({ type: 'integer' })
  steps!: number;
  says!: string;
  foundAt!: string;
}

export class ProposalPageDto {
  items!: PoolProposalDto[];
  next!: string | null;
  count!: Count;
}

export class PoolOfficerDto {
  id!: string;
  name!: string;
}

export class LeavingDto {
  code!: string;
  label!: string;
}

/** 填写时可以选的 */
export class PoolChoicesDto {
  officers!: PoolOfficerDto[];
  leaving!: LeavingDto[];
}

/** 目标年度、责任人、备注 */
export class PoolTermsDto {
  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;

  /** 责任人的账号 */
  @IsUUID()
  officer!: string;

  @ValidateIf((_, value) => value !== null)
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Validate(LongText)
  note!: string | null;
}

export class NewPoolEntryDto extends PoolTermsDto {
  /** 哪家企业 */
  @IsUUID()
  enterprise!: string;

  @IsIn(tracks)
  track!: Track;

  @IsIn(titleCodes)
  title!: string;

  /** 为什么入库 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(LongText)
  ground!: string;
}

export class PoolIdDto {
  id!: string;
}

export class ProposalKeyDto {
  @IsUUID()
  enterprise!: string;

  @IsIn(tracks)
  track!: Track;

  @IsIn(titleCodes)
  title!: string;
}

export class AcceptProposalsDto extends PoolTermsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ProposalKeyDto)
  items!: ProposalKeyDto[];
}

export class DismissProposalsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ProposalKeyDto)
  items!: ProposalKeyDto[];

  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  reason!: string;
}

export class DecidedProposalDto {
  /** 提交的第几条，从 0 数起 */
  @ApiProperty({ type: 'integer' })
  at!: number;
  done!: boolean;
  message!: string;
}

export class DecidedProposalsDto {
  items!: DecidedProposalDto[];
}

export class PoolRunAcceptedDto {
  jobId!: string;
}

export class LeavePoolDto {
  /** 原因的代码 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  why!: string;

  @Validate(CalendarDay)
  leftOn!: string;

  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  reason!: string;
}

export class NewPoolStepDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  text!: string;

  /** 差一步清单里的指标代码；自己写的为 null */
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MaxLength(80)
  @Matches(/^[a-zA-Z][a-zA-Z0-9]{0,79}$/)
  fact!: string | null;

  /** 哪天以前 */
  @Validate(CalendarDay)
  dueOn!: string;
}

export class PoolPlanDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewPoolStepDto)
  steps!: NewPoolStepDto[];
}

export class PoolStepEndDto {
  /** done 已完成，dropped 不做了 */
  @IsIn(['done', 'dropped'])
  means!: 'done' | 'dropped';

  /** 结果怎样 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  remark!: string;
}
