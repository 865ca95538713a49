import { Absent, LongText, PlainText, Tidy } from '@tidu/platform';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
} from 'class-validator';
import { type ContactDetail, contactDetails } from '../dated/contacts.service';
import type { DatedEntry } from '../dated/dated.service';
import { type LinkEntry, type LinkKind, linkKinds } from '../links/links.service';
import { ReasonDto, SpanDto } from './acts.dto';

const aliasKinds = ['registrationNumber', 'organisationCode'] as const;
const contactRoles = ['legalRepresentative', 'principal', 'finance', 'technology', 'liaison', 'other'] as const;

/** 简称 */
export class ShortNameDto extends SpanDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;
}

/** 旧代码：15 位注册号或 9 位组织机构代码 */
export class NewAliasDto extends SpanDto {
  @IsIn(aliasKinds)
  kind!: (typeof aliasKinds)[number];

  @Tidy()
  @IsString()
  @MaxLength(20)
  @Matches(/^(\d{15}|[0-9A-Z]{8}-?[0-9X])$/, { message: '应为 15 位注册号，或 9 位组织机构代码。' })
  code!: string;
}

/** 所在园区 */
export class NewZoneDto extends SpanDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(20)
  @Validate(PlainText)
  zoneCode!: string;
}

/** 所属产业链 */
export class NewChainDto extends SpanDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(20)
  @Validate(PlainText)
  chainCode!: string;
}

/** 联系不上 */
export class FailedContactDto extends ReasonDto {
  /** 试过哪一样：phone 电话，mail 邮箱 */
  @IsIn(contactDetails)
  way!: ContactDetail;
}

/** 联系人 */
export class NewContactDto extends SpanDto {
  @IsIn(contactRoles)
  role!: (typeof contactRoles)[number];

  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;

  /** 职务 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  position?: string;

  /** 电话 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(30)
  @Matches(/^[0-9+() -]{5,30}$/, { message: '应为 5 到 30 位的电话号码，只含数字、空格、+、-、括号。' })
  phone?: string;

  /** 邮箱 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\s@]{1,100}@[^\s@]{1,99}$/, { message: '应为邮箱地址，如 name@example.com。' })
  mail?: string;
}

/** 备注 */
export class NewNoteDto extends SpanDto {
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Validate(LongText)
  text!: string;
}

/** 企业之间的关系 */
export class NewLinkDto extends SpanDto {
  /** group 同集团，control 控股，supplies 配套 */
  @IsIn(linkKinds)
  kind!: LinkKind;

  /** true：对方控股或配套本企业；false：本企业控股或配套对方 */
  @Absent()
  @IsBoolean()
  inward?: boolean;

  /** 对方在登记簿里 */
  @Absent()
  @IsUUID()
  otherId?: string;

  /** 对方不在登记簿里：名称 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  otherName?: string;

  /** 对方不在登记簿里：统一社会信用代码 */
  @Absent()
  @IsString()
  @MaxLength(200)
  otherCode?: string;

  /** 持股比例，百分数的百分之一：51% 写 5100 */
  @Absent()
  @IsInt()
  @Min(1)
  @Max(10000)
  share?: number;

  /** 配套产品 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  product?: string;
}

/** 记下一方已确认配套关系 */
export class ConfirmLinkDto extends ReasonDto {
  /** this：本企业；other：对方 */
  @IsIn(['this', 'other'])
  side!: 'this' | 'other';
}

/** The span of a dated row with the values of its table. */
export const entryOf = ({ validFrom, validUntil }: SpanDto, values: Record<string, unknown>): DatedEntry => ({
  ...{ validFrom: validFrom ?? null, validUntil: validUntil ?? null, values },
});

/** The link a body describes. */
export function linkOf(body: NewLinkDto): LinkEntry {
  const { kind, inward, otherId, otherName, otherCode, share, product, validFrom, validUntil } = body;
  return {
    ...{ kind, inward: inward ?? false, otherId: otherId ?? null, otherName: otherName ?? null },
    ...{ otherCode: otherCode ?? null, share: share ?? null, product: product ?? null },
    ...{ validFrom: validFrom ?? null, validUntil: validUntil ?? null },
  };
}
