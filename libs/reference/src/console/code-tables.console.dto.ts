import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, FromDigits, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type CalendarLayer } from '../calendar/calendar-versions';
import { type NationalTable, nationalTables } from '../overrides';
import { CodeListQuery } from '../reference.dto';
import { IsDay } from './is-day';

/** May be absent, but where it is there it must make sense: null doesn't. */
const given = (_: unknown, value: unknown) => value !== undefined;

/** 代码表的查询 */
export class CodeTableQuery extends CodeListQuery {
  /** 哪一天的代码，默认今天 */
  @Absent()
  @IsDay()
  on?: string;
}

/** 代码表的一行 */
export class CodeEntryDto {
  code!: string;
  name!: string;
  parent!: string | null;
  /** 上级的名称；街道为区划全称，战略性新兴产业为行业小类 */
  parentName!: string | null;
  /** 区划 province、city、district；行业 1–4 */
  level!: string | null;
  /** 战略性新兴产业：只有一部分属于，须由人判断 */
  partial!: boolean | null;
  /** 本区增加或更正的 */
  district!: boolean;
}

export class CodeEntryListDto {
  items!: CodeEntryDto[];
  next!: string | null;
  count!: Count;
}

export class OverrideQuery {
  @Absent()
  @IsIn(nationalTables)
  table?: NationalTable;
}

/** 更正所改的值；没有的照国家标准 */
export class OverrideEntryDto {
  name?: string;
  level?: string | number;
  parent?: string | null;
  partial?: boolean;
}

/** 本区对国家代码表的一条更正 */
export class OverrideDto {
  id!: string;
  table!: NationalTable;
  code!: string;
  /** 停用 */
  retired!: boolean;
  entry!: OverrideEntryDto;
  validFrom!: string | null;
  validUntil!: string | null;
  source!: string;
  reason!: string;
  version!: number;
  recordedAt!: string;
  recordedByName!: string;
  withdrawnAt!: string | null;
  withdrawnByName!: string | null;
  withdrawnReason!: string | null;
}

export class OverrideListDto {
  items!: OverrideDto[];
}

export class CodeReasonDto {
  /** 为什么 */
  @Tidy()
  @IsString()
  @MinLength(1, { message: '请写明理由。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 增加、停用或更正一个代码 */
export class OverrideRequestDto extends CodeReasonDto {
  @IsIn(nationalTables)
  table!: NationalTable;

  @Tidy()
  @IsString()
  @MaxLength(20)
  code!: string;

  @IsBoolean()
  retired!: boolean;

  @ValidateIf(given)
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  name?: string;

  @ValidateIf(given)
  @IsString()
  @Matches(/^[A-Z0-9]{1,9}$/)
  parent?: string;

  @ValidateIf(given)
  @IsBoolean()
  partial?: boolean;

  /** 从哪天起；不填为一直如此 */
  @ValidateIf(given)
  @IsDay()
  validFrom?: string;

  /** 到哪天为止（不含）；不填为至今 */
  @ValidateIf(given)
  @IsDay()
  validUntil?: string;

  /** 依据：文件名称或文号 */
  @Tidy()
  @IsString()
  @MinLength(1, { message: '请写明依据的文件。' })
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;
}

export class WithdrawalDto extends CodeReasonDto {}

const levels = ['district', 'city', 'province', 'nation'] as const;

/** 园区、产业链的内容 */
export class OwnValuesDto extends CodeReasonDto {
  @Tidy()
  @IsString()
  @MinLength(1, { message: '请填写名称。' })
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;

  /** 园区：批准的级别 */
  @IsOptional()
  @IsIn(levels)
  level?: (typeof levels)[number] | null;

  /** 产业链：所属产业链的代码；本身是产业链的不填 */
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/)
  parent?: string | null;

  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(1000)
  note?: string;

  /** 设立日期；null 为不详 */
  @IsOptional()
  @IsDay()
  validFrom?: string | null;

  /** 撤销日期（当天起不再存在）；null 为仍在 */
  @IsOptional()
  @IsDay()
  validUntil?: string | null;
}

export class OwnAddDto extends OwnValuesDto {
  @Tidy()
  @IsString()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, { message: '代码由字母、数字、点和短横线组成，至多 20 位。' })
  code!: string;
}

export class OwnChangeDto extends OwnValuesDto {
  /** 从哪天起是这样，默认今天；之前的日子仍按原来的内容 */
  @ValidateIf(given)
  @IsDay()
  since?: string;
}

export class OwnQuery {
  /** 只看这一天存在的，按当天的内容 */
  @Absent()
  @IsDay()
  on?: string;
}

/** 园区，或产业链及其环节 */
export class OwnEntryDto {
  code!: string;
  name!: string;
  level?: (typeof levels)[number] | null;
  parent?: string | null;
  note!: string;
  validFrom!: string | null;
  validUntil!: string | null;
  version!: number;
  recordedAt!: string;
  recordedByName!: string;
  reason!: string;
}

export class OwnListDto {
  items!: OwnEntryDto[];
}

export class PastValuesDto {
  name!: string;
  level?: string | null;
  parent?: string | null;
  note!: string;
  validFrom!: string | null;
  validUntil!: string | null;
}

/** 过去的内容 */
export class PastEntryDto {
  version!: number;
  entry!: PastValuesDto;
  /** 从哪天起是这样；null 为一直如此 */
  stateFrom!: string | null;
  stateUntil!: string;
  recordedAt!: string;
  recordedByName!: string;
  reason!: string;
}

export class PastEntryListDto {
  items!: PastEntryDto[];
}

export class CalendarQuery {
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 日历的版本，默认最新 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1)
  version?: number;
}

export class CalendarDayDto {
  /** 日期 */
  @IsDay()
  day!: string;

  /** holiday 放假，workday 上班 */
  @IsIn(['holiday', 'workday'])
  kind!: 'holiday' | 'workday';

  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  name!: string;
}

export class CalendarDayViewDto {
  day!: string;
  kind!: 'holiday' | 'workday';
  name!: string;
  /** notice 国务院办公厅通知，district 本区更正（优先） */
  layer!: CalendarLayer;
}

export class CalendarAnnouncedDto {
  layer!: CalendarLayer;
  source!: string;
}

/** 一年的工作日历 */
export class CalendarYearDto {
  year!: number;
  version!: number;
  /** null：通知尚未公布，日期为暂定 */
  announced!: CalendarAnnouncedDto | null;
  days!: CalendarDayViewDto[];
}

export class CalendarVersionDto {
  version!: number;
  recordedAt!: string;
  recordedByName!: string;
  reason!: string;
}

export class CalendarVersionListDto {
  items!: CalendarVersionDto[];
}

export class CalendarSetDayDto extends CodeReasonDto {
  /** 放假或上班；null 撤销本区的更正 */
  @ApiProperty({ enum: ['holiday', 'workday'], nullable: true, type: String })
  @ValidateIf((_: unknown, value: unknown) => value !== null)
  @IsIn(['holiday', 'workday'])
  kind!: 'holiday' | 'workday' | null;

  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  name?: string;
}

export class CalendarAnnounceDto extends CodeReasonDto {
  /** 通知的文号或网址 */
  @Tidy()
  @IsString()
  @MinLength(1, { message: '请写明通知的文号。' })
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;

  @IsArray()
  @ArrayMaxSize(120)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CalendarDayDto)
  days!: CalendarDayDto[];
}

export class CalendarChangedDto {
  /** 新的版本号 */
  version!: number;
}
