import { IntersectionType } from '@nestjs/swagger';
import { LoginName } from '@tidu/access';
import { PlainText, ShownWhole, Tidy } from '@tidu/platform';
import { IsString, Matches, MaxLength, MinLength, Validate } from 'class-validator';
import type { MemberRight, MemberRole } from '../acting/rights';
import type { RequestState } from '../registrations/registration.transitions';

/** 为哪家企业申请 */
export class ClaimDto {
  /** 统一社会信用代码 */
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  @Validate(PlainText)
  creditCode!: string;

  /** 企业名称，按营业执照 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  enterpriseName!: string;

  /** 联系电话 */
  @Tidy()
  @IsString()
  @MaxLength(20)
  @Matches(/^\+?[0-9-]{7,20}$/, { message: '联系电话用数字和横线，7–20 位，例如 13800001111。' })
  phone!: string;
}

/** 新建的账号 */
export class NewAccountDto {
  /** 姓名 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  displayName!: string;

  /** 登录名：小写字母、数字、点、横线，2–32 个 */
  @LoginName()
  loginName!: string;

  /** 口令 */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password!: string;
}

/** 自助注册 */
export class RegisterDto extends IntersectionType(ClaimDto, NewAccountDto) {}

/** 申请已受理；不论这个代码登记过没有、有没有管理员，答复都一样 */
export class RegisteredDto {
  /** 下一步 */
  next!: 'proof';
}

/** 口令函上的口令 */
export class ClaimCodeDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  @Validate(PlainText)
  code!: string;
}

/** 我的一份申请 */
export class OwnRequestDto {
  id!: string;
  /** 申请时填的代码 */
  creditCode!: string;
  /** 申请时填的名称 */
  enterpriseName!: string;
  @ShownWhole('applicant.phone', 'own')
  phone!: string;
  state!: RequestState;
  stateWords!: string;
  version!: number;
  createdAt!: string;
  changedAt!: string;
  /** 已上传的授权书 */
  proofFileName!: string | null;
  /** 工信局的答复：为什么退回、不通过 */
  answer!: string | null;
  /** 异议期的最后一天 */
  objectionUntil!: string | null;
  /** 现在能做的 */
  acts!: ('upload' | 'enterCode' | 'withdraw')[];
}

/** 我可以代表的一家企业 */
export class OwnEnterpriseDto {
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  role!: MemberRole;
  rights!: MemberRight[];
  /** 这天起不再有效；null 直到收回 */
  validUntil!: string | null;
}

/** 我的企业与申请 */
export class OwnPlaceDto {
  enterprises!: OwnEnterpriseDto[];
  requests!: OwnRequestDto[];
}

/** 邀请链接里的令牌 */
export class InvitationTokenDto {
  @IsString()
  @MaxLength(100)
  token!: string;
}

/** 用邀请建账号 */
export class JoinDto extends IntersectionType(InvitationTokenDto, NewAccountDto) {}

/** 邀请的内容 */
export class InvitedToDto {
  enterpriseName!: string;
  @ShownWhole('invitee.name', 'own')
  inviteeName!: string;
  role!: MemberRole;
  rights!: MemberRight[];
  validUntil!: string | null;
  createdByName!: string;
  expiresAt!: string;
}

/** 已加入的企业 */
export class JoinedDto {
  enterpriseId!: string;
}
