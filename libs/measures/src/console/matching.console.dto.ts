import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, PageQuery } from '@tidu/platform';
import { IsIn, IsUUID } from 'class-validator';
import { type TakeUpBy, takeUpBys } from '../matching/standings.queries';
import { type Why, whys } from '../matching/standing-sql';
import { type Standing, standings } from '../rules/procedures';

export class MatchingStartedDto {
  jobId!: string;
}

export class WhyCountDto {
  why!: Why;
  label!: string;
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 一项措施：符合条件的几家，各在哪里 */
export class MeasureStandingsDto {
  measureId!: string;
  code!: string;
  name!: string;
  /** 是否有金额 */
  pays!: boolean;
  /** 符合条件（看得到的），等于以下四项之和 */
  @ApiProperty({ type: 'integer' })
  eligible!: number;
  /** 已享受 */
  @ApiProperty({ type: 'integer' })
  received!: number;
  /** 办理中 */
  @ApiProperty({ type: 'integer' })
  pending!: number;
  /** 受阻 */
  @ApiProperty({ type: 'integer' })
  blocked!: number;
  /** 应享未享 */
  @ApiProperty({ type: 'integer' })
  unclaimed!: number;
  /** 应享未享里算得出的金额，元 */
  unclaimedAmount!: string;
  /** 应享未享里申报后才知道金额的，不在上面的合计里 */
  @ApiProperty({ type: 'integer' })
  unclaimedOpen!: number;
  whys!: WhyCountDto[];
  /** 全部企业：要人判断 */
  @ApiProperty({ type: 'integer' })
  manual!: number;
  /** 全部企业：缺数据 */
  @ApiProperty({ type: 'integer' })
  unknown!: number;
  /** 全部企业：不符合 */
  @ApiProperty({ type: 'integer' })
  unmet!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  daysLeft!: number | null;
}

/** 最近一次匹配 */
export class MatchingDto {
  id!: string;
  asOf!: string;
  at!: string;
  personName!: string;
  /** 有数据、参加匹配的企业 */
  @ApiProperty({ type: 'integer' })
  enterprises!: number;
  measures!: MeasureStandingsDto[];
}

export class NewestMatchingDto {
  /** null 还没有匹配过 */
  matching!: MatchingDto | null;
}

export class StandingsQuery extends PageQuery {
  /** 措施（一版）的 id */
  @Absent()
  @IsUUID()
  measure?: string;

  /** received 已享受，pending 办理中，blocked 受阻，unclaimed 应享未享 */
  @Absent()
  @IsIn(standings)
  standing?: Standing;

  /** 原因 */
  @Absent()
  @IsIn(whys)
  why?: Why;
}

/** 一家企业与一项它符合条件的措施 */
export class MeasureStandingDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  regionName!: string;
  measureId!: string;
  measureName!: string;
  /** 是否有金额 */
  pays!: boolean;
  standing!: Standing;
  why!: Why | null;
  whyText!: string | null;
  /** 元；null 要申报后才知道，或没有金额 */
  amount!: string | null;
  caseId!: string | null;
  since!: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  daysLeft!: number | null;
}

export class StandingPageDto {
  items!: MeasureStandingDto[];
  next!: string | null;
  count!: Count;
}

export class TakeUpQuery {
  /** ownership 所有制，size 规模，region 地区 */
  @IsIn(takeUpBys)
  by!: TakeUpBy;
}

export class TakeUpPartDto {
  key!: string;
  label!: string;
  /** 至少符合一项的企业 */
  @ApiProperty({ type: 'integer' })
  eligible!: number;
  /** 其中至少享受一项的 */
  @ApiProperty({ type: 'integer' })
  received!: number;
  /** 已付，元；null 家数太少，不列 */
  amount!: string | null;
}

export class TakeUpDto {
  parts!: TakeUpPartDto[];
}
