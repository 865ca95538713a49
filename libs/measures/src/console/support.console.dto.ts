import { ApiProperty } from '@nestjs/swagger';
import { PlainText, Tidy } from '@tidu/platform';
import { ExplanationDto } from '@tidu/scoring';
import { IsInt, IsString, Matches, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';
import { type Why } from '../matching/standing-sql';
import { type Standing } from '../rules/procedures';
import { SupportCaseDto, yuanText } from './cases.console.dto';
import { ClaimInputDto } from './measures.console.dto';

/** 一家企业与一项措施，现在就算 */
export class OwnMeasureDto {
  measureId!: string;
  code!: string;
  name!: string;
  /** 文号 */
  document!: string;
  article!: string;
  confidence!: 'A' | 'B' | 'C';
  department!: string;
  contact!: string;
  audience!: string;
  mode!: 'application' | 'automatic';
  /** 是否有金额 */
  pays!: boolean;
  benefit!: string[];
  inputs!: ClaimInputDto[];
  materials!: string[];
  outcome!: 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';
  explanation!: ExplanationDto;
  /** 元；null 还不知道，或没有金额 */
  amount!: string | null;
  /** 金额怎样算的 */
  workings!: string[];
  /** 算金额还缺什么 */
  missing!: string[];
  /** received 已享受，pending 办理中，blocked 受阻，unclaimed 应享未享；null 不符合 */
  standing!: Standing | null;
  why!: Why | null;
  whyText!: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  daysLeft!: number | null;
  case!: SupportCaseDto | null;
}

export class CombinationDto {
  codes!: string[];
  names!: string[];
  /** 合计，元 */
  total!: string;
}

/** 互斥时怎样选合计最多 */
export class BestCombinationDto {
  best!: CombinationDto;
  /** null 没有别的选法 */
  runnerUp!: CombinationDto | null;
}

/** 减税降费 */
export class TaxReliefDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  year!: number;
  kind!: string;
  /** 元 */
  amount!: string;
  department!: string;
  source!: string;
  recordedAt!: string;
  recordedByName!: string;
  withdrawnWhy!: string | null;
}

/** 一家企业的扶持总账 */
export class EnterpriseSupportDto {
  measures!: OwnMeasureDto[];
  /** 已经不施行的措施的办理 */
  formerCases!: SupportCaseDto[];
  combination!: BestCombinationDto | null;
  /** 已付的扶持资金，元 */
  received!: string;
  /** 减税降费合计，元 */
  relief!: string;
  /** 两项合计，元 */
  total!: string;
  reliefs!: TaxReliefDto[];
}

export class NewReliefDto {
  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;

  /** 哪一项，如 研发费用加计扣除 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  kind!: string;

  /** 元 */
  @IsString()
  @MaxLength(16)
  @Matches(yuanText)
  amount!: string;

  /** 报送的部门 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  department!: string;

  /** 出自哪份文件或清单 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;
}

export class MadeReliefDto {
  id!: string;
}

export class WithdrawReliefDto {
  /** 为什么撤回 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}
