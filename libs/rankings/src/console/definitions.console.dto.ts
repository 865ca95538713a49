import { ApiProperty } from '@nestjs/swagger';
import { Absent, Confidential, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsString, Matches, MaxLength, MinLength, Validate } from 'class-validator';
import { RankingRuleDto } from '../open/rankings.open.dto';
import { gapKinds } from '../readiness/gaps-sql';

export class DefinitionTextDto {
  /** 排名定义（YAML）：指标、权重、范围、年度与评价日、并列、入围线、否决、等次 */
  @IsString()
  @MinLength(1)
  @MaxLength(50_000)
  @Validate(LongText)
  text!: string;
}

export class NewDefinitionDto extends DefinitionTextDto {
  /** 为什么写这一版 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  note!: string;
}

/** 与上一版的一处差别 */
export class DefinitionChangeDto {
  what!: string;
  before!: string;
  after!: string;
  /** 本身就会改变名次（不只是年度、日期、文字） */
  matters!: boolean;
}

/** 一版排名定义 */
export class RankingDefinitionDto {
  id!: string;
  code!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
  title!: string;
  /** 本局自定，没有上级文件 */
  own!: boolean;
  /** 会计年度 */
  @ApiProperty({ type: 'integer' })
  year!: number;
  /** 评价日 */
  asOf!: string;
  hash!: string;
  note!: string;
  proposedAt!: string;
  proposedByName!: string;
  /** null：还没有发布 */
  publishedAt!: string | null;
  publishedByName!: string | null;
}

export class RankingDefinitionListDto {
  items!: RankingDefinitionDto[];
}

export class WholeDefinitionDto extends RankingDefinitionDto {
  /** 原文（YAML） */
  text!: string;
  rules!: RankingRuleDto[];
  /** 与哪一版比；null：没有上一版 */
  @ApiProperty({ type: 'integer', nullable: true })
  beforeVersion!: number | null;
  changes!: DefinitionChangeDto[];
  /** 等次代码，没有分等的为空 */
  classes!: string[];
}

export class CheckedDefinitionDto {
  /** 存下来会是第几版 */
  @ApiProperty({ type: 'integer' })
  version!: number;
  title!: string;
  changes!: DefinitionChangeDto[];
  rules!: RankingRuleDto[];
}

export class MadeDefinitionDto {
  id!: string;
}

export class GapCountDto {
  @ApiProperty({ type: 'integer' })
  open!: number;
  @ApiProperty({ type: 'integer' })
  waived!: number;
}

export class GapCountsDto {
  missing!: GapCountDto;
  provisional!: GapCountDto;
  outlying!: GapCountDto;
}

/** 数据就绪 */
export class ReadinessDto {
  /** 范围里的企业 */
  @ApiProperty({ type: 'integer' })
  enterprises!: number;
  counts!: GapCountsDto;
}

export class RankingGapsQuery extends PageQuery {
  @Absent()
  @IsIn(gapKinds)
  kind?: (typeof gapKinds)[number];

  @Absent()
  @IsIn(['yes', 'no'])
  waived?: 'yes' | 'no';
}

/** 一处数据缺口 */
export class RankingGapDto {
  enterpriseId!: string;
  creditCode!: string;
  name!: string;
  /** 企业的责任人 */
  officerName!: string | null;
  fact!: string;
  factLabel!: string;
  kind!: 'missing' | 'provisional' | 'outlying';
  @Confidential('figures')
  value!: string | null;
  source!: string | null;
  @Confidential('figures')
  message!: string | null;
  waived!: boolean;
  waivedReason!: string | null;
  waivedByName!: string | null;
}

export class RankingGapListDto {
  items!: RankingGapDto[];
  next!: string | null;
  count!: Count;
}

export class NewWaiverDto {
  @IsString()
  @MaxLength(60)
  @Matches(/^[A-Za-z][A-Za-z0-9]{0,59}$/)
  fact!: string;

  @IsIn(gapKinds)
  kind!: (typeof gapKinds)[number];

  /** 印在附件里 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class MadeWaiverDto {
  id!: string;
}
