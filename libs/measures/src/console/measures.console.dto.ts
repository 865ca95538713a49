import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
  Validate,
  ValidateIf,
} from 'class-validator';

export const measureStates = ['draft', 'published'] as const;

export class MeasuresQuery extends PageQuery {
  /** draft 草稿，published 已发布；不填为全部 */
  @Absent()
  @IsIn(measureStates)
  state?: (typeof measureStates)[number];

  /** 只看这一天施行的（最新一版） */
  @Absent()
  @Validate(CalendarDay)
  on?: string;

  /** 名称、编号、文号里的几个字 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;
}

/** 一项扶持措施的一版 */
export class MeasureRowDto {
  id!: string;
  /** 编号 */
  code!: string;
  /** 第几版 */
  @ApiProperty({ type: 'integer' })
  edition!: number;
  state!: 'draft' | 'published';
  name!: string;
  /** 文号 */
  document!: string;
  issuer!: string;
  region!: string;
  regionName!: string;
  mode!: 'application' | 'automatic';
  validFrom!: string;
  /** 最后一天；null 没有写 */
  validTo!: string | null;
  supersededBy!: string | null;
  budget!: string | null;
  /** 这一版改了什么 */
  change!: string;
  /** 今天是否施行 */
  inForce!: boolean;
  /** 还有几天到期；null 没有期限 */
  @ApiProperty({ type: 'integer', nullable: true })
  daysLeft!: number | null;
  @ApiProperty({ type: 'integer' })
  version!: number;
  writtenAt!: string;
  writtenByName!: string;
  /** 是否由问的人写 */
  mine!: boolean;
  publishedAt!: string | null;
  publishedByName!: string | null;
}

export class MeasurePageDto {
  items!: MeasureRowDto[];
  next!: string | null;
  count!: Count;
}

/** 条件的一条 */
export class MeasureClauseDto {
  id!: string;
  label!: string;
  text!: string;
  article!: string;
  confidence!: 'A' | 'B' | 'C';
}

/** 企业申报时要填的一个数 */
export class ClaimInputDto {
  code!: string;
  label!: string;
  type!: 'money' | 'percent' | 'days';
}

/** 一版措施的内容 */
export class MeasureDetailDto extends MeasureRowDto {
  /** 原文（YAML） */
  text!: string;
  hash!: string;
  documentName!: string;
  article!: string;
  confidence!: 'A' | 'B' | 'C';
  department!: string;
  contact!: string;
  audience!: string;
  /** 怎样算，一行一档 */
  benefit!: string[];
  repeat!: 'once' | 'yearly';
  rounding!: 'halfUp' | 'down';
  clauses!: MeasureClauseDto[];
  inputs!: ClaimInputDto[];
  materials!: string[];
  /** 不能同时享受的措施的名称 */
  conflicts!: string[];
  /** 预算的名称；null 不用资金，或还没有设立 */
  budgetName!: string | null;
  /** 各版，后写的在前 */
  editions!: MeasureRowDto[];
}

/** 写下的一版 */
export class WrittenMeasureDto {
  /** 措施（YAML） */
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  @Validate(LongText)
  text!: string;

  /** 这一版改了什么、为什么 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明这一版改了什么，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  change!: string;
}

export class MadeMeasureDto {
  id!: string;
}

/** 试看一份还没有发布的措施 */
export class PreviewedTextDto {
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  @Validate(LongText)
  text!: string;
}

export class PreviewedEnterpriseDto {
  enterpriseId!: string;
  name!: string;
  /** 元；null 要申报后才知道，或没有金额 */
  amount!: string | null;
}

export class MeasurePreviewDto {
  name!: string;
  /** 是否有金额 */
  pays!: boolean;
  benefit!: string[];
  clauses!: MeasureClauseDto[];
  /** 看了几家 */
  @ApiProperty({ type: 'integer' })
  looked!: number;
  /** 看得到、有数据的共几家 */
  @ApiProperty({ type: 'integer' })
  of!: number;
  @ApiProperty({ type: 'integer' })
  met!: number;
  @ApiProperty({ type: 'integer' })
  manual!: number;
  @ApiProperty({ type: 'integer' })
  unknown!: number;
  @ApiProperty({ type: 'integer' })
  unmet!: number;
  @ApiProperty({ type: 'integer' })
  notApplicable!: number;
  /** 符合条件、算得出的合计，元 */
  amount!: string;
  /** 符合条件的里几家的金额要申报后才知道 */
  @ApiProperty({ type: 'integer' })
  open!: number;
  /** 符合条件的前 50 家 */
  examples!: PreviewedEnterpriseDto[];
}

/** 推送给谁 */
export class PushDto {
  /** 企业；null 为全部符合条件、没有推送过的（一次至多 500 家） */
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'uuid' }, nullable: true, minItems: 1, maxItems: 500 })
  @ValidateIf((_, value) => value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  enterprises!: string[] | null;
}

export class PushedDto {
  @ApiProperty({ type: 'integer' })
  pushed!: number;
  /** 还有没推送的 */
  more!: boolean;
}
