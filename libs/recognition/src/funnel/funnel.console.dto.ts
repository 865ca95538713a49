import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, FromDigits, PageQuery } from '@tidu/platform';
import { IsIn, IsInt, IsUUID, Matches, Max, Min } from 'class-validator';
import type { Holder } from '../rules/procedure';
import { titleCodes } from '../title-codes';
import { type FunnelStage, funnelStages } from './stage-sql';

/** 漏斗按什么筛 */
export class FunnelQuery {
  /** 称号的代码 */
  @Absent()
  @IsIn(titleCodes)
  title?: string;

  /** 申报年度：批次开窗的那一年，培育库的目标年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(2000)
  @Max(2200)
  year?: number;

  /** 行政区划代码，上级的含下级 */
  @Absent()
  @Matches(/^\d{6}$/, { message: '请填六位行政区划代码。' })
  region?: string;

  /** 承办人、责任人的账号 */
  @Absent()
  @IsUUID()
  officer?: string;
}

export class FunnelListQuery extends PageQuery {
  /** 哪一段：pool 在培育库，near 接近，declared 已申报（不填也是），recommended 已推荐，recognised 已认定 */
  @Absent()
  @IsIn(funnelStages)
  stage?: FunnelStage;

  /** 称号的代码 */
  @Absent()
  @IsIn(titleCodes)
  title?: string;

  /** 申报年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(2000)
  @Max(2200)
  year?: number;

  /** 行政区划代码，上级的含下级 */
  @Absent()
  @Matches(/^\d{6}$/, { message: '请填六位行政区划代码。' })
  region?: string;

  /** 承办人、责任人的账号 */
  @Absent()
  @IsUUID()
  officer?: string;
}

export class FunnelStageDto {
  stage!: FunnelStage;
  label!: string;
  /** 这个数字算的是什么 */
  means!: string;
  /** 几家 */
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 一个环节的用时，工作日 */
export class StepTimeDto {
  procedure!: string;
  state!: string;
  stateLabel!: string;
  holder!: Holder;
  /** 程序规定的；null：没有规定 */
  @ApiProperty({ type: 'integer', nullable: true })
  allowed!: number | null;
  /** 走完的次数 */
  @ApiProperty({ type: 'integer' })
  finished!: number;
  /** 中位数；null：还没有走完的 */
  @ApiProperty({ type: 'integer', nullable: true })
  median!: number | null;
  /** 九成在几天以内 */
  @ApiProperty({ type: 'integer', nullable: true })
  ninety!: number | null;
  /** 现在停在这里的件数 */
  @ApiProperty({ type: 'integer' })
  waiting!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  waitingMedian!: number | null;
  /** 停得最久的 */
  @ApiProperty({ type: 'integer', nullable: true })
  longest!: number | null;
  /** 现在停着的比规定（没有规定的，比平时）慢 */
  isSlow!: boolean;
}

export class FunnelDto {
  stages!: FunnelStageDto[];
  times!: StepTimeDto[];
}

export class FunnelRowDto {
  /** 培育库条目、申报的编号；接近的为企业 */
  id!: string;
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  regionCode!: string;
  regionName!: string;
}

export class FunnelPageDto {
  items!: FunnelRowDto[];
  next!: string | null;
  count!: Count;
}
