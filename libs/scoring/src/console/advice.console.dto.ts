import { Absent, CalendarDay, Confidential, FromDigits } from '@tidu/platform';
import { IsIn, IsInt, Matches, Max, MaxLength, Min, Validate } from 'class-validator';
import type { OutcomeText } from '../cards/explanation.dto';
import { PointsDto } from '../cards/points.dto';

/** 差一步清单问什么：对哪个标准，用哪个年度的事实表，到哪一天为止 */
export class AdviceQuery {
  /** 标准编号，须在用 */
  @MaxLength(60)
  @Matches(/^[a-z0-9-]{3,60}$/, { message: '应为标准的编号，如 miit-2022-63-innovative。' })
  standardId!: string;

  /** 会计年度；不填为最近一个有事实表的年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;

  /** 新申报（默认）或复核 */
  @Absent()
  @IsIn(['application', 'renewal'])
  purpose?: 'application' | 'renewal';

  /** 最迟哪一天要达到 YYYY-MM-DD，不早于事实表的评价日；不填则不论时间 */
  @Absent()
  @MaxLength(10)
  @Validate(CalendarDay)
  deadline?: string;
}

/** 一步：把一个指标变到刚好够的值 */
export class AdviceStepDto {
  fact!: string;
  label!: string;
  unit!: string;
  /** short 值不够；evidence 可能够了，只缺证明或判断；unknown 缺数据 */
  kind!: 'short' | 'evidence' | 'unknown';
  /** evidence 之中须由人判断的 */
  judgement!: boolean;
  /** 现在的值；缺为 null */
  @Confidential('figures')
  from!: string | boolean | null;
  to!: string | boolean;
  @Confidential('figures')
  fromText!: string;
  toText!: string;
  /** 增减多少；不是数或现在缺为 null */
  @Confidential('figures')
  change!: string | null;
  /** 缺的数从多少到多少都可以；没有这一端为 null */
  least!: string | null;
  most!: string | null;
  /** 工作量，只用来排先后 */
  cost!: number;
  /** 因这一步而改善的条款编号 */
  clauses!: string[];
  /** 最早于哪一年申报才能体现；截止日前能办的为 null */
  earliest!: number | null;
  @Confidential('figures')
  text!: string;
  /** 主管部门写的做法；没有写为空 */
  how!: string;
  /** 要一并留意的；没有为空 */
  note!: string;
}

/** 一种办法：全部做到即达到，少一步都不够 */
export class AlternativeDto {
  steps!: AdviceStepDto[];
  cost!: number;
  earliest!: number | null;
  text!: string;
}

/** 改变不了、因而没有列入的指标 */
export class HeldFactDto {
  fact!: string;
  label!: string;
  /** time 只随时间增长；closed 会计年度已结束；fixed 不在可改变之列 */
  reason!: 'time' | 'closed' | 'fixed';
  @Confidential('figures')
  from!: string | boolean;
  needed!: string | boolean | null;
  earliest!: number | null;
  clauses!: string[];
  @Confidential('figures')
  text!: string;
}

/** 到截止日时会自己变的指标 */
export class CarriedFactDto {
  fact!: string;
  label!: string;
  @Confidential('figures')
  from!: string | null;
  @Confidential('figures')
  to!: string | null;
  @Confidential('figures')
  text!: string;
}

/** 差一步清单，预评估，非认定 */
export class AdviceDto {
  standard!: string;
  purpose!: 'application' | 'renewal';
  /** 事实表的评价日 */
  date!: string;
  deadline!: string | null;
  state!: 'met' | 'possible' | 'later' | 'impossible' | 'undecided' | 'refused';
  /** 什么都不做，到截止日的结果 */
  outcome!: OutcomeText;
  /** 至多五种，工作量小的在前 */
  alternatives!: AlternativeDto[];
  /** 截止日前都来不及时：以后可行的办法 */
  later!: AlternativeDto[];
  held!: HeldFactDto[];
  carried!: CarriedFactDto[];
  /** 是否全部组合都算过 */
  exhaustive!: boolean;
  looked!: number;
  /** 这个标准给不出清单的原因 */
  refused!: string | null;
  text!: string;
  /** 预评估，非认定 */
  notice!: string;
}

export class ClauseNameDto {
  id!: string;
  kind!: 'group' | 'condition' | 'score' | 'category' | 'indicator' | 'total';
  label!: string;
}

/** 一个企业对一个目标标准的差一步清单，连同它的依据 */
export class EnterpriseAdviceDto {
  enterpriseId!: string;
  standardId!: string;
  standardName!: string;
  standardVersion!: number;
  releaseHash!: string;
  /** 所用事实表的会计年度、评价日、版本、校验值 */
  year!: number;
  sheetAsOf!: string;
  sheetVersion!: number;
  sheetHash!: string;
  /** 按现有事实表的结果 */
  outcome!: OutcomeText;
  /** 按现有事实表的得分；不打分的标准为 null */
  points!: PointsDto | null;
  fullPoints!: number | null;
  /** 要达到的那一天（没有截止日则评价日）不在标准的施行期内 */
  outsidePeriod!: boolean;
  /** 那一天已过标准的复审日，暂按原标准 */
  provisional!: boolean;
  /** 条款的名称 */
  clauses!: ClauseNameDto[];
  advice!: AdviceDto;
}
