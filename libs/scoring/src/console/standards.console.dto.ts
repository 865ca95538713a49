import { Count, FromDigits } from '@tidu/platform';
import { IsInt, Min } from 'class-validator';

/** 生效日期；缺的一端表示未定 */
export class PeriodDto {
  /** YYYY-MM-DD，含当日 */
  from?: string;
  to?: string;
  confidence!: 'A' | 'B' | 'C';
}

export class PeriodsDto {
  /** 新申报 */
  application?: PeriodDto;
  /** 复核 */
  renewal?: PeriodDto;
}

/** 正在使用的一个标准 */
export class StandardDto {
  /** 标准编号，如 miit-2022-63-innovative */
  id!: string;
  name!: string;
  version!: number;
  /** 内容的 SHA-256：内容相同则相同 */
  hash!: string;
  /** 对应的称号代码，如 specializedSme */
  title!: string;
  /** 称号级别代码 */
  level!: string;
  /** 文号 */
  documentNumber!: string;
  issuer!: string;
  /** nation 或行政区划代码 */
  region!: string;
  /** 地区的名称，如 全国、洛阳市 */
  regionName!: string;
  periods!: PeriodsDto;
  /** 是否打分；否则只看各条是否满足 */
  hasPoints!: boolean;
  /** 是对哪个标准的补充；不是补充的为 null。补充不能再试改 */
  supplementOf!: string | null;
  /** 满分；不打分时为 null */
  fullPoints!: number | null;
  publishedAt!: string;
  /** 复审日；过了这一天仍按它评价的，结果暂按原标准；没有的为 null */
  reviewBy!: string | null;
  /** 今天已过复审日 */
  provisional!: boolean;
}

export class StandardListDto {
  items!: StandardDto[];
  next!: string | null;
  count!: Count;
}

/** 条款里的一项要求 */
export class DemandDto {
  /** 看什么，如 研发费用 ÷ 营业收入 */
  what!: string;
  /** 要求什么，如 ≥ 3% */
  value!: string;
}

/** 标准里有编号的一条 */
export class StandardClauseDto {
  id!: string;
  /** 所在的上一级条款；最上一级为 null */
  parent!: string | null;
  kind!: 'group' | 'condition' | 'score' | 'category' | 'indicator' | 'total';
  label!: string;
  text!: string;
  /** 原文出处 */
  article!: string;
  /** 依据的把握：A 原文，B 多个来源一致，C 单一来源或存疑 */
  confidence!: 'A' | 'B' | 'C';
  /** 满分；不打分的条款为 null */
  full!: number | null;
  /** 最低要求的分数；没有要求的为 null */
  line!: number | null;
  /** 门槛、分档等要求，逐项 */
  demands!: DemandDto[];
}

/** 一次启用 */
export class ActivationDto {
  /** 自哪天起，YYYY-MM-DD */
  fromDay!: string;
  activatedAt!: string;
  activatedByName!: string;
}

/** 变更涉及的时段 */
export class ConcernedPeriodDto {
  from!: string;
  to?: string;
}

/** 变更按用途涉及的时段 */
export class ConcernedPeriodsDto {
  application?: ConcernedPeriodDto;
  renewal?: ConcernedPeriodDto;
}

/** 条款改了什么 */
export class ClauseChangeDto {
  id!: string;
  text!: string;
}

/** 一版的变更记录 */
export class StandardChangeDto {
  /** 决定变更的日期 */
  day!: string;
  titles!: string[];
  regions!: string[];
  periods!: ConcernedPeriodsDto;
  text!: string;
  clauses!: ClauseChangeDto[];
}

/** 标准的一个发布版；发布后内容不再改变 */
export class ReleaseDto {
  id!: string;
  standardId!: string;
  name!: string;
  version!: number;
  hash!: string;
  /** active 在用，planned 已定日期未到，waiting 待启用，past 已被取代或未启用 */
  state!: 'active' | 'planned' | 'waiting' | 'past';
  /** 在用或已定的启用日；没有的为 null */
  fromDay!: string | null;
  publishedAt!: string;
  publishedByName!: string;
  /** 发布时全部通过的用例数 */
  casesTotal!: number;
  /** 历次启用，新的在前 */
  activations!: ActivationDto[];
}

export class ReleaseListDto {
  items!: ReleaseDto[];
  next!: string | null;
  count!: Count;
}

export class VersionChangeDto extends StandardChangeDto {
  version!: number;
}

/** 双人复核是否在起作用 */
export class ReviewDto {
  twoPersons!: boolean;
  /** 一句话说明 */
  says!: string;
}

/** 一个标准的全文与条款 */
export class StandardDetailDto extends StandardDto {
  /** 整体说明：存疑之处、文本来源 */
  note!: string;
  clauses!: StandardClauseDto[];
  /** 发布时的 YAML 原文 */
  document!: string;
  /** 发布时的用例原文 */
  cases!: string;
  /** 各版的变更记录，新的在前 */
  changes!: VersionChangeDto[];
  /** 看到的这一版 */
  release!: ReleaseDto;
  /** 历次发布，新的在前 */
  releases!: ReleaseDto[];
  review!: ReviewDto;
}

/** 改了的一处；没有的一边为 null */
export class ChangedLineDto {
  what!: string;
  before!: string | null;
  after!: string | null;
}

/** 两版之间的一处不同 */
export class DifferenceDto {
  /** head 总则，added 新增，removed 删去，rule 要求变了，wording 只改文字 */
  kind!: 'head' | 'added' | 'removed' | 'rule' | 'wording';
  /** 条款编号，或总则的项目 */
  id!: string;
  label!: string;
  lines!: ChangedLineDto[];
}

export class StandardDiffDto {
  standardId!: string;
  from!: number;
  to!: number;
  differences!: DifferenceDto[];
}

export class StandardDiffQuery {
  /** 原来的版本 */
  @FromDigits()
  @IsInt()
  @Min(1)
  from!: number;

  /** 新的版本 */
  @FromDigits()
  @IsInt()
  @Min(1)
  to!: number;
}
