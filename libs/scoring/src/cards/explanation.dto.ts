import { Confidential } from '@tidu/platform';
import { PointsDto } from './points.dto';

export type OutcomeText = 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';

/** 条款用到的一个指标 */
export class FactUseDto {
  code!: string;
  label!: string;
  unit!: string;
  /** 十进制文本（金额以元计）、枚举代码、是非；缺为 null */
  @Confidential('figures')
  value!: string | boolean | null;
  /** 供人阅读的写法；缺为“未知” */
  @Confidential('figures')
  display!: string;
}

/** 离达标还差多少，其他指标不变 */
export class DistanceDto {
  fact!: string;
  /** 按指标自己的单位；负数表示减少 */
  change!: string;
  text!: string;
}

/** 条款里的一项要求，或几项要求的组合 */
export class CheckDto {
  kind!: 'all' | 'any' | 'exempt' | 'compare';
  outcome!: OutcomeText;
  text!: string;
  /** 算出的数；算不出为 null */
  @Confidential('figures')
  measure!: string | null;
  threshold!: string | null;
  reason!: string | null;
  distance!: DistanceDto | null;
  parts!: CheckDto[];
}

/** 得分的一档；reached 为 null 表示未定 */
export class BandStepDto {
  label!: string;
  points!: number;
  reached!: boolean | null;
}

export class MeasureDto {
  text!: string;
  @Confidential('figures')
  value!: string | null;
}

/** 评价卡上的一行 */
export class ClauseExplanationDto {
  id!: string;
  kind!: 'group' | 'condition' | 'score' | 'category' | 'indicator' | 'total';
  parent!: string | null;
  children!: string[];
  /** 与这一条并列、满足其一即可的其他条款 */
  alternatives!: string[];
  label!: string;
  text!: string;
  /** 原文出处 */
  article!: string;
  confidence!: 'A' | 'B' | 'C';
  outcome!: OutcomeText;
  outcomeText!: string;
  points!: PointsDto | null;
  maxPoints!: number | null;
  /** 分数线 */
  line!: number | null;
  facts!: FactUseDto[];
  /** 缺的指标代码 */
  missing!: string[];
  checks!: CheckDto[];
  measure!: MeasureDto | null;
  bands!: BandStepDto[];
  reason!: string | null;
  distance!: DistanceDto | null;
}

export class ExplainedStandardDto {
  id!: string;
  version!: number;
  hash!: string;
  name!: string;
  number!: string;
  /** 依据文件的名称 */
  document!: string;
  part!: string;
  issuer!: string;
}

/** 缺的指标与等它的条款 */
export class MissingFactDto {
  code!: string;
  label!: string;
  /** 由人判断的指标 */
  judged!: boolean;
  clauses!: string[];
}

/** 由标准与事实表重新推导的逐条解释 */
export class ExplanationDto {
  standard!: ExplainedStandardDto;
  note!: string;
  outcome!: OutcomeText;
  outcomeText!: string;
  points!: PointsDto | null;
  maxPoints!: number | null;
  clauses!: ClauseExplanationDto[];
  missing!: MissingFactDto[];
  outsidePeriod!: boolean;
  /** 评价日已过标准的复审日，暂按原标准 */
  provisional!: boolean;
  /** 预评估，非认定 */
  notice!: string;
}
