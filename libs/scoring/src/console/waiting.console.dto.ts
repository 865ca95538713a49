import { Absent, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsString, IsUUID, MaxLength, MinLength, Validate } from 'class-validator';
import { type OutcomeName } from '@tidu/criteria';
import { PointsDto } from '../cards/points.dto';

export class WaitingQuery extends PageQuery {
  /** 哪一次评价；不写为最近一次留有待判断的 */
  @Absent()
  @IsUUID()
  run?: string;

  /** decisive 只差判断（默认），all 凡有条款等待判断的 */
  @Absent()
  @IsIn(['decisive', 'all'])
  only?: 'decisive' | 'all';

  /** 企业名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;
}

export class WaitingClauseDto {
  id!: string;
  label!: string;
  /** 条款的要求 */
  text!: string;
  article!: string;
}

/** 因别的缘故要由人看的条款 */
export class WaitingOtherDto extends WaitingClauseDto {
  /** 为什么，例如除数为零 */
  reason!: string | null;
}

export class WaitingJudgementDto {
  id!: string;
  judgedByName!: string;
  judgedAt!: string;
}

/** 等待判断的一项 */
export class WaitingFactDto {
  fact!: string;
  label!: string;
  /** 要判断的是什么 */
  meaning!: string;
  /** 哪些条款在等它 */
  clauses!: WaitingClauseDto[];
  /** 评价之后已经作出的判断，重新评价后生效；没有的为 null */
  judged!: WaitingJudgementDto | null;
}

/** 一家等待判断的企业 */
export class WaitingDto {
  /** 哪一次评价 */
  runId!: string;
  standardId!: string;
  standardName!: string;
  /** 会计年度 */
  year!: number;
  /** 评价日 */
  asOf!: string;
  purpose!: 'application' | 'renewal';
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  outcome!: OutcomeName;
  points!: PointsDto | null;
  facts!: WaitingFactDto[];
  /** 因别的缘故要由人看的条款 */
  others!: WaitingOtherDto[];
  /** 此外还缺的数据 */
  lacking!: string[];
}

export class WaitingListDto {
  items!: WaitingDto[];
  next!: string | null;
  count!: Count;
}
