import { Absent, CalendarDay, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { ApiProperty } from '@nestjs/swagger';
import { parseYuan } from '@tidu/kernel';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import { type Ownership, ownerships } from '../enterprise.entity';
import { type ChangeKind, changeKinds } from '../history';
import type { IdentityPatch } from '../identity/identity.store';
import { EditDto, ReasonDto } from './acts.dto';

const editableStatuses = ['active', 'dissolved', 'movedOut'] as const;

/** 登记事项；不写的不改，写 null 的改为未知 */
export class IdentityPatchDto {
  @Absent()
  @Matches(/^\d{6}$/, { message: '应为 6 位行政区划代码。' })
  regionCode?: string;

  /** 街道、乡镇，9 位统计用区划代码 */
  @IsOptional()
  @Matches(/^\d{9}$/, { message: '应为 9 位街道代码。' })
  streetCode?: string | null;

  /** 国民经济行业代码 */
  @IsOptional()
  @Matches(/^\d{2,4}$/, { message: '应为 2 到 4 位数字的行业代码。' })
  industryCode?: string | null;

  @IsOptional()
  @IsIn(ownerships)
  ownership?: Ownership | null;

  /** 成立日期 */
  @IsOptional()
  @Validate(CalendarDay)
  registeredOn?: string | null;

  /** 注册资本，元 */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  @Matches(/^\d{1,13}(\.\d{1,2})?$/, { message: '应为以元计的数，至多两位小数，如 5000000。' })
  registeredCapital?: string | null;

  /** 住所 */
  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  @Validate(PlainText)
  registeredAddress?: string | null;

  /** 生产经营地址 */
  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  @Validate(PlainText)
  productionAddress?: string | null;

  /** 法定代表人 */
  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  legalRepresentative?: string | null;

  /** 简称 */
  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  shortName?: string | null;

  /** 状态：active 在营，dissolved 注销，movedOut 迁出；合并另有操作 */
  @Absent()
  @IsIn(editableStatuses)
  status?: (typeof editableStatuses)[number];

  /** 包联责任人的账户 */
  @IsOptional()
  @IsUUID()
  officerId?: string | null;

  /** 包联责任人 */
  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  officerName?: string | null;
}

/** 修改登记事项 */
export class EditIdentityDto extends EditDto {
  /** 要改的事项 */
  @IsDefined()
  @ValidateNested()
  @Type(() => IdentityPatchDto)
  values!: IdentityPatchDto;
}

/** 更名；不填日期为更正错字 */
export class RenameDto extends EditDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;
}

/** 补记曾用名 */
export class FormerNameDto extends ReasonDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;

  /** 自哪天起；不知道可不填 */
  @IsOptional()
  @Validate(CalendarDay)
  validFrom?: string | null;

  /** 到哪天止（这天起用别的名称） */
  @Validate(CalendarDay)
  validUntil!: string;
}

/** 更正或更换统一社会信用代码 */
export class CorrectCodeDto extends EditDto {
  @IsString()
  @MaxLength(200)
  creditCode!: string;

  /** 试点代码（M0001 开头，校验码不符），经办人已对照营业执照 */
  @Absent()
  @IsBoolean()
  pilot?: boolean;
}

/** 登记一家企业 */
export class NewEnterpriseDto extends ReasonDto {
  @IsString()
  @MaxLength(200)
  creditCode!: string;

  /** 试点代码（M0001 开头，校验码不符），经办人已对照营业执照 */
  @Absent()
  @IsBoolean()
  pilot?: boolean;

  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;

  /** 所在地；不填则暂取自信用代码 */
  @Absent()
  @Matches(/^\d{6}$/, { message: '应为 6 位行政区划代码。' })
  regionCode?: string;
}

/** 读哪天的记录 */
export class RecordQuery {
  /** 看这一天的情况；不填为今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;

  /** 已合并的记录，看它自己而不转到保留的记录 */
  @Absent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  own?: boolean;
}

/** 变更记录的翻页 */
export class ChangesQuery extends PageQuery {}

/** 按名称或代码找企业 */
export class CandidatesQuery {
  /** 名称，全称 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  name?: string;

  /** 统一社会信用代码、旧注册号或组织机构代码 */
  @Absent()
  @IsString()
  @MinLength(9)
  @MaxLength(50)
  code?: string;

  /** 按哪天的名称找 */
  @Absent()
  @Validate(CalendarDay)
  day?: string;
}

/** 名称或代码对得上的企业 */
export class CandidateDto {
  id!: string;
  name!: string;
  creditCode!: string;
  regionCode!: string;
  status!: string;
  /** 凭什么对上：name 名称，former 曾用名，short 简称，creditCode 代码，alias 旧代码，organisationCode 组织机构代码 */
  foundBy!: string;
}

export class CandidateListDto {
  items!: CandidateDto[];
}

/** 一项变更 */
export class ChangeDto {
  id!: string;
  enterpriseId!: string;
  /** 做了什么 */
  @ApiProperty({ enum: changeKinds })
  kind!: ChangeKind;
  /** 自哪天起如此；null 为更正或与日期无关 */
  effectiveOn!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before!: Record<string, unknown> | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  after!: Record<string, unknown> | null;
  reason!: string | null;
  source!: string | null;
  objectId!: string | null;
  /** 由哪次导入带来 */
  jobId!: string | null;
  at!: string;
  personName!: string;
}

/** The patch with amounts in 分. */
export function patchOf({ registeredCapital, ...values }: IdentityPatchDto): IdentityPatch {
  const capital = typeof registeredCapital === 'string' ? parseYuan(registeredCapital).toString() : registeredCapital;
  return { ...values, ...(capital !== undefined && { registeredCapital: capital }) };
}
