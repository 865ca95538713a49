import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Confidential, FromDigits, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { EvidenceFit, EvidenceKind } from '../evidence/evidence-kinds';
import { type FigureSource, figureSources } from '../sources';

/** 看哪一天的 */
export class FiguresAsOfQuery {
  /** 只看到这一天（北京时间）结束时系统里的情况，如 2026-03-31；不写为现在 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;
}

/** 一项数据 */
export class FigureValueDto {
  /** 指标代码 */
  code!: string;
  label!: string;
  type!: 'boolean' | 'integer' | 'money' | 'decimal' | 'enum' | 'code';
  /** 单位；1 表示 0–1 的比值 */
  unit!: string;
  /** 数值一律为十进制文本（金额以元计），是否类为 true 或 false，枚举为代码 */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }] })
  @Confidential('figures')
  value!: string | boolean;
  /** 枚举取值的中文名称；其他为 null */
  @Confidential('figures')
  valueLabel!: string | null;
}

/** 年度数据或判断所附的佐证材料 */
export class FigureEvidenceDto {
  id!: string;
  fileName!: string;
  kind!: EvidenceKind;
  kindLabel!: string;
  document!: string | null;
  sha256!: string;
  periodFrom!: string | null;
  periodUntil!: string | null;
  /** covers 覆盖该年度，wrongYear 年度不符，unknown 未说明期间 */
  fit!: EvidenceFit;
}

/** 合并进来的记录 */
export class MergedRecordDto {
  id!: string;
  name!: string;
  creditCode!: string;
}

/** 一家企业、一个会计年度、一个来源的数据，当前版本 */
export class FigureSetDto {
  id!: string;
  /** 会计年度 */
  year!: number;
  source!: FigureSource;
  /** 来源的中文名称 */
  sourceLabel!: string;
  /** 第几版 */
  revision!: number;
  submittedAt!: string;
  /** 谁提交的；导入的为发起导入的人 */
  submittedByName!: string | null;
  /** 是否由文件导入 */
  imported!: boolean;
  /** 依据的文件 */
  document!: string | null;
  /** 更正的理由 */
  reason!: string | null;
  evidence!: FigureEvidenceDto | null;
  /** 登记在哪条合并进来的记录上；null 为本条记录自己的。同一年度、同一来源以自己的为先，缺的由它补上 */
  record!: MergedRecordDto | null;
  values!: FigureValueDto[];
}

/** 一家企业的年度数据，最近年度在前 */
export class FigureSetListDto {
  items!: FigureSetDto[];
}

/** 一项手工填写的数据 */
export class FigureEntryDto {
  /** 指标代码 */
  @IsString()
  @MaxLength(60)
  @Matches(/^[A-Za-z][A-Za-z0-9]*$/)
  code!: string;

  /** 所填的数；null 表示删去这个来源已有的数 */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MaxLength(60)
  @Validate(PlainText)
  value!: string | null;

  /** 单位：金额为 元、万元、亿元，比值可为 % */
  @Absent()
  @IsString()
  @MaxLength(10)
  unit?: string;
}

/** 手工填写一家企业、一个年度、一个来源的数据；没有写的项目沿用现有的数 */
export class NewFiguresDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  @IsIn(figureSources)
  source!: FigureSource;

  /** 填写时所见的版本；此前没有数据的为 0 */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  basedOn!: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FigureEntryDto)
  values!: FigureEntryDto[];

  /** 依据的文件：名称或编号 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  document!: string;

  /** 佐证材料 */
  @Absent()
  @IsUUID()
  evidenceId?: string;

  /** 理由；更正已有的数据必须写 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason?: string;
}

export class RevisionNumberDto {
  /** 新的一版是第几版 */
  revision!: number;
}

/** 一版里改了的一项 */
export class RevisionChangeDto {
  code!: string;
  label!: string;
  type!: 'boolean' | 'integer' | 'money' | 'decimal' | 'enum' | 'code';
  unit!: string;
  /** 改前；此前没有的为 null */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }], nullable: true })
  @Confidential('figures')
  from!: string | boolean | null;
  /** 改后；删去的为 null */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }], nullable: true })
  @Confidential('figures')
  to!: string | boolean | null;
}

/** 一个来源的一版数据 */
export class RevisionDto {
  id!: string;
  revision!: number;
  submittedAt!: string;
  submittedByName!: string | null;
  imported!: boolean;
  document!: string | null;
  reason!: string | null;
  changes!: RevisionChangeDto[];
}

export class RevisionListDto {
  items!: RevisionDto[];
}

export class RevisionsQuery {
  /** 会计年度 */
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  @IsIn(figureSources)
  source!: FigureSource;
}
