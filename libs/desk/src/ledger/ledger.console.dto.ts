import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import {
  IsIn,
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
} from 'class-validator';
import { TaskDto } from '../console/tasks.console.dto';
import { type LedgerState, ledgerStates } from './ledger.queries';
import { type PromiseSource, promiseSources } from './ledger-rules';
import type { StandingState } from './bulletin.queries';
import type { ReportState } from './reports';

export class LedgerQuery extends PageQuery {
  /** deployed 部署（在办），checking 检查（已报告、待核对），settled 落实，overdue 逾期，escalated 已上报，all 全部（不填也是） */
  @Absent()
  @IsIn(ledgerStates)
  state?: LedgerState;

  /** 从哪里来：meeting 会议，visit 走访，document 文件，reply 答复企业 */
  @Absent()
  @IsIn(promiseSources)
  source?: PromiseSource;

  /** 关于哪家企业 */
  @Absent()
  @IsUUID()
  enterprise?: string;

  /** 承诺里的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 台账里的一项承诺 */
export class PromiseDto extends TaskDto {
  source!: PromiseSource;
  sourceName!: string;
  sourceNote!: string;
  madeOn!: string;
  /** 已报告落实，等核对 */
  reported!: boolean;
}

export class PromisePageDto {
  items!: PromiseDto[];
  next!: string | null;
  count!: Count;
}

export class LedgerCountsDto {
  @ApiProperty({ type: 'integer' })
  deployed!: number;
  @ApiProperty({ type: 'integer' })
  checking!: number;
  @ApiProperty({ type: 'integer' })
  settled!: number;
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  @ApiProperty({ type: 'integer' })
  escalated!: number;
  @ApiProperty({ type: 'integer' })
  all!: number;
}

/** 记一项承诺 */
export class NewPromiseDto {
  /** 承诺了什么 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  title!: string;

  /** 说明；null 没有 */
  @Tidy()
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Validate(LongText)
  note!: string | null;

  /** 对哪家企业；null 不专对一家 */
  @ValidateIf((_, value) => value !== null)
  @IsUUID()
  enterprise!: string | null;

  /** 责任人账号的 id */
  @IsUUID()
  owner!: string;

  @IsIn(promiseSources)
  source!: PromiseSource;

  /** 哪次会议、走访，哪份文件 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  sourceNote!: string;

  /** 部署（承诺）的日期 */
  @Validate(CalendarDay)
  madeOn!: string;

  /** 几个工作日内落实；没有写的按种类规定 */
  @Absent()
  @IsInt()
  @Min(0)
  @Max(1000)
  workingDays?: number;
}

export class RecordedPromiseDto {
  /** 任务的 id */
  id!: string;
}

/** 任务的佐证材料、落实报告和来源 */
export class TaskFileDto {
  id!: string;
  fileName!: string;
  uploadedAt!: string;
  uploadedByName!: string;
}

export class TaskReportDto {
  id!: string;
  reason!: string;
  evidence!: string | null;
  @ApiProperty({ type: 'integer' })
  files!: number;
  reportedAt!: string;
  reportedByName!: string;
  state!: ReportState;
  decidedAt!: string | null;
  decidedByName!: string | null;
  decidedReason!: string | null;
  /** 由企业确认 */
  byEnterprise!: boolean;
  /** 您可以核对 */
  checks!: boolean;
}

export class PromiseOriginDto {
  sourceName!: string;
  sourceNote!: string;
  madeOn!: string;
}

export class TaskBesideDto {
  files!: TaskFileDto[];
  reports!: TaskReportDto[];
  @ApiProperty({ type: PromiseOriginDto, nullable: true })
  origin!: PromiseOriginDto | null;
}

export class AddedFileDto {
  id!: string;
}

export class BulletinQuery {
  /** 哪个月 */
  @IsString()
  @MaxLength(7)
  @Matches(/^20\d{2}-(0[1-9]|1[0-2])$/)
  month!: string;

  /** 截至哪天；不填为月末，月末没到的为今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;
}

export class BulletinCountsDto {
  @ApiProperty({ type: 'integer' })
  all!: number;
  @ApiProperty({ type: 'integer' })
  made!: number;
  @ApiProperty({ type: 'integer' })
  settled!: number;
  @ApiProperty({ type: 'integer' })
  settledLate!: number;
  @ApiProperty({ type: 'integer' })
  open!: number;
  @ApiProperty({ type: 'integer' })
  checking!: number;
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  @ApiProperty({ type: 'integer' })
  returned!: number;
}

export class BulletinOwnerDto {
  ownerName!: string;
  @ApiProperty({ type: 'integer' })
  open!: number;
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  @ApiProperty({ type: 'integer' })
  settled!: number;
}

export class BulletinPromiseDto {
  taskId!: string;
  title!: string;
  enterpriseName!: string | null;
  sourceName!: string;
  sourceNote!: string;
  madeOn!: string;
  ownerName!: string;
  dueOn!: string;
  state!: StandingState;
  settledOn!: string | null;
  overdue!: boolean;
  evidence!: string | null;
}

/** 满意度：只有合计，看不到是哪一家评的 */
export class ScoreDto {
  handledByName!: string | null;
  @ApiProperty({ type: 'integer' })
  asked!: number;
  @ApiProperty({ type: 'integer' })
  answered!: number;
  /** 平均分，百分之一分；null：答复太少 */
  @ApiProperty({ type: 'integer', nullable: true })
  average!: number | null;
  /** 低分几份；null：答复太少 */
  @ApiProperty({ type: 'integer', nullable: true })
  low!: number | null;
}

export class BulletinDto {
  month!: string;
  from!: string;
  asOf!: string;
  counts!: BulletinCountsDto;
  owners!: BulletinOwnerDto[];
  promises!: BulletinPromiseDto[];
  scores!: ScoreDto[];
}
