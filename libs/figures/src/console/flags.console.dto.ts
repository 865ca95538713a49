import { Absent, Confidential, Count, FromDigits, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';
import type { FigureCheck } from '../checks/check';
import { type FigureSource, figureSources } from '../sources';

export const flagStates = ['open', 'explained', 'gone'] as const;
export type FlagState = (typeof flagStates)[number];

export class FlagsQuery extends PageQuery {
  /** 会计年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;

  /** 检查的代码 */
  @Absent()
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-z0-9-]*$/)
  check?: string;

  /** 状态，默认待核对 */
  @Absent()
  @IsIn(flagStates)
  state?: FlagState;

  /** 涉及的来源 */
  @Absent()
  @IsIn(figureSources)
  source?: FigureSource;

  /** 企业名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;
}

export class FlagValueDto {
  fact!: string;
  label!: string;
  /** 会计年度 */
  year!: number;
  source!: FigureSource;
  sourceLabel!: string;
  /** 给人看的数值 */
  @Confidential('figures')
  display!: string;
}

/** 一处数据疑点 */
export class FlagDto {
  id!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  /** 会计年度 */
  year!: number;
  check!: string;
  checkLabel!: string;
  /** 检查的种类；检查已停用的为 null */
  kind!: FigureCheck['kind'] | null;
  /** 疑在哪里，含数值与来源 */
  @Confidential('figures')
  message!: string;
  values!: FlagValueDto[];
  state!: FlagState;
  foundAt!: string;
  goneAt!: string | null;
  explanation!: string | null;
  explainedAt!: string | null;
  explainedByName!: string | null;
  /** 修改次数，修改时随 If-Match 送回 */
  version!: number;
}

export class FlagListDto {
  items!: FlagDto[];
  next!: string | null;
  count!: Count;
}

export class EnterpriseFlagListDto {
  items!: FlagDto[];
}

export class ChecksQuery {
  /** 只数这个会计年度的疑点 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;
}

export class FigureCheckDto {
  code!: string;
  label!: string;
  kind!: string;
  /** 待核对的疑点数 */
  open!: number;
}

export class CheckListDto {
  items!: FigureCheckDto[];
}

/** 说明为什么数据没有错 */
export class ExplainFlagDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  explanation!: string;
}

export class StartCheckDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;
}

export class CheckStartedDto {
  /** 后台任务号，进展见 /api/console/jobs/{id} */
  jobId!: string;
}
