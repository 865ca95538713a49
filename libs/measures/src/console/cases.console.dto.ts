import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Confidential, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsString, IsUUID, Matches, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';
import { measureProcedures } from '../rules/procedures';

/** 元，大于 0，最多两位小数 */
export const yuanText = /^(0\.0[1-9]|0\.[1-9]\d?|[1-9]\d{0,12}(\.\d{1,2})?)$/;

export class CasesQuery extends PageQuery {
  /** 环节 */
  @Absent()
  @IsString()
  @MaxLength(20)
  @Matches(/^[a-z][a-zA-Z]{2,19}$/)
  state?: string;

  /** 措施的编号 */
  @Absent()
  @IsString()
  @MaxLength(60)
  @Matches(/^[a-z][a-z0-9-]{0,59}$/)
  measure?: string;

  @Absent()
  @IsUUID()
  enterprise?: string;

  /** 预算 */
  @Absent()
  @IsUUID()
  line?: string;

  /** 只看逾期的 */
  @Absent()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';
}

/** 现在能办的一件事 */
export class CaseActDto {
  act!: string;
  label!: string;
  /** reviewer 经办，approver 批准人 */
  by!: 'reviewer' | 'approver';
  needsReason!: boolean;
  /** 要写佐证 */
  needsEvidence!: boolean;
}

/** 一件办理 */
export class SupportCaseDto {
  id!: string;
  measureId!: string;
  measureCode!: string;
  measureName!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  /** 哪一年的；0 只有一次 */
  @ApiProperty({ type: 'integer' })
  period!: number;
  state!: string;
  stateLabel!: string;
  holder!: 'enterprise' | 'bureau' | 'bank' | 'nobody';
  /** 元；null 没有金额，或还没有算 */
  amount!: string | null;
  /** 预算里占着的 */
  held!: 'none' | 'reserved' | 'committed' | 'paid';
  payeeName!: string | null;
  payeeBank!: string | null;
  @Confidential('payee.account')
  payeeAccount!: string | null;
  reason!: string | null;
  needsApproval!: boolean;
  reviewedByName!: string | null;
  approvedByName!: string | null;
  stateSince!: string;
  dueOn!: string | null;
  dueProvisional!: boolean;
  overdue!: boolean;
  paidOn!: string | null;
  @ApiProperty({ type: 'integer' })
  version!: number;
  createdAt!: string;
}

export class SupportCasePageDto {
  items!: SupportCaseDto[];
  next!: string | null;
  count!: Count;
}

export class SupportStepDto {
  act!: string;
  label!: string;
  fromLabel!: string | null;
  toLabel!: string;
  amount!: string | null;
  reason!: string | null;
  /** 佐证 */
  evidence!: string | null;
  at!: string;
  personName!: string;
  principal!: string | null;
  /** 距上一步几天 */
  days!: number | null;
}

export class CaseInputDto {
  code!: string;
  label!: string;
  text!: string;
}

/** 限制申报：因追回资金记的 */
export class SupportBanDto {
  id!: string;
  /** 原因 */
  cause!: string;
  document!: string;
  from!: string;
  /** 可以再申报的第一天 */
  until!: string;
  reason!: string;
  personName!: string;
  at!: string;
  liftedAt!: string | null;
  liftedByName!: string | null;
  liftedWhy!: string | null;
}

export class SupportCaseDetailDto extends SupportCaseDto {
  /** 金额怎样算出来的 */
  workings!: string[];
  inputs!: CaseInputDto[];
  steps!: SupportStepDto[];
  acts!: CaseActDto[];
  /** 因这一件记的限制申报，新的在前 */
  bans!: SupportBanDto[];
}

/** 一个环节：现在几件，逾期几件，平均停留几天 */
export class StateClockDto {
  state!: string;
  label!: string;
  holder!: 'enterprise' | 'bureau' | 'bank' | 'nobody';
  @ApiProperty({ type: 'integer', nullable: true })
  workingDays!: number | null;
  @ApiProperty({ type: 'integer' })
  now!: number;
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  /** 离开这一环节的平均停留几天；null 还没有离开过的 */
  meanDays!: number | null;
  longestDays!: number | null;
}

export class CaseClockDto {
  states!: StateClockDto[];
}

const all = [...measureProcedures().acts.values()];
export const reviewActs = all.filter(({ by }) => by === 'reviewer').map(({ code }) => code);
export const decisionActs = all.filter(({ by }) => by === 'approver').map(({ code }) => code);
export const ownActs = all.filter(({ by, code }) => by === 'enterprise' && code !== 'confirm').map(({ code }) => code);

/** 经办人办的一步 */
export class ReviewActDto {
  @IsIn(reviewActs)
  act!: string;

  /** 理由，给企业看；null 不写 */
  @Tidy()
  @ApiProperty({ type: 'string', nullable: true, minLength: 2, maxLength: 500 })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string | null;

  /** 核定金额（元），审核通过时可以减少；null 按算出的 */
  @ApiProperty({ type: 'string', nullable: true, maxLength: 16, pattern: yuanText.source })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MaxLength(16)
  @Matches(yuanText)
  amount!: string | null;

  /** 佐证：回单号、收据号、服务记录或材料的存放处；登记已退回、已提供服务要写 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  evidence?: string;
}

/** 记入限制申报 */
export class NewSupportBanDto {
  /** 决定的文号 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  document!: string;

  /** 开始限制的那一天 */
  @Validate(CalendarDay)
  from!: string;

  /** 可以再申报的第一天 */
  @Validate(CalendarDay)
  until!: string;

  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明理由，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class MadeSupportBanDto {
  id!: string;
}

/** 解除限制申报 */
export class LiftSupportBanDto {
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明理由，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 批准人办的一步 */
export class DecisionActDto {
  @IsIn(decisionActs)
  act!: string;

  /** 理由，给企业看 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明理由，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}
