import { ApiProperty } from '@nestjs/swagger';
import { Confidential, PlainText, Tidy } from '@tidu/platform';
import { type OutcomeText, PointsDto } from '@tidu/scoring';
import { IsString, MaxLength, MinLength, Validate } from 'class-validator';
import type { Purpose } from '../applications/application';

export class GivenPackDto {
  /** 为哪次会准备的 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  title!: string;
}

export class MadePackDto {
  id!: string;
}

export class PackTieDto {
  /** 线上同分的件数 */
  @ApiProperty({ type: 'integer' })
  tied!: number;
  /** 留给它们的名额 */
  @ApiProperty({ type: 'integer' })
  places!: number;
  /** 取舍的理由；null：冻结时没有决定 */
  reason!: string | null;
  /** 另一个人确认过 */
  confirmed!: boolean;
}

/** 一份上会材料 */
export class PackHeadlineDto {
  /** 快照编号 */
  id!: string;
  batchId!: string;
  batchName!: string;
  title!: string;
  @ApiProperty({ type: 'integer', nullable: true })
  quota!: number | null;
  /** 参加排名的件数 */
  @ApiProperty({ type: 'integer' })
  cases!: number;
  /** 线以内的件数 */
  @ApiProperty({ type: 'integer' })
  recommended!: number;
  @ApiProperty({ type: PackTieDto, nullable: true })
  tie!: PackTieDto | null;
  /** 快照根值，印在每一页上 */
  root!: string;
  madeAt!: string;
  madeByName!: string;
}

export class PackListDto {
  items!: PackHeadlineDto[];
}

export class PackClauseDto {
  label!: string;
  kind!: string;
  outcomeText!: string;
  points!: PointsDto | null;
}

export class PackFactDto {
  label!: string;
  @Confidential('figures')
  display!: string;
  source!: string;
  asOf!: string | null;
  /** 由人判断的 */
  judged!: boolean;
}

/** 一件申报的一页 */
export class PackSheetDto {
  applicationId!: string;
  @ApiProperty({ type: 'integer' })
  position!: number;
  @ApiProperty({ type: 'integer' })
  place!: number;
  @ApiProperty({ type: 'integer' })
  size!: number;
  /** 线以内 */
  before!: boolean;
  tied!: boolean;
  name!: string;
  creditCode!: string;
  regionName!: string;
  purpose!: Purpose;
  receiptNumber!: string | null;
  stateLabel!: string;
  outcome!: OutcomeText;
  /** 提交时的得分 */
  submittedPoints!: PointsDto | null;
  @ApiProperty({ type: 'integer' })
  revision!: number;
  revisionHash!: string;
  standard!: string;
  /** 连同人工判断的结果 */
  decided!: string;
  points!: PointsDto | null;
  clauses!: PackClauseDto[];
  facts!: PackFactDto[];
  /** 佐证件数 */
  @ApiProperty({ type: 'integer' })
  evidence!: number;
  review!: string | null;
  faults!: string[];
}

export class PackTotalDto {
  name!: string;
  @ApiProperty({ type: 'integer' })
  cases!: number;
  @ApiProperty({ type: 'integer' })
  recommended!: number;
}

/** 冻结以后变了的一处 */
export class PackDriftDto {
  applicationId!: string;
  name!: string;
  what!: string;
  before!: string;
  after!: string;
}

export class MeetingPackDto extends PackHeadlineDto {
  batchTitle!: string;
  bureau!: string | null;
  sheets!: PackSheetDto[];
  byRegion!: PackTotalDto[];
  /** 各行与根值是否相符 */
  isWhole!: boolean;
  drift!: PackDriftDto[];
}
