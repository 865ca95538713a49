import { type MoneyUnit, moneyUnits, PURPOSES } from '@tidu/criteria';
import { type EvidenceFileKind, evidenceFileKinds } from '@tidu/figures';
import { Confidential, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import { type Purpose } from '../../applications/application';
import type { Holder, Need } from '../../rules/procedure';

/** 申报类型，不能选的写明为什么 */
export class PurposeChoiceDto {
  purpose!: Purpose;
  standardName!: string;
  /** 为什么不能选；null 可以选 */
  obstacle!: string | null;
  /** 选之前要想到的，与别家申不申报无关；null 没有 */
  advice!: string | null;
}

/** 本企业在批次里的申报 */
export class OwnCaseDto {
  id!: string;
  purpose!: Purpose;
  stateLabel!: string;
  /** 现在怎样，一句话 */
  plain!: string;
  /** 在谁手里 */
  holder!: Holder;
  receiptNumber!: string | null;
  dueOn!: string | null;
  savedAt!: string | null;
  savedByName!: string | null;
}

/** 批次 */
export class OpenBatchDto {
  id!: string;
  name!: string;
  title!: string;
  level!: string;
  /** 会计年度 */
  year!: number;
  note!: string | null;
  opensAt!: string;
  closesAt!: string;
  graceMinutes!: number;
}

/** 一个可以看到的批次 */
export class OpeningDto {
  batch!: OpenBatchDto;
  /** 还有几个工作日；没有开放的为 null */
  workingDaysLeft!: number | null;
  choices!: PurposeChoiceDto[];
  own!: OwnCaseDto | null;
}

export class OpeningListDto {
  items!: OpeningDto[];
}

/** 开始申报 */
export class BeginDeclarationDto {
  @IsUUID()
  batchId!: string;

  @IsIn(PURPOSES)
  purpose!: Purpose;
}

/** 改申报类型 */
export class ChangePurposeDto {
  @IsIn(PURPOSES)
  purpose!: Purpose;
}

/** 改了申报类型 */
export class ChangedPurposeDto {
  version!: number;
  /** 留着的填写项数 */
  kept!: number;
  /** 新的类型不要的项数，改回来时还在 */
  aside!: number;
}

export class BegunDeclarationDto {
  id!: string;
}

/** 填的一项，照所写的样子 */
export class DeclaredAnswerDto {
  /** 指标代码 */
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  @Matches(/^[A-Za-z][A-Za-z0-9]*$/, { message: '应为指标代码。' })
  code!: string;

  @IsString()
  @MaxLength(200)
  @Validate(PlainText)
  text!: string;

  /** 元、万元、亿元、%，或指标自己的单位；没有单位的为空 */
  @IsString()
  @MaxLength(20)
  @Validate(PlainText)
  unit!: string;
}

/** 草稿里的一项 */
export class ShownAnswerDto {
  code!: string;
  @Confidential('figures')
  text!: string;
  unit!: string;
}

/** 附的一份佐证 */
export class NamedFileDto {
  @IsIn(evidenceFileKinds)
  kind!: EvidenceFileKind;

  @IsUUID()
  recordId!: string;
}

/** 草稿：写到哪里算哪里，错的也先存着 */
export class SaveDeclarationDto {
  /** 金额单位 */
  @IsIn(moneyUnits)
  unit!: MoneyUnit;

  @IsArray()
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => DeclaredAnswerDto)
  answers!: DeclaredAnswerDto[];

  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NamedFileDto)
  evidence!: NamedFileDto[];
}

/** 要改的一处 */
export class DeclarationProblemDto {
  /** 指标代码，或 evidence. 加材料类型 */
  field!: string;
  code!: string;
  message!: string;
}

export class SavedDeclarationDto {
  /** 草稿的版本 */
  version!: number;
  problems!: DeclarationProblemDto[];
}

/** 已知的值和来源 */
export class KnownValueDto {
  @Confidential('figures')
  value!: string | null;
  source!: string;
  sourceLabel!: string;
  /** 会计年度；登记信息、佐证为 null */
  year!: number | null;
  asOf!: string;
}

/** 标准要的一项 */
export class AskedDto {
  code!: string;
  /** enterprise 企业填、register 取自登记信息、judgement 由工信局判断 */
  by!: 'enterprise' | 'register' | 'judgement';
  /** 现在能不能填 */
  open!: boolean;
  known!: KnownValueDto | null;
  @Confidential('figures')
  lastYear!: string | null;
  /** 上次提交时填的 */
  @Confidential('figures')
  submitted!: string | null;
}

/** 要补正的一项 */
export class OpenMarkDto {
  fact!: string;
  label!: string;
  remark!: string;
}

/** 法定代表人确认 */
export class ConfirmationStateDto {
  hash!: string;
  createdAt!: string;
  createdByName!: string;
  expiresAt!: string;
  confirmedAt!: string | null;
  confirmedName!: string | null;
  confirmedRole!: string | null;
}

/** 要附的佐证 */
export class EvidenceRuleDto {
  kind!: EvidenceFileKind;
  label!: string;
  /** 证明哪些指标 */
  facts!: string[];
  required!: boolean;
  ofYear!: boolean;
}

/** 办理的一步 */
export class OwnStepDto {
  label!: string;
  toLabel!: string;
  byStaff!: boolean;
  personName!: string;
  reason!: string | null;
  document!: string | null;
  documentOn!: string | null;
  at!: string;
}

/** 一次提交 */
export class SubmittedRevisionDto {
  number!: number;
  hash!: string;
  submittedAt!: string;
  submittedByName!: string;
  confirmedByName!: string;
  /** 已知而又填了一遍的项数，目标是 0 */
  askedAgain!: number;
}

/** 现在可以做的事 */
export class OwnActDto {
  code!: string;
  label!: string;
  needs!: Need[];
}

/** 判定用的标准，可在浏览器里直接评价 */
export class DeclarationStandardDto {
  id!: string;
  version!: number;
  hash!: string;
  document!: Record<string, unknown>;
  facts!: Record<string, string>[];
  costs!: Record<string, unknown>;
}

/** 金额与上一年度差多少时问一句是不是写错了单位 */
export class SlipDto {
  /** 常被弄错的单位相差的倍数 */
  factors!: number[];
  /** 离这个倍数多远以内算 */
  within!: number;
  /** 大的一个不到多少元就不问 */
  leastYuan!: number;
}

/** 申请打开的一项 */
export class DeclaredOpeningDto {
  fact!: string;
  label!: string;
  reason!: string;
  askedAt!: string;
  /** asked 等待答复，opened 已打开，declined 没有打开，lapsed 已再次提交，不再答复 */
  state!: 'asked' | 'opened' | 'declined' | 'lapsed';
  answer!: string | null;
}

/** 一件申报：表、进度、可以做的事 */
export class DeclarationDto {
  id!: string;
  version!: number;
  purpose!: Purpose;
  /** 还没有提交时可以改成的申报类型，不能改的写明为什么 */
  purposes!: PurposeChoiceDto[];
  batch!: OpenBatchDto;
  standard!: DeclarationStandardDto;
  state!: string;
  stateLabel!: string;
  plain!: string;
  holder!: Holder;
  stateSince!: string;
  dueOn!: string | null;
  /** 期限跨入还没有公布放假安排的年份，暂定 */
  dueProvisional!: boolean;
  /** 到期限还有几个工作日，负数为已逾期 */
  workingDaysLeft!: number | null;
  receiptNumber!: string | null;
  submittedAt!: string | null;
  actions!: OwnActDto[];
  unit!: MoneyUnit;
  answers!: ShownAnswerDto[];
  evidence!: NamedFileDto[];
  /** 草稿的版本；0 还没有存过 */
  draftVersion!: number;
  savedAt!: string | null;
  savedByName!: string | null;
  asked!: AskedDto[];
  /** 全部可填（还没有提交过） */
  openAll!: boolean;
  marks!: OpenMarkDto[];
  problems!: DeclarationProblemDto[];
  confirmation!: ConfirmationStateDto | null;
  evidenceRules!: EvidenceRuleDto[];
  commitment!: string;
  slip!: SlipDto;
  steps!: OwnStepDto[];
  revisions!: SubmittedRevisionDto[];
  /** 申请打开的项目，后申请的在前 */
  openings!: DeclaredOpeningDto[];
}

export class PointsIntervalDto {
  min!: number;
  max!: number;
}

/** 提交的一版，用来打印盖章 */
export class DeclaredRevisionDto {
  number!: number;
  hash!: string;
  receiptNumber!: string;
  purpose!: Purpose;
  asOf!: string;
  outcome!: 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';
  points!: PointsIntervalDto | null;
  askedAgain!: number;
  submittedAt!: string;
  submittedByName!: string;
  standard!: DeclarationStandardDto;
  /** 提交的内容 */
  content!: Record<string, unknown>;
}

/** 请法定代表人确认 */
export class AskConfirmationDto {
  /** 法定代表人证件号码末四位，打开链接的人要答对 */
  @IsString()
  @MaxLength(4)
  @Matches(/^[0-9]{3}[0-9Xx]$/, { message: '应为证件号码的末四位。' })
  lastFour!: string;
}

/** 确认链接，只显示这一次 */
export class ConfirmationLinkDto {
  /** 接在本系统网址后面的部分 */
  path!: string;
  expiresAt!: string;
  /** 要确认的内容的哈希 */
  hash!: string;
}

/** 链接里的口令 */
export class ConfirmationTokenDto {
  @IsString()
  @MaxLength(100)
  token!: string;
}

/** 要确认的一项 */
export class ClaimedFactDto {
  label!: string;
  /** 按人读的样子 */
  value!: string;
  sourceLabel!: string;
  /** 已知的是另一个值时，那个值和来源 */
  otherwise!: string | null;
}

/** 请您确认的内容 */
export class HeldConfirmationDto {
  enterpriseName!: string;
  creditCode!: string;
  batchName!: string;
  purpose!: Purpose;
  facts!: ClaimedFactDto[];
  evidence!: string[];
  commitment!: string;
  hash!: string;
  expiresAt!: string;
  createdByName!: string;
  confirmedAt!: string | null;
}

/** 法定代表人确认 */
export class ConfirmDto extends ConfirmationTokenDto {
  /** 姓名，与登记的法定代表人一致 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(50)
  @Validate(PlainText)
  name!: string;

  /** 证件号码末四位 */
  @IsString()
  @MaxLength(4)
  @Matches(/^[0-9]{3}[0-9Xx]$/, { message: '应为证件号码的末四位。' })
  lastFour!: string;
}

export class ConfirmedDto {
  /** 确认的内容的哈希 */
  hash!: string;
}

/** 提交回执 */
export class ReceiptDto {
  receiptNumber!: string;
  /** 第几次提交 */
  number!: number;
  hash!: string;
  submittedAt!: string;
}

/** 为什么 */
export class DeclarationReasonDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  reason!: string;
}

/** 请求打开没有勾出的一项 */
export class AskOpeningDto extends DeclarationReasonDto {
  /** 指标代码 */
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  @Matches(/^[A-Za-z][A-Za-z0-9]*$/, { message: '应为指标代码。' })
  fact!: string;
}

/** 办完之后的状态 */
export class CaseStandingDto {
  version!: number;
  stateLabel!: string;
}
