import { Confidential, FromDigits } from '@tidu/platform';
import { IsInt, Max, Min } from 'class-validator';

export class StartSegmentsDto {
  /** 会计年度，按该年度现行的事实表分类 */
  @IsInt()
  @Min(1990)
  @Max(2100)
  year!: number;
}

/** 受理的分类任务 */
export class SegmentJobDto {
  jobId!: string;
}

export class SegmentDto {
  code!: string;
  label!: string;
  /** 规则 */
  text!: string;
  /** 最新一年的家数 */
  count!: number;
}

/** 一种分法 */
export class DimensionDto {
  id!: string;
  label!: string;
  note!: string;
  /** 已分类的年度，新的在前 */
  years!: number[];
  /** 按先后取第一条满足的；最后是未定与其余 */
  segments!: SegmentDto[];
}

export class DimensionListDto {
  items!: DimensionDto[];
}

export class MovementQuery {
  @FromDigits()
  @IsInt()
  @Min(1990)
  @Max(2100)
  from!: number;

  @FromDigits()
  @IsInt()
  @Min(1990)
  @Max(2100)
  to!: number;
}

export class SegmentNameDto {
  code!: string;
  label!: string;
}

export class MoveDto {
  /** 前一年的类；absent 为该年没有分类 */
  from!: string;
  to!: string;
  count!: number;
}

/** 两年之间的变动 */
export class MovementDto {
  dimension!: string;
  label!: string;
  from!: number;
  to!: number;
  segments!: SegmentNameDto[];
  moves!: MoveDto[];
}

/** 一家企业一年的分类 */
export class EnterpriseSegmentDto {
  dimension!: string;
  dimensionLabel!: string;
  year!: number;
  segment!: string;
  label!: string;
  /** 依据的规则和数据；分类之后规则改过的为 null */
  reason!: string | null;
}

export class EnterpriseSegmentListDto {
  items!: EnterpriseSegmentDto[];
}

/** 一个指标在一群同类里的位置 */
export class PeerPlaceDto {
  /** 同类的范围：industry 同一行业小类，division 同一行业大类，region 同一区县，niche 同一细分市场 */
  group!: 'industry' | 'division' | 'region' | 'niche';
  /** 有这项数据的同类家数，含本企业 */
  count!: number;
  /** 低于本企业的同类占比，百分数，一位小数；不足 5 家时为 null */
  percentile!: string | null;
}

export class PeerIndicatorDto {
  id!: string;
  label!: string;
  /** 本企业的值，供人阅读；未知为 null */
  @Confidential('figures')
  display!: string | null;
  places!: PeerPlaceDto[];
}

/** 一家企业在同类里的位置 */
export class PeersDto {
  year!: number | null;
  /** 各范围的名称，如 滚动轴承制造 */
  groups!: PeerGroupDto[];
  items!: PeerIndicatorDto[];
}

export class PeerGroupDto {
  group!: 'industry' | 'division' | 'region' | 'niche';
  label!: string;
}
