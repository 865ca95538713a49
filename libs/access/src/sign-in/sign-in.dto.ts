import { type PermissionName, PlainText } from '@tidu/platform';
import { IsString, Matches, MaxLength, MinLength, Validate } from 'class-validator';
import { type Duty } from '../rules/roles';

/** 登录的第一步 */
export class SignInDto {
  /** 登录名 */
  @IsString()
  @MaxLength(100)
  @Validate(PlainText)
  loginName!: string;

  /** 口令 */
  @IsString()
  @MaxLength(200)
  password!: string;
}

/** 手机上的动态口令 */
export class CodeDto {
  /** 六位数字 */
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/, { message: '请输入六位数字的动态口令。' })
  code!: string;
}

/** 再确认一次是本人 */
export class StepUpDto {
  /** 口令 */
  @IsString()
  @MaxLength(200)
  password!: string;

  /** 动态口令；没有设置第二因素时留空 */
  @IsString()
  @MaxLength(6)
  @Matches(/^(\d{6})?$/, { message: '请输入六位数字的动态口令。' })
  code!: string;
}

/** 一次性链接里的令牌 */
export class LinkTokenDto {
  @IsString()
  @MaxLength(100)
  token!: string;
}

/** 用一次性链接设口令 */
export class RedeemDto extends LinkTokenDto {
  /** 新口令 */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password!: string;
}

/** 这个链接是谁的 */
export class LinkHolderDto {
  loginName!: string;
  displayName!: string;
}

/** 持有的角色与范围 */
export class HeldRoleDto {
  /** 角色的代码 */
  role!: string;
  /** 角色的名称 */
  roleName!: string;
  /** 范围的种类；管理员没有范围 */
  scopeKind!: 'everything' | 'region' | 'zone' | 'enterprise' | null;
  /** 地区、园区的代码，或企业的编号 */
  scopeId!: string | null;
  /** 地区、园区、企业的名称；null 没有范围，或已不在册 */
  scopeName!: string | null;
}

/** 谁登录着、能做什么 */
export class SessionDto {
  id!: string;
  personId!: string;
  loginName!: string;
  /** 姓名 */
  displayName!: string;
  duty!: Duty;
  /** 演示账号 */
  demo!: boolean;
  /** 还差哪一步：code 输入动态口令；grant 等安全管理员授权；null 都齐了 */
  missing!: 'code' | 'grant' | null;
  /** 设了第二因素 */
  hasFactor!: boolean;
  /** 设了口令 */
  hasPassword!: boolean;
  /** 关联的统一认证账号；null 没有关联 */
  providerSubject!: string | null;
  /** 没有第二因素，因而不能做决定、导出、管理 */
  needsFactor!: boolean;
  /** 口令用得久了，建议更换 */
  oldPassword!: boolean;
  roles!: HeldRoleDto[];
  /** 能做什么 */
  permissions!: PermissionName[];
}

/** 现在的登录 */
export class CurrentSessionDto {
  /** null：没有登录，或已失效 */
  session!: SessionDto | null;
}
