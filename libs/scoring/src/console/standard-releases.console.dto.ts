import { Absent, CalendarDay } from '@tidu/platform';
import { IsInt, IsOptional, IsString, Matches, MaxLength, Min, Validate } from 'class-validator';
import { DifferenceDto } from './standards.console.dto';

const fileName = /^[^/\\\p{Cc}]{1,120}$/u;

/** 要检查或发布的标准：两份 YAML 原文 */
export class StandardTextsDto {
  /** 标准的 YAML 原文 */
  @IsString()
  @MaxLength(500_000)
  document!: string;

  /** 用例的 YAML 原文；没有用例不能发布 */
  @Absent()
  @IsString()
  @MaxLength(500_000)
  cases?: string;

  /** 标准文件的名称，用在提示里 */
  @Absent()
  @Matches(fileName, { message: '应是不带路径的文件名，最多 120 个字。' })
  file?: string;

  /** 用例文件的名称，用在提示里 */
  @Absent()
  @Matches(fileName, { message: '应是不带路径的文件名，最多 120 个字。' })
  casesFile?: string;
}

/** 一处问题 */
export class ReleaseProblemDto {
  /** 所在的行；与某一行无关的为 null */
  row!: number | null;
  code!: string;
  message!: string;
}

/** 用例里没有对上的一处 */
export class CaseFaultDto {
  /** 条款编号；总评为 null */
  clause!: string | null;
  /** 条款的名称；总评为 null */
  label!: string | null;
  expected!: string;
  found!: string;
}

/** 没有通过的用例 */
export class CaseFailureDto {
  name!: string;
  row!: number;
  faults!: CaseFaultDto[];
}

/** 检查结果；没有写入任何内容 */
export class ReleaseCheckDto {
  /** 可以发布 */
  good!: boolean;
  /** 标准编号；正文有错、读不出时为 null */
  standardId!: string | null;
  name!: string | null;
  version!: number | null;
  /** 已发布的最新版本；没有的为 null */
  before!: number | null;
  problems!: ReleaseProblemDto[];
  casesTotal!: number;
  failures!: CaseFailureDto[];
  /** 与已发布的最新版本相比 */
  differences!: DifferenceDto[];
}

/** 启用一个发布版 */
export class ActivateReleaseDto {
  /** 自哪天起 YYYY-MM-DD；不填为今天，不能早于今天 */
  @Absent()
  @Validate(CalendarDay)
  fromDay?: string;

  /** 您看到的在用版本（没有在用的为 null）；与现状不符时不启用 */
  @IsOptional()
  @IsInt()
  @Min(1)
  expected?: number | null;
}
