import { Absent, CalendarDay, Count, FromDigits, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
} from 'class-validator';
import type { OutcomeText } from '../cards/explanation.dto';
import { PointsDto } from '../cards/points.dto';

const standardId = /^[a-z0-9-]{3,60}$/;

/** 对全部有当年数据的企业评价一次 */
export class CreateScoringRunDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 一个或几个标准的编号；一并评价只读一遍数据 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @Matches(standardId, { each: true })
  standardIds!: string[];

  /** 新申报（默认）或复核 */
  @Absent()
  @IsIn(['application', 'renewal'])
  purpose?: 'application' | 'renewal';

  /** 评价日 YYYY-MM-DD；不填为今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;
}

/** 已受理的后台任务 */
export class ScoringJobDto {
  jobId!: string;
}

export class ScoringRunsQuery extends PageQuery {
  @Absent()
  @Matches(standardId)
  standardId?: string;

  /** 会计年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  year?: number;

  @Absent()
  @IsIn(['application', 'renewal'])
  purpose?: 'application' | 'renewal';

  /** true：每个标准、年度、用途只列当前使用的一批 */
  @Absent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  latest?: boolean;
}

/** 各结果的企业数 */
export class OutcomeCountsDto {
  /** 满足 */
  met!: number;
  /** 待人工判断 */
  manual!: number;
  /** 缺数据 */
  unknown!: number;
  /** 不满足 */
  unmet!: number;
  /** 不适用 */
  notApplicable!: number;
  /** 未定：得分区间未收拢，或结果为缺数据、待人工判断 */
  open!: number;
}

/** 一批评价，均为预评估，非认定 */
export class ScoringRunDto {
  id!: string;
  standardId!: string;
  standardName!: string;
  standardVersion!: number;
  releaseHash!: string;
  year!: number;
  /** 评价日 */
  asOf!: string;
  purpose!: 'application' | 'renewal';
  /** 企业数 */
  total!: number;
  counts!: OutcomeCountsDto;
  personName!: string;
  publishedAt!: string;
  /** 是否为该标准、年度、用途当前使用的一批 */
  latest!: boolean;
}

export class ScoringRunListDto {
  items!: ScoringRunDto[];
  next!: string | null;
  count!: Count;
}

export class RunCardsQuery extends PageQuery {
  /** 只看这一结果的 */
  @Absent()
  @IsIn(['met', 'manual', 'unknown', 'unmet', 'notApplicable'])
  outcome?: OutcomeText;

  /** 企业名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;
}

/** 一批评价里的一家企业，预评估，非认定 */
export class RunCardDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  outcome!: OutcomeText;
  /** 总分；不打分的标准为 null */
  points!: PointsDto | null;
  /** 满足的条数 */
  met!: number;
  /** 缺数据的条数 */
  unknown!: number;
}

export class RunCardListDto {
  items!: RunCardDto[];
  next!: string | null;
  count!: Count;
}
