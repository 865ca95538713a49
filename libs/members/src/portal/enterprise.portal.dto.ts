import { Absent, CalendarDay, Confidential, PlainText, Tidy } from '@tidu/platform';
import { FigureEntryDto } from '@tidu/figures';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type MemberRight, memberRights, type MemberRole, memberRoles } from '../acting/rights';

/** 登记簿里的本企业 */
export class OwnIdentityDto {
  id!: string;
  name!: string;
  creditCode!: string;
  regionPath!: string | null;
  industryName!: string | null;
  registeredOn!: string | null;
  /** 注册资本，元 */
  registeredCapital!: string | null;
  registeredAddress!: string | null;
  productionAddress!: string | null;
  legalRepresentative!: string | null;
  demo!: boolean;
}

/** 一个年度的填报 */
export class OwnYearDto {
  year!: number;
  /** 已提交到第几版；0 还没有提交过 */
  revision!: number;
  submittedAt!: string | null;
  submittedByName!: string | null;
  /** 草稿最近一次保存；null 没有草稿 */
  draftSavedAt!: string | null;
  draftSavedByName!: string | null;
}

/** 有人申请接管管理员账号 */
export class TakeoverNoticeDto {
  id!: string;
  version!: number;
  /** 申请人，只写姓 */
  claimant!: string;
  begunAt!: string;
  /** 提出异议的最后一天 */
  objectionUntil!: string;
  /** 已提出的异议 */
  objection!: string | null;
  objectedByName!: string | null;
}

/** 企业首页 */
export class EnterpriseHomeDto {
  identity!: OwnIdentityDto;
  /** 我的角色和权限 */
  role!: MemberRole;
  rights!: MemberRight[];
  years!: OwnYearDto[];
  takeovers!: TakeoverNoticeDto[];
}

/** 异议 */
export class ObjectionDto {
  /** 为什么不同意 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  objection!: string;
}

/** 权限与到期日 */
export class MemberRightsDto {
  @IsArray()
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(memberRights, { each: true })
  rights!: MemberRight[];

  /** 这天起不再有效；null 直到收回（代办必须写明） */
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  validUntil!: string | null;
}

/** 新邀请 */
export class NewInvitationDto extends MemberRightsDto {
  /** 邀请谁 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  inviteeName!: string;

  /** member.holder 本企业的人、member.agent 代办 */
  @IsIn(memberRoles)
  role!: MemberRole;
}

/** 邀请链接，只显示这一次 */
export class InvitationLinkDto {
  id!: string;
  /** 接在本系统网址后面的部分 */
  path!: string;
  expiresAt!: string;
}

/** 一位可以代表本企业的人 */
export class MemberDto {
  id!: string;
  personId!: string;
  displayName!: string;
  loginName!: string;
  role!: MemberRole;
  rights!: MemberRight[];
  validUntil!: string | null;
  version!: number;
  grantedAt!: string;
  grantedByName!: string;
}

/** 一个还没有用的邀请 */
export class OpenInvitationDto {
  id!: string;
  @Confidential('invitee.name')
  inviteeName!: string;
  role!: MemberRole;
  rights!: MemberRight[];
  validUntil!: string | null;
  createdByName!: string;
  expiresAt!: string;
}

export class MemberListDto {
  members!: MemberDto[];
  invitations!: OpenInvitationDto[];
}

/** 为什么 */
export class MemberReasonDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 草稿：写到哪里算哪里，错的也先存着 */
export class SaveDraftDto {
  /** 填写时所见的已提交版本；没有提交过的为 0 */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  basedOn!: number;

  @IsArray()
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FigureEntryDto)
  entries!: FigureEntryDto[];
}

/** 填错的一项 */
export class DraftProblemDto {
  /** 指标代码 */
  field!: string;
  code!: string;
  message!: string;
}

export class SavedDraftDto {
  version!: number;
  problems!: DraftProblemDto[];
}

/** 表上的一项指标 */
export class DraftFactDto {
  code!: string;
  label!: string;
  type!: 'boolean' | 'integer' | 'money' | 'decimal' | 'enum' | 'code';
  /** 单位；1 表示 0–1 的比值 */
  unit!: string;
  values!: string[];
  valueLabels!: string[];
  /** 填报说明；没有的为空 */
  definition!: string;
  /** 这一年度已提交的数 */
  @Confidential('figures')
  current!: string | null;
  /** 上一年度已提交的数 */
  @Confidential('figures')
  lastYear!: string | null;
}

/** 草稿里的一项，照所写的样子 */
export class DraftEntryDto {
  code!: string;
  @Confidential('figures')
  value!: string | null;
  unit?: string;
}

export class DraftDto {
  entries!: DraftEntryDto[];
  basedOn!: number;
  version!: number;
  savedAt!: string;
  savedByName!: string;
}

/** 一个年度的填报表 */
export class DraftViewDto {
  year!: number;
  draft!: DraftDto | null;
  problems!: DraftProblemDto[];
  /** 已提交到第几版；0 还没有提交过 */
  revision!: number;
  submittedAt!: string | null;
  submittedByName!: string | null;
  facts!: DraftFactDto[];
}

/** 提交 */
export class SubmitDraftDto {
  /** 更正的理由；第一次提交可以不写 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason?: string;
}

export class SubmittedDto {
  /** 第几版 */
  revision!: number;
}
