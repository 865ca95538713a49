import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Transform } from 'class-transformer';
import { IsBoolean, IsObject, IsString, Matches, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';

const given = (_: unknown, value: unknown) => value !== null && value !== undefined;

/** 为什么这样做 */
export class EvidenceReasonDto {
  /** 原因，写进变更记录 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明原因，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 登记或更正一条佐证 */
export class EvidenceStatementDto extends EvidenceReasonDto {
  /** 这一种佐证自己的项目，名称和取值见佐证种类；日期如 2023-06-30，比例如 0.125 */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  values!: Record<string, unknown>;

  /** 自这一天起 */
  @ValidateIf((body: EvidenceStatementDto) => given(body, body.validFrom))
  @IsString()
  @MaxLength(10)
  validFrom?: string | null;

  /** 到这一天为止，当天已不算 */
  @ValidateIf((body: EvidenceStatementDto) => given(body, body.validUntil))
  @IsString()
  @MaxLength(10)
  validUntil?: string | null;

  /** 谁说的，例如 国家知识产权局公告、企业提交的证书 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明来源，至少两个字。' })
  @MaxLength(200)
  @Validate(PlainText)
  source!: string;

  /** 文号 */
  @ValidateIf((body: EvidenceStatementDto) => given(body, body.document))
  @Tidy()
  @IsString()
  @MaxLength(200)
  @Validate(PlainText)
  document?: string | null;

  /** 备注 */
  @ValidateIf((body: EvidenceStatementDto) => given(body, body.note))
  @Tidy()
  @IsString()
  @MaxLength(1000)
  @Validate(PlainText)
  note?: string | null;

  /** 证明文件内容的 SHA-256 */
  @ValidateIf((body: EvidenceStatementDto) => given(body, body.fileId))
  @IsString()
  @MaxLength(64)
  @Matches(/^[0-9a-f]{64}$/, { message: '应为文件的 64 位编号。' })
  fileId?: string | null;
}

/** 保存后的版本 */
export class EvidenceSavedDto {
  id!: string;
  version!: number;
}

/** 在哪一天看 */
export class EvidenceDayQuery {
  /** 截至哪一天，默认今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;
}

export class EvidenceListQuery extends PageQuery {
  /** 截至哪一天，默认今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;

  /** 只看撤回的 */
  @Absent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  withdrawn?: boolean;
}

/** 一种佐证登记了多少 */
export class EvidenceKindCountDto {
  kind!: string;
  label!: string;
  /** 登记的条数，不含撤回的 */
  recorded!: number;
  /** 这一天有效的条数 */
  holding!: number;
  withdrawn!: number;
  /** 最近一次核查：自这一天起登记的就是全部；没有核查过为 null */
  checkedOn!: string | null;
}

export class EvidenceSummaryDto {
  asOf!: string;
  items!: EvidenceKindCountDto[];
}

/** 一条佐证 */
export class EvidenceRecordDto {
  id!: string;
  kind!: string;
  /** 修改次数，修改时随 If-Match 送回 */
  version!: number;
  /** 一行里的叫法 */
  name!: string;
  /** 在那一天：holds 有效或已发生，ahead 还没开始，ended 已结束，withdrawn 已撤回 */
  state!: 'holds' | 'ahead' | 'ended' | 'withdrawn';
  @ApiProperty({ type: 'object', additionalProperties: true })
  values!: Record<string, string | number | boolean | string[] | null>;
  validFrom!: string | null;
  validUntil!: string | null;
  source!: string;
  document!: string | null;
  note!: string | null;
  fileId!: string | null;
  fileName!: string | null;
  recordedAt!: string;
  recordedByName!: string;
  changedAt!: string;
  changedByName!: string;
  withdrawnAt!: string | null;
  withdrawnByName!: string | null;
  withdrawnReason!: string | null;
}

export class EvidenceListDto {
  items!: EvidenceRecordDto[];
  next!: string | null;
  count!: Count;
}

/** 佐证的一次登记、更正或撤回 */
export class EvidenceChangeDto {
  id!: string;
  kind!: string;
  kindLabel!: string;
  recordId!: string;
  version!: number;
  act!: 'record' | 'correct' | 'withdraw';
  name!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before!: Record<string, string | number | boolean | string[] | null> | null;
  @ApiProperty({ type: 'object', additionalProperties: true })
  after!: Record<string, string | number | boolean | string[] | null>;
  reason!: string;
  changedAt!: string;
  changedByName!: string;
}

export class EvidenceChangeListDto {
  items!: EvidenceChangeDto[];
  next!: string | null;
  count!: Count;
}

export class EvidenceOptionDto {
  code!: string;
  label!: string;
}

export class EvidenceOnlyWithDto {
  field!: string;
  is!: string[];
}

/** 佐证的一个项目 */
export class EvidenceFieldDto {
  name!: string;
  label!: string;
  type!: 'text' | 'day' | 'choice' | 'choices' | 'boolean' | 'rank' | 'ratio';
  required!: boolean;
  max!: number | null;
  hint!: string | null;
  options!: EvidenceOptionDto[];
  /** 只有另一项是这些取值时才填，而且必须填 */
  onlyWith!: EvidenceOnlyWithDto | null;
}

/** 日期一栏 */
export class EvidenceDayDto {
  label!: string;
  required!: boolean;
  /** 给人看的是最后有效的那一天，存的是它的次日 */
  lastDay!: boolean;
}

/** 一种佐证要填什么 */
export class EvidenceKindDto {
  kind!: string;
  label!: string;
  about!: string;
  from!: EvidenceDayDto;
  until!: EvidenceDayDto;
  fields!: EvidenceFieldDto[];
}

export class EvidenceKindListDto {
  items!: EvidenceKindDto[];
}
