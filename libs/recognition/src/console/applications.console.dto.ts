import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, FromDigits, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { PointsDto, type OutcomeText } from '@tidu/scoring';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
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
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Purpose, purposes } from '../applications/application';
import type { BulkResult } from '../applications/bulk.service';
import { type Waits, waitsFor } from '../applications/waits';
import { type Holder, holders } from '../rules/procedure';

const outcomes = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'] as const;
const orders = ['due', 'age', 'points', 'submitted'] as const;
const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

export class ApplicationsQuery extends PageQuery {
  /** 批次 */
  @Absent()
  @IsUUID()
  batch?: string;

  /** 环节的代码 */
  @Absent()
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  state?: string;

  /** 在谁手里：enterprise 企业，bureau 本级，above 上级，nobody 已了结 */
  @Absent()
  @IsIn(holders)
  holder?: Holder;

  /** application 新申报，renewal 复核 */
  @Absent()
  @IsIn(purposes)
  purpose?: Purpose;

  /** mine 我承办的，none 没有承办人的，或账号的 id */
  @Absent()
  @IsString()
  @MaxLength(36)
  @Matches(new RegExp(`^(mine|none|${uuid})$`))
  officer?: string;

  /** 最近一次提交的评价结果 */
  @Absent()
  @IsIn(outcomes)
  outcome?: OutcomeText;

  /** 是否逾期 */
  @Absent()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  /** 地区代码，可以只写前几位 */
  @Absent()
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{2,6}$/)
  region?: string;

  /** 企业名称中的字、统一社会信用代码或回执编号 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  /** 等我办的：reviewer 初审，approver 批准，recorder 登记 */
  @Absent()
  @IsIn(waitsFor)
  waits?: Waits;

  /** 哪家企业的 */
  @Absent()
  @IsUUID()
  enterprise?: string;

  /** due 先到期的在前（不填也是），age 停留最久的在前，points 得分高的在前，submitted 后提交的在前 */
  @Absent()
  @IsIn(orders)
  sort?: (typeof orders)[number];
}

/** 队列里的一件申报 */
export class QueuedDto {
  id!: string;
  batchId!: string;
  batchName!: string;
  /** 认定程序的代码 */
  procedure!: string;
  purpose!: Purpose;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  state!: string;
  stateLabel!: string;
  holder!: Holder;
  stateSince!: string;
  /** 在本环节几个工作日 */
  @ApiProperty({ type: 'integer' })
  age!: number;
  /** 期限；null 没有规定 */
  dueOn!: string | null;
  dueProvisional!: boolean;
  /** 还有几个工作日，负数为逾期几个 */
  @ApiProperty({ type: 'integer', nullable: true })
  left!: number | null;
  overdue!: boolean;
  receiptNumber!: string | null;
  officerId!: string | null;
  officerName!: string | null;
  /** 最近一次提交的评价结果；null 没有提交过 */
  outcome!: OutcomeText | null;
  points!: PointsDto | null;
  /** 关联企业冲突，照规则的原话；没有即没有发现 */
  marks!: string[];
  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class QueuePageDto {
  items!: QueuedDto[];
  next!: string | null;
  count!: Count;
}

/** 等我办的各有几件；null：没有这项权限 */
export class WaitingCasesDto {
  @ApiProperty({ type: 'integer', nullable: true })
  reviewer!: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  approver!: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  recorder!: number | null;
}

/** 要补正的一项 */
export class MarkDto {
  /** 指标代码，或佐证种类的代码 */
  @IsString()
  @MaxLength(80)
  @Matches(/^[A-Za-z][A-Za-z0-9._-]{0,79}$/)
  fact!: string;

  /** 怎么改，企业会看到 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  remark!: string;
}

/** 上级来文 */
export class DocumentDto {
  /** 文号，或名单的名称 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  document!: string;

  /** 来文日期 */
  @Validate(CalendarDay)
  documentOn!: string;
}

/** 一次办理的话 */
export class ActWordsDto {
  /** 办理的代码 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  action!: string;

  /** 理由，企业会看到；null 不写 */
  @Tidy()
  @ApiProperty({ type: 'string', nullable: true, minLength: 2, maxLength: 2000 })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  reason!: string | null;

  /** 内部意见，企业看不到；null 不写 */
  @Tidy()
  @ApiProperty({ type: 'string', nullable: true, minLength: 2, maxLength: 2000 })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  internal!: string | null;

  /** 来文；null 没有 */
  @ApiProperty({ type: DocumentDto, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentDto)
  document!: DocumentDto | null;
}

/** 办理一件申报 */
export class ActDto extends ActWordsDto {
  /** 要补正的项目，只在退回补正时 */
  @Absent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MarkDto)
  marks?: MarkDto[];

  /** 有部门意见、抽查、关联企业等须说明的情形时，为什么仍然办理；留在案卷里，企业看不到 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(LongText)
  despite?: string;
}

export class DoneDto {
  @ApiProperty({ type: 'integer' })
  version!: number;
  state!: string;
}

export class RemarkTextDto {
  /** 内部意见，企业看不到 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  text!: string;
}

export class AssignmentDto {
  /** 新的承办人的账号 */
  @IsUUID()
  officer!: string;

  /** 为什么，记入审计 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明原因，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class OpeningAnswerDto {
  /** true 打开，false 不打开 */
  @IsBoolean()
  opened!: boolean;

  /** 怎么改，或为什么不打开；企业会看到 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(400)
  @Validate(PlainText)
  answer!: string;
}

export class MadeConflictDto {
  id!: string;
}

export class CaseQuery {
  /** 看第几次提交；不填为最近一次 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(1000)
  revision?: number;
}

/** 批量办理的一件 */
export class BulkItemDto {
  @IsUUID()
  id!: string;

  /** 看到的 version */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version!: number;
}

/** 批量办理，一次至多一百件；多的分几次送，用同一个 bulkId */
export class BulkDto extends ActWordsDto {
  /** 这次批量办理的编号，由送的人取；没办完重送时用同一个，办过的不会再办 */
  @IsUUID()
  bulkId!: string;

  /** true：只看每一件会怎样，什么都不改 */
  @IsBoolean()
  preview!: boolean;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BulkItemDto)
  items!: BulkItemDto[];
}

/** 一件的结果 */
export class BulkOutcomeDto {
  id!: string;
  /** would 可以办（预览），done 办了，again 这次批量里已经办过，refused 没有办 */
  result!: BulkResult;
  enterpriseName!: string | null;
  fromLabel!: string | null;
  toLabel!: string | null;
  code!: string | null;
  message!: string | null;
}

export class BulkOutcomesDto {
  items!: BulkOutcomeDto[];
}
