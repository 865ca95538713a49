import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, FromDigits, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import { type Section, sections } from '../lists/official-lists.queries';
import { type Level, levels } from '../rules/procedure';
import { titleCodes } from '../title-codes';

export class ListsQuery extends PageQuery {
  /** 称号的代码 */
  @Absent()
  @IsIn(titleCodes)
  title?: string;
}

export class ListRowsQuery extends PageQuery {
  /** matched 已对上，ambiguous 待判断，notOurs 不在本区，rejected 没有读懂，differing 名称、级别或日期不同，dropped 更正后不再列名 */
  @IsIn(sections)
  section!: Section;

  /** 名单上名称里的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 一份官方名单（multipart/form-data，文件放在 file 里；或把名单放在 text 里） */
export class BringListDto {
  /** 称号 */
  @IsIn(titleCodes)
  title!: string;

  /** 由哪一级认定 */
  @IsIn(levels)
  level!: Level;

  /** 批次，如“第七批” */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  batch!: string;

  /** 文号 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  document!: string;

  /** 名单日期：名称按这一天的读 */
  @Validate(CalendarDay)
  listedOn!: string;

  /** 有效期第一天 */
  @Validate(CalendarDay)
  validFrom!: string;

  /** 有效期过后的第一天 */
  @Validate(CalendarDay)
  validUntil!: string;

  /** 来文写的企业家数 */
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  statedCount!: number;

  /** 粘贴的名单，一行一家；长的请传文件 */
  @Absent()
  @IsString()
  @MaxLength(20_000)
  @Validate(LongText)
  text?: string;
}

export class BroughtListDto {
  id!: string;
  /** null：同一个文件先前传过，没有变化 */
  jobId!: string | null;
  /** 同一个文件先前传过 */
  repeated!: boolean;
}

export class ListAcceptedDto {
  jobId!: string;
}

/** 一份官方名单 */
export class OfficialListDto {
  id!: string;
  title!: string;
  level!: Level;
  batch!: string;
  document!: string;
  listedOn!: string;
  validFrom!: string;
  /** 有效期过后的第一天 */
  validUntil!: string;
  /** 名单的行数；null：还没有读完 */
  @ApiProperty({ type: 'integer', nullable: true })
  rowsIn!: number | null;
  /** reading 正在读取，ready 已对账，stopped 没有接收，undone 已撤销 */
  state!: 'reading' | 'ready' | 'stopped' | 'undone';
  /** 为什么没有接收 */
  problem!: string | null;
  /** 正在读取更正的文件 */
  pending!: boolean;
  jobId!: string | null;
  grantJobId!: string | null;
  grantedByName!: string | null;
  version!: number;
  createdAt!: string;
  createdByName!: string;
  changedAt!: string;
  changedByName!: string;
}

export class OfficialListPageDto {
  items!: OfficialListDto[];
  next!: string | null;
  count!: Count;
}

export class ListCountsDto {
  @ApiProperty({ type: 'integer' })
  matched!: number;
  @ApiProperty({ type: 'integer' })
  ambiguous!: number;
  @ApiProperty({ type: 'integer' })
  notOurs!: number;
  @ApiProperty({ type: 'integer' })
  rejected!: number;
}

export class ListFileDto {
  name!: string;
  @ApiProperty({ type: 'integer' })
  statedCount!: number;
  uploadedAt!: string;
  uploadedByName!: string;
  /** 现在以这个文件为准 */
  counts!: boolean;
}

export class OfficialListDetailDto extends OfficialListDto {
  counts!: ListCountsDto;
  /** 您看不到的企业的行数 */
  @ApiProperty({ type: 'integer' })
  hidden!: number;
  /** 名称、级别或日期与登记簿不同的 */
  @ApiProperty({ type: 'integer' })
  differing!: number;
  /** 更正后不再列名、称号还在的 */
  @ApiProperty({ type: 'integer' })
  dropped!: number;
  /** 已登记称号的 */
  @ApiProperty({ type: 'integer' })
  granted!: number;
  /** 没有登记、写明原因的 */
  @ApiProperty({ type: 'integer' })
  held!: number;
  /** 随之认定的申报 */
  @ApiProperty({ type: 'integer' })
  recognised!: number;
  files!: ListFileDto[];
  /** 是不是您传的：授予称号要由另一个人 */
  mine!: boolean;
}

export class ListCandidateDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  reason!: string;
}

/** 名单的一行 */
export class OfficialListRowDto {
  id!: string;
  /** 文件里的行号 */
  @ApiProperty({ type: 'integer' })
  row!: number;
  name!: string | null;
  creditCode!: string | null;
  place!: string | null;
  state!: 'read' | 'matched' | 'ambiguous' | 'notOurs' | 'rejected' | 'gone';
  /** 为什么 */
  reason!: string | null;
  enterpriseId!: string | null;
  enterpriseName!: string | null;
  enterpriseCode!: string | null;
  /** 可能是的企业，含您看不到的 */
  @ApiProperty({ type: 'integer' })
  candidates!: number;
  /** 其中您看得到的 */
  named!: ListCandidateDto[];
  decidedByName!: string | null;
  decidedAt!: string | null;
  decidedWhy!: string | null;
  /** 与登记簿不同的地方 */
  differences!: string[];
  /** granted 已登记称号，stood 先前已登记，held 没有登记，undone 已撤销 */
  grant!: 'granted' | 'stood' | 'held' | 'undone' | null;
  grantNote!: string | null;
  version!: number;
}

export class OfficialListRowPageDto {
  items!: OfficialListRowDto[];
  next!: string | null;
  count!: Count;
}

export class AbsentEnterpriseDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  reasons!: string[];
}

export class AbsentEnterprisePageDto {
  items!: AbsentEnterpriseDto[];
  next!: string | null;
  count!: Count;
}

export class SeenRowDto {
  @IsUUID()
  id!: string;

  /** 读到的 version */
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  version!: number;
}

export class ListDecisionDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SeenRowDto)
  rows!: SeenRowDto[];

  /** enterprise 是这一家，onlyCandidate 就是唯一的候选，notOurs 不在本区或查无 */
  @IsIn(['enterprise', 'onlyCandidate', 'notOurs'])
  means!: 'enterprise' | 'onlyCandidate' | 'notOurs';

  /** means 为 enterprise 时：哪一家企业的 id */
  @Absent()
  @IsUUID()
  enterprise?: string;

  /** 凭什么 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(LongText)
  reason!: string;
}

export class DecidedRowDto {
  id!: string;
  done!: boolean;
  message!: string;
}

export class DecidedRowsDto {
  items!: DecidedRowDto[];
}

export class ListReasonDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(400)
  @Validate(LongText)
  reason!: string;
}
