import { Absent, Confidential, Count, PageQuery, PlainText, ShownWhole, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { requestStates, type RequestState } from '../registrations/registration.transitions';

const listed = ['all', ...requestStates] as const;

export class RequestsQuery extends PageQuery {
  /** 办到哪一步；不填为还没有结束的，all 为全部 */
  @Absent()
  @IsIn(listed)
  state?: (typeof listed)[number];

  /** 代码、企业名称中的字；看得到姓名全文的，也按姓名 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 一份申请 */
export class RequestDto {
  id!: string;
  /** 申请人填的统一社会信用代码 */
  creditCode!: string;
  /** 申请人填的企业名称 */
  enterpriseName!: string;
  @Confidential('applicant.name')
  personName!: string;
  @Confidential('applicant.phone')
  phone!: string;
  state!: RequestState;
  stateWords!: string;
  version!: number;
  createdAt!: string;
  changedAt!: string;
  changedByName!: string;
  /** 上传的授权书 */
  proofFileName!: string | null;
  proofAt!: string | null;
  approvedByName!: string | null;
  approvedAt!: string | null;
  objectionUntil!: string | null;
  objection!: string | null;
  objectedAt!: string | null;
  objectedByName!: string | null;
  /** 给申请人的答复 */
  answer!: string | null;
}

export class RequestPageDto {
  items!: RequestDto[];
  next!: string | null;
  count!: Count;
}

/** 登记簿里这个代码的企业 */
export class KnownEnterpriseDto {
  id!: string;
  name!: string;
  creditCode!: string;
  regionPath!: string | null;
  status!: string;
  legalRepresentative!: string | null;
  registeredAddress!: string | null;
}

export class AdministratorDto {
  displayName!: string;
  grantedAt!: string;
}

export class OtherRequestDto {
  id!: string;
  @Confidential('applicant.name')
  personName!: string;
  state!: RequestState;
  stateWords!: string;
  createdAt!: string;
}

/** 一份申请，旁边是登记簿所知的 */
export class RequestDetailDto {
  request!: RequestDto;
  /** null：登记簿里没有，或不在管辖范围内 */
  known!: KnownEnterpriseDto | null;
  administrators!: AdministratorDto[];
  others!: OtherRequestDto[];
  /** 可以用通知渠道发口令 */
  channel!: boolean;
}

/** 登记簿里没有的企业，通过时一并登记 */
export class EnterpriseToEnterDto {
  /** 名称，按营业执照 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;

  /** 所在地区代码；null 暂按信用代码 */
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/)
  regionCode!: string | null;
}

/** 通过 */
export class ApprovalDto {
  /** 登记簿里没有时，要登记的企业；已有的为 null */
  @ApiProperty({ type: EnterpriseToEnterDto, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsDefined()
  @ValidateNested()
  @Type(() => EnterpriseToEnterDto)
  enterprise!: EnterpriseToEnterDto | null;
}

/** 给申请人的答复 */
export class AnswerDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  answer!: string;
}

/** 发口令 */
export class IssueCodeDto {
  /** letter 打印口令函；channel 按登记的联系方式经通知渠道发出 */
  @IsIn(['letter', 'channel'])
  via!: 'letter' | 'channel';
}

/** 口令，只显示这一次 */
export class IssuedCodeDto {
  /** null：已经通知渠道发出，不显示 */
  code!: string | null;
  /** 有效到哪天 */
  until!: string;
}

/** 为什么要看 */
export class DisclosePhoneDto {
  /** 记入审计 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明为什么要看，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 申请人的完整电话 */
export class ApplicantPhoneDto {
  @ShownWhole('applicant.phone', 'disclosed')
  phone!: string;
}
