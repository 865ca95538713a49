import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, FromDigits, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
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
import { type AmountUnit, amountUnits } from '../templates/mapping';

const isGiven = (_: unknown, value: unknown) => value !== null;

/** 一份来文 */
export class NewIncomingDocumentDto {
  /** 要报什么 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(180)
  @Validate(PlainText)
  title!: string;

  /** 文号；null：没有文号，如电话通知 */
  @ValidateIf(isGiven)
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  number!: string | null;

  /** 来文单位 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  issuer!: string;

  /** 收文日期 */
  @Validate(CalendarDay)
  receivedOn!: string;

  /** 报送期限，当天仍算按时 */
  @Validate(CalendarDay)
  dueOn!: string;

  /** 要求和注意事项 */
  @ValidateIf(isGiven)
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Validate(LongText)
  note!: string | null;

  /** 承办人的账号 */
  @IsUUID()
  owner!: string;
}

export class MadeIncomingDocumentDto {
  id!: string;
}

export class IncomingDocumentDto {
  id!: string;
  title!: string;
  number!: string | null;
  issuer!: string;
  receivedOn!: string;
  dueOn!: string;
  note!: string | null;
  taskId!: string;
  ownerName!: string;
  taskState!: 'open' | 'done' | 'cancelled';
  createdAt!: string;
  createdByName!: string;
}

export class IncomingDocumentPageDto {
  items!: IncomingDocumentDto[];
  next!: string | null;
  count!: Count;
}

export class TemplatesQuery extends PageQuery {
  /** 报送内容的代码 */
  @Absent()
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z]+\.[a-zA-Z]+$/)
  source?: string;
}

/** 模板的一版（multipart/form-data，文件放在 file 里） */
export class NewTemplateVersionDto {
  /** 随哪份来文 */
  @Absent()
  @IsUUID()
  documentId?: string;

  /** 要填的工作表；不填为第一张 */
  @Absent()
  @IsString()
  @MinLength(1)
  @MaxLength(31)
  @Validate(PlainText)
  sheet?: string;

  /** 表头从第几行起；不填自动找 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(30)
  headerFrom?: number;

  /** 表头到第几行止；只与 headerFrom 同用 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(30)
  headerTo?: number;
}

/** 一个新模板 */
export class NewTemplateDto extends NewTemplateVersionDto {
  /** 名称 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;

  /** 报送内容的代码 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z]+\.[a-zA-Z]+$/)
  source!: string;
}

export class MadeTemplateDto {
  id!: string;
}

export class TemplateDto {
  id!: string;
  name!: string;
  source!: string;
  sourceName!: string;
  versionId!: string;
  /** 第几版 */
  @ApiProperty({ type: 'integer' })
  number!: number;
  fileName!: string;
  versionAt!: string;
  /** 各列已经有人核对 */
  mapped!: boolean;
  createdAt!: string;
  createdByName!: string;
}

export class TemplatePageDto {
  items!: TemplateDto[];
  next!: string | null;
  count!: Count;
}

/** 模板的一列 */
export class TemplateColumnDto {
  @ApiProperty({ type: 'integer' })
  index!: number;
  /** A、B、C…… */
  letter!: string;
  label!: string;
  unit!: string | null;
  hidden!: boolean;
  format!: 'number' | 'date' | 'percent';
  formula!: boolean;
  /** 模板限定的选项 */
  @ApiProperty({ type: [String], nullable: true })
  choices!: string[] | null;
  /** 填什么；null：留空 */
  field!: string | null;
  /** 金额的单位 */
  fieldUnit!: AmountUnit | null;
}

/** 与上一版不同的一处 */
export class TemplateChangeDto {
  kind!: 'added' | 'removed' | 'renamed' | 'moved' | 'unit' | 'format';
  letter!: string;
  label!: string;
  /** 哪里变了 */
  words!: string;
}

export class TemplateVersionDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  number!: number;
  documentId!: string | null;
  fileName!: string;
  fileSha256!: string;
  sheet!: string;
  @ApiProperty({ type: 'integer' })
  headerFrom!: number;
  @ApiProperty({ type: 'integer' })
  headerTo!: number;
  @ApiProperty({ type: 'integer' })
  firstRow!: number;
  /** 预留几行；null：下面没有内容，需要几行加几行 */
  @ApiProperty({ type: 'integer', nullable: true })
  room!: number | null;
  notes!: string[];
  columns!: TemplateColumnDto[];
  /** null：第一版 */
  @ApiProperty({ type: [TemplateChangeDto], nullable: true })
  changes!: TemplateChangeDto[] | null;
  mapped!: boolean;
  mappedAt!: string | null;
  mappedByName!: string | null;
  version!: number;
  createdAt!: string;
  createdByName!: string;
}

export class ReportFieldDto {
  code!: string;
  label!: string;
  /** 金额，要选单位 */
  money!: boolean;
}

export class TemplateDetailDto {
  id!: string;
  name!: string;
  source!: string;
  sourceName!: string;
  fields!: ReportFieldDto[];
  /** 新的在前 */
  versions!: TemplateVersionDto[];
}

export class ReportSourceDto {
  code!: string;
  name!: string;
}

export class ReportSourceListDto {
  items!: ReportSourceDto[];
}

export class MappedColumnDto {
  /** 第几列，从 0 起 */
  @IsInt()
  @Min(0)
  @Max(16_383)
  @ApiProperty({ type: 'integer' })
  index!: number;

  /** 填什么 */
  @IsString()
  @MaxLength(80)
  @Matches(/^[a-zA-Z0-9.]+$/)
  field!: string;

  /** 金额的单位；不是金额为 null */
  @ValidateIf(isGiven)
  @IsIn(Object.keys(amountUnits))
  unit!: AmountUnit | null;
}

export class TemplateMappingDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MappedColumnDto)
  columns!: MappedColumnDto[];
}
