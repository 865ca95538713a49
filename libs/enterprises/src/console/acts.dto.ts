import { Absent, CalendarDay, PlainText, Tidy } from '@tidu/platform';
import { IsOptional, IsString, MaxLength, MinLength, Validate } from 'class-validator';
import type { Act } from '../history';

/** 为什么改、依据是什么 */
export class ReasonDto {
  /** 原因，经办人自己的话 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明原因，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;

  /** 依据：文件、文号或提供人 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  source?: string;
}

/** 一项变更或更正 */
export class EditDto extends ReasonDto {
  /** 自哪天起如此；不填为更正：原来就记错了 */
  @Absent()
  @Validate(CalendarDay)
  effectiveOn?: string;
}

/** 有起止日的一项内容 */
export class SpanDto extends ReasonDto {
  /** 自哪天起；不填为一直如此 */
  @IsOptional()
  @Validate(CalendarDay)
  validFrom?: string | null;

  /** 到哪天止（这天起不再如此）；不填为至今 */
  @IsOptional()
  @Validate(CalendarDay)
  validUntil?: string | null;
}

/** 到哪天止 */
export class EndDto extends ReasonDto {
  /** 自哪天起不再如此 */
  @Validate(CalendarDay)
  validUntil!: string;
}

/** The act a request asks for. */
export const actOf = ({ reason, source }: ReasonDto, key: string): Act => ({ key, reason, source: source ?? null });

/** 新写入的一项 */
export class MadeDto {
  id!: string;
}
