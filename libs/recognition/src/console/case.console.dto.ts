import { ApiProperty } from '@nestjs/swagger';
import { Confidential } from '@tidu/platform';
import { ExplanationDto, type OutcomeText, PointsDto } from '@tidu/scoring';
import type { Purpose } from '../applications/application';
import type { Waits } from '../applications/waits';
import type { Holder, Need } from '../rules/procedure';
import {
  CaseCheckDto,
  CaseExplainedDto,
  CaseOpeningDto,
  CaseOpinionDto,
  ReservationDto,
} from './case-beside.console.dto';

export class CaseEnterpriseDto {
  id!: string;
  name!: string;
  creditCode!: string;
  regionCode!: string;
  regionName!: string;
}

export class CaseBatchDto {
  id!: string;
  name!: string;
  title!: string;
  level!: string;
  /** 会计年度 */
  @ApiProperty({ type: 'integer' })
  year!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  quota!: number | null;
}

/** 一次提交 */
export class CaseRevisionDto {
  @ApiProperty({ type: 'integer' })
  number!: number;
  submittedAt!: string;
  submittedByName!: string;
  confirmedByName!: string;
  confirmedAt!: string;
  /** 评价日 */
  asOf!: string;
  hash!: string;
  outcome!: OutcomeText;
  points!: PointsDto | null;
}

/** 这个数读的是哪一年的哪项年度数据 */
export class FigurePlaceDto {
  code!: string;
  @ApiProperty({ type: 'integer' })
  year!: number;
}

/** 申报里的一项数据 */
export class CaseFactDto {
  code!: string;
  label!: string;
  unit!: string;
  @ApiProperty({ type: String, nullable: true, oneOf: [{ type: 'string' }, { type: 'boolean' }] })
  @Confidential('figures')
  value!: string | boolean | null;
  /** 供人阅读的写法；缺为“未知” */
  @Confidential('figures')
  display!: string;
  /** 由人判断的指标 */
  judged!: boolean;
  /** 这一项是工信局作的人工判断，不在企业的申报里 */
  byBureau!: boolean;
  /** 来源代码、名称、哪天的；缺为 null */
  source!: string | null;
  sourceLabel!: string | null;
  asOf!: string | null;
  /** 企业的谁填的；null 不是企业填的 */
  by!: string | null;
  /** 年度数据里的哪一项；null 不是年度数据 */
  @ApiProperty({ type: FigurePlaceDto, nullable: true })
  figure!: FigurePlaceDto | null;
  /** 标准用到 */
  used!: boolean;
}

/** 一份佐证 */
export class CaseEvidenceDto {
  kind!: string;
  recordId!: string;
  name!: string;
  period!: string | null;
  fileHash!: string | null;
}

/** 与上一次提交的一处不同 */
export class CaseChangeDto {
  code!: string;
  label!: string;
  what!: 'fact' | 'evidence';
  @Confidential('figures')
  before!: string;
  @Confidential('figures')
  after!: string;
  /** 要求补正的；否则是没有要求而改的 */
  asked!: boolean;
}

export class CaseStandardDto {
  releaseId!: string;
  standardId!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
  name!: string;
  hash!: string;
}

/** 按冻结的内容和标准重新评价 */
export class CaseEvaluationDto {
  standard!: CaseStandardDto;
  /** 只按申报内容的结果 */
  outcome!: OutcomeText;
  points!: PointsDto | null;
  /** 连同工信局作的人工判断，逐条解释 */
  explanation!: ExplanationDto;
  /** 用到的人工判断的指标 */
  judged!: string[];
  /** 与提交时所记不符之处；没有即相符 */
  faults!: string[];
}

/** 办理的一步 */
export class CaseStepDto {
  id!: string;
  action!: string;
  label!: string;
  fromLabel!: string | null;
  toLabel!: string;
  @ApiProperty({ type: 'integer', nullable: true })
  revision!: number | null;
  reason!: string | null;
  document!: string | null;
  documentOn!: string | null;
  at!: string;
  personName!: string;
  principal!: string | null;
  /** 批量办理的一件 */
  inBulk!: boolean;
}

export class CaseMarkDto {
  id!: string;
  fact!: string;
  label!: string;
  remark!: string;
  /** 第几次提交补上的；null 还没有 */
  @ApiProperty({ type: 'integer', nullable: true })
  answeredBy!: number | null;
}

export class CaseRemarkDto {
  id!: string;
  text!: string;
  at!: string;
  personName!: string;
}

/** 声明过回避的人 */
export class CaseConflictDto {
  id!: string;
  personName!: string;
  reason!: string;
  declaredAt!: string;
  mine!: boolean;
}

/** 可以做的一项办理 */
export class PossibleActDto {
  action!: string;
  label!: string;
  by!: Waits;
  needs!: Need[];
  /** 您为什么不能办；null 可以 */
  blocked!: string | null;
  /** 办理之前须说明的情形 */
  against!: ReservationDto[];
}

/** 一件申报的案卷 */
export class CaseDto {
  id!: string;
  purpose!: Purpose;
  enterprise!: CaseEnterpriseDto;
  batch!: CaseBatchDto;
  state!: string;
  stateLabel!: string;
  holder!: Holder;
  /** 告诉企业的话 */
  plain!: string;
  stateSince!: string;
  /** 在本环节几个工作日 */
  @ApiProperty({ type: 'integer' })
  age!: number;
  dueOn!: string | null;
  dueProvisional!: boolean;
  @ApiProperty({ type: 'integer', nullable: true })
  left!: number | null;
  overdue!: boolean;
  /** 停表时审核还剩几个工作日；null 没有停表 */
  @ApiProperty({ type: 'integer', nullable: true })
  restWorkingDays!: number | null;
  receiptNumber!: string | null;
  submittedAt!: string | null;
  officerId!: string | null;
  officerName!: string | null;
  reviewedByName!: string | null;
  approvedByName!: string | null;
  @ApiProperty({ type: 'integer' })
  version!: number;
  changedAt!: string;
  changedByName!: string;
  revisions!: CaseRevisionDto[];
  /** 下面的内容是第几次提交的；null 没有提交过 */
  @ApiProperty({ type: 'integer', nullable: true })
  revision!: number | null;
  facts!: CaseFactDto[];
  evidence!: CaseEvidenceDto[];
  commitment!: string | null;
  @ApiProperty({ type: CaseEvaluationDto, nullable: true })
  evaluation!: CaseEvaluationDto | null;
  /** 与上一次提交的不同；null：这是第一次 */
  @ApiProperty({ type: [CaseChangeDto], nullable: true })
  changes!: CaseChangeDto[] | null;
  marks!: CaseMarkDto[];
  steps!: CaseStepDto[];
  remarks!: CaseRemarkDto[];
  explained!: CaseExplainedDto[];
  opinions!: CaseOpinionDto[];
  check!: CaseCheckDto;
  openings!: CaseOpeningDto[];
  /** 关联企业冲突 */
  relations!: ReservationDto[];
  conflicts!: CaseConflictDto[];
  possible!: PossibleActDto[];
}
