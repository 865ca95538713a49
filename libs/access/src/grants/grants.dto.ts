import { Absent, CalendarDay, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsString, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';
import { namedScopeKinds, type NamedScopeKind } from '../scopes/scope-book';
import { AccessReasonDto } from '../persons/persons.dto';
import { type Duty } from '../rules/roles';

const scopeKinds = ['everything', 'region', 'zone', 'enterprise'] as const;

/** 一个角色和它能做什么 */
export class RoleDto {
  code!: string;
  name!: string;
  duty!: Duty;
  permissions!: string[];
}

export class RoleListDto {
  items!: RoleDto[];
}

/** 授予角色 */
export class NewGrantDto extends AccessReasonDto {
  /** 角色的代码 */
  @IsString()
  @MaxLength(40)
  role!: string;

  /** 范围的种类；管理员为 null */
  @ValidateIf((_, value) => value !== null)
  @IsIn(scopeKinds)
  scopeKind!: (typeof scopeKinds)[number] | null;

  /** 地区、园区的代码，或企业的编号；范围是全部或没有时为 null */
  @ValidateIf((_, value) => value !== null)
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  @Validate(PlainText)
  scopeId!: string | null;

  /** 从哪天起；不填为今天 */
  @Absent()
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  validFrom?: string;

  /** 到哪天止（当天不再有效）；不填为直到收回 */
  @Absent()
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  validUntil?: string;
}

/** 找可以授予的范围 */
export class ScopeOptionsQuery {
  /** region 地区、zone 园区、enterprise 企业 */
  @IsIn(namedScopeKinds)
  kind!: NamedScopeKind;

  /** 名称中的字、代码的开头；企业至少两个字 */
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q!: string;
}

/** 一个可以授予的范围，只有认得出它所需的内容 */
export class ScopeOptionDto {
  /** 地区、园区的代码，或企业的编号 */
  id!: string;
  name!: string;
  /** 代码，用来和同名的区分 */
  note!: string;
}

export class ScopeOptionListDto {
  items!: ScopeOptionDto[];
}

/** 一条授权 */
export class GrantDto {
  id!: string;
  role!: string;
  roleName!: string;
  scopeKind!: 'everything' | 'region' | 'zone' | 'enterprise' | null;
  scopeId!: string | null;
  /** 地区、园区、企业的名称；null 没有范围，或已不在册 */
  scopeName!: string | null;
  validFrom!: string;
  /** 这天起不再有效；null 直到收回 */
  validUntil!: string | null;
  reason!: string;
  grantedAt!: string;
  grantedByName!: string;
  version!: number;
  /** 收回的时间 */
  endedAt!: string | null;
  endedByName!: string | null;
  endedReason!: string | null;
}

export class GrantListDto {
  items!: GrantDto[];
}
