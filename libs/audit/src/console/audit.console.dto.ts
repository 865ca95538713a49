import { IntersectionType } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, PageQuery, PlainText, type TableFormat } from '@tidu/platform';
import { IsIn, IsString, IsUUID, Matches, MaxLength, MinLength, Validate } from 'class-validator';

/** 审计记录的筛选 */
export class AuditFilterDto {
  /** 行为人的编号 */
  @Absent()
  @IsUUID()
  personId?: string;

  /** 行为人姓名的一部分 */
  @Absent()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  person?: string;

  /** 动作的代码，如 figures.import；只写前一段为一类，如 figures */
  @Absent()
  @IsString()
  @MaxLength(80)
  @Matches(/^[a-z]+(\.[a-zA-Z]+)?$/, { message: '应为动作的代码，如 figures.import，或一类，如 figures。' })
  action?: string;

  /** 对象种类，如 enterprise */
  @Absent()
  @IsString()
  @MaxLength(60)
  @Matches(/^[a-z_]+$/)
  objectType?: string;

  /** 对象编号 */
  @Absent()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  objectId?: string;

  /** 起始日（含） */
  @Absent()
  @Validate(CalendarDay)
  from?: string;

  /** 截止日（含） */
  @Absent()
  @Validate(CalendarDay)
  until?: string;

  /** 导出文件的导出编号（12 位）或 SHA-256（64 位） */
  @Absent()
  @IsString()
  @MaxLength(64)
  @Matches(/^([0-9A-Fa-f]{12}|[0-9A-Fa-f]{64})$/, { message: '应为 12 位导出编号或 64 位 SHA-256。' })
  file?: string;
}

/** 查询审计记录 */
export class AuditEntriesQuery extends IntersectionType(PageQuery, AuditFilterDto) {}

/** 导出审计记录 */
export class ExportTrailDto extends AuditFilterDto {
  @IsIn(['csv', 'xlsx'])
  format!: TableFormat;
}

/** 一条审计记录 */
export class AuditEntryDto {
  /** 记录编号；十进制文字 */
  id!: string;
  at!: string;
  personId!: string;
  /** 行为人当时的姓名 */
  personName!: string;
  /** 代表哪家企业，按当时的名称；代表本单位为 null */
  principalName!: string | null;
  /** 在那里的角色：member.holder 企业成员、member.agent 代办 */
  principalRole!: string | null;
  /** 动作的代码 */
  action!: string;
  /** 动作的说法 */
  actionLabel!: string;
  objectType!: string;
  objectId!: string;
  reason!: string | null;
  /** 已封存 */
  sealed!: boolean;
}

/** 一条审计记录的全部内容 */
export class AuditEntryDetailDto extends AuditEntryDto {
  /** 之前；没有为 null */
  before!: Record<string, unknown> | null;
  /** 之后；没有为 null */
  after!: Record<string, unknown> | null;
  /** 请求号 */
  requestId!: string | null;
  /** 封存序号；待封存为 null */
  sequence!: string | null;
  /** 规范化内容的散列 */
  digest!: string | null;
  /** 第几个封存头 */
  seal!: string | null;
  sealedAt!: string | null;
}

/** 审计记录一页 */
export class AuditEntryListDto {
  items!: AuditEntryDto[];
  next!: string | null;
  count!: Count;
}

/** 最近的封存头 */
export class SealDto {
  number!: string;
  /** 链头的散列 */
  hash!: string;
  sealedAt!: string;
  /** 已写到库外的封存头文件 */
  exported!: boolean;
}

/** 封存做到哪里 */
export class SealingDto {
  /** 待封存条数，数到十万为止 */
  pending!: number;
  /** 最早一条已等了多少秒；0 为没有 */
  behindSeconds!: number;
  /** 落后超过几小时停止受理 */
  refusesAfterHours!: number;
  /** 落后得不正常 */
  late!: boolean;
  seal!: SealDto | null;
}

/** 动作的说法 */
export class AuditActionDto {
  action!: string;
  label!: string;
}

/** 动作一览 */
export class AuditActionListDto {
  items!: AuditActionDto[];
}

/** 受理的导出 */
export class TrailExportJobDto {
  jobId!: string;
}
