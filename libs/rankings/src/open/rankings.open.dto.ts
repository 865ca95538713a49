import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsString, MaxLength, MinLength, Validate } from 'class-validator';

/** 一份公开的排名。预评估，非认定 */
export class PublicRankingDto {
  id!: string;
  title!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
  /** 本局自定，没有上级文件 */
  own!: boolean;
  /** 会计年度 */
  @ApiProperty({ type: 'integer' })
  year!: number;
  asOf!: string;
  /** 快照根值 */
  root!: string;
  /** 明细根值 */
  rowsRoot!: string;
  @ApiProperty({ type: 'integer' })
  total!: number;
  /** 不参评 */
  @ApiProperty({ type: 'integer' })
  excluded!: number;
  disclosedAt!: string;
  /** 已被更正的版本取代 */
  superseded!: boolean;
}

export class PublicRankingListDto {
  items!: PublicRankingDto[];
}

/** 口径的一条 */
export class RankingRuleDto {
  what!: string;
  says!: string;
}

export class WholePublicRankingDto extends PublicRankingDto {
  rules!: RankingRuleDto[];
}

export class PublicRowDto {
  @ApiProperty({ type: 'integer' })
  position!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  rank!: number | null;
  class!: string | null;
  /** 遮盖的企业名称 */
  name!: string;
  excluded!: boolean;
}

export class PublicRowListDto {
  items!: PublicRowDto[];
  next!: string | null;
  count!: Count;
}

export class PublicRowsQuery extends PageQuery {
  /** 企业名称的一部分，至少两个字 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

export class CountColumnDto {
  code!: string;
  label!: string;
}

/** 一地或一个行业，各等次几家 */
export class CountLineDto {
  code!: string | null;
  label!: string;
  /** 依各列；null：不足 5 家，或由别的数推得出，不公布 */
  @ApiProperty({ type: 'array', items: { type: 'integer', nullable: true } })
  counts!: (number | null)[];
  @ApiProperty({ type: 'integer', nullable: true })
  total!: number | null;
}

/** 公开的家数：按地区、按行业，小于 5 的不公布 */
export class PublicCountsDto {
  columns!: CountColumnDto[];
  @ApiProperty({ type: 'array', items: { type: 'integer' } })
  totals!: number[];
  @ApiProperty({ type: 'integer' })
  total!: number;
  regions!: CountLineDto[];
  industries!: CountLineDto[];
}

export class RankingStepDto {
  side!: 'left' | 'right';
  hash!: string;
}

/** 一家企业在不在名单里，第几名，和证明 */
export class InclusionDto {
  @ApiProperty({ type: 'integer' })
  position!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  rank!: number | null;
  class!: string | null;
  name!: string;
  /** 这一行的校验值（叶） */
  leaf!: string;
  /** 明细根值下的叶数（表头和各行） */
  @ApiProperty({ type: 'integer' })
  leaves!: number;
  /** 从叶到明细根值 */
  path!: RankingStepDto[];
  rowsRoot!: string;
  root!: string;
}
