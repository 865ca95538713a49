import { ApiProperty } from '@nestjs/swagger';
import { PlainText, Tidy } from '@tidu/platform';
import { type OutcomeText, PointsDto } from '@tidu/scoring';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
  Validate,
} from 'class-validator';

/** 批次内的一名 */
export class RankedDto {
  id!: string;
  /** 名次，同分的并列（1、2、2、4） */
  @ApiProperty({ type: 'integer' })
  place!: number;
  /** 几件并列 */
  @ApiProperty({ type: 'integer' })
  size!: number;
  enterpriseName!: string;
  state!: string;
  stateLabel!: string;
  outcome!: OutcomeText;
  points!: PointsDto | null;
  /** 在名额线以内；线上同分的，决定取的才算 */
  before!: boolean;
  /** 在线上同分 */
  tied!: boolean;
}

/** 同分取舍 */
export class TieDecisionDto {
  id!: string;
  chosen!: string[];
  reason!: string;
  proposedAt!: string;
  proposedByName!: string;
  /** 是您提出的，要由别人确认 */
  mine!: boolean;
  confirmedAt!: string | null;
  confirmedByName!: string | null;
}

export class TieDto {
  /** 线上同分的件数 */
  @ApiProperty({ type: 'integer' })
  tied!: number;
  /** 留给它们的名额 */
  @ApiProperty({ type: 'integer' })
  places!: number;
  @ApiProperty({ type: TieDecisionDto, nullable: true })
  decision!: TieDecisionDto | null;
}

/** 批次内的名次，按最近一次提交的得分 */
export class BatchRankingDto {
  @ApiProperty({ type: 'integer', nullable: true })
  quota!: number | null;
  /** 已用的名额 */
  @ApiProperty({ type: 'integer' })
  taken!: number;
  /** 参加排名的件数，您看不到的也算 */
  @ApiProperty({ type: 'integer' })
  total!: number;
  /** 您看得到的，至多前五百名 */
  items!: RankedDto[];
  @ApiProperty({ type: TieDto, nullable: true })
  tie!: TieDto | null;
}

/** 提出同分的取舍 */
export class TieProposalDto {
  /** 取哪几件 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  chosen!: string[];

  /** 为什么取这几件 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  reason!: string;
}

export class MadeTieDto {
  id!: string;
}
