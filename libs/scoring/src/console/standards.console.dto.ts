import { Count } from '@tidu/platform';

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
  periods!: PeriodsDto;
  /** 是否打分；否则只看各条是否满足 */
  hasPoints!: boolean;
  /** 满分；不打分时为 null */
  fullPoints!: number | null;
  publishedAt!: string;
}

export class StandardListDto {
  items!: StandardDto[];
  next!: string | null;
  count!: Count;
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
}

export class ReleaseDto {
  id!: string;
  version!: number;
  hash!: string;
  active!: boolean;
  publishedAt!: string;
}

/** 一个标准的全文与条款 */
export class StandardDetailDto extends StandardDto {
  /** 整体说明：存疑之处、文本来源 */
  note!: string;
  clauses!: StandardClauseDto[];
  /** 发布时的 YAML 原文 */
  document!: string;
  /** 历次发布，新的在前 */
  releases!: ReleaseDto[];
}
