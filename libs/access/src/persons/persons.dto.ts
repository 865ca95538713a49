import { Absent, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsBoolean, IsIn, IsString, MaxLength, MinLength, Validate } from 'class-validator';
import { LoginName } from './login-name';
import { duties, type Duty } from '../rules/roles';

const statuses = ['invited', 'active', 'disabled'] as const;

export class PersonsQuery extends PageQuery {
  /** 登录名或姓名中的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  /** invited 待设口令、active 可用、disabled 停用 */
  @Absent()
  @IsIn(statuses)
  status?: (typeof statuses)[number];
}

/** 新账号 */
export class NewPersonDto {
  /** 登录名：小写字母、数字、点、横线，2–32 个 */
  @LoginName()
  loginName!: string;

  /** 姓名 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  displayName!: string;

  /** 职责，以后不能改：business 业务、member 企业、system 系统管理、security 安全管理、audit 审计管理 */
  @IsIn(duties)
  duty!: Duty;
}

/** 为什么 */
export class AccessReasonDto {
  /** 理由 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 停用或恢复 */
export class PersonStatusDto extends AccessReasonDto {
  /** 能不能用 */
  @IsBoolean()
  enabled!: boolean;
}

/** 一个账号 */
export class PersonDto {
  id!: string;
  loginName!: string;
  /** 姓名 */
  displayName!: string;
  duty!: Duty;
  /** invited 待设口令、active 可用、disabled 停用 */
  status!: 'invited' | 'active' | 'disabled';
  /** 安全管理员核实本人的时间；null 还没有核实，不能使用 */
  confirmedAt!: string | null;
  /** 演示账号 */
  demo!: boolean;
  /** 设了第二因素 */
  hasFactor!: boolean;
  /** 关联的统一认证账号；null 没有关联 */
  providerSubject!: string | null;
  /** 最近一次使用 */
  lastSeenAt!: string | null;
  version!: number;
  createdAt!: string;
  createdByName!: string;
  changedAt!: string;
  changedByName!: string;
  /** 现有角色的名称 */
  roles!: string[];
}

export class PersonPageDto {
  items!: PersonDto[];
  next!: string | null;
  count!: Count;
}

/** 一次性链接，只显示这一次 */
export class IssuedLinkDto {
  /** 接在本系统网址后面的部分 */
  path!: string;
  expiresAt!: string;
}

/** 建好的账号和它的链接 */
export class CreatedPersonDto {
  person!: PersonDto;
  link!: IssuedLinkDto;
}
