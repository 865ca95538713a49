import { Absent, CalendarDay, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsString, MaxLength, MinLength, Validate } from 'class-validator';
import { type EvidenceKind, evidenceKinds } from '../evidence/evidence-kinds';

/** 上传一份佐证材料（multipart/form-data，文件放在 file 里） */
export class NewEvidenceDto {
  /** 材料类型 */
  @IsIn(evidenceKinds)
  kind!: EvidenceKind;

  /** 文号或名称，如审计报告编号 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  document?: string;

  /** 所属期间的第一天 */
  @Absent()
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  periodFrom?: string;

  /** 所属期间期满的次日 */
  @Absent()
  @IsString()
  @MaxLength(10)
  @Validate(CalendarDay)
  periodUntil?: string;
}

/** 一份佐证材料 */
export class EvidenceFileDto {
  id!: string;
  /** 内容的 SHA-256 */
  sha256!: string;
  fileName!: string;
  kind!: EvidenceKind;
  /** 材料类型的中文名称 */
  kindLabel!: string;
  /** 文号或名称 */
  document!: string | null;
  /** 所属期间的第一天；未说明的为 null */
  periodFrom!: string | null;
  /** 期满的次日 */
  periodUntil!: string | null;
  uploadedAt!: string;
  uploadedByName!: string;
}

export class EvidenceFileListDto {
  items!: EvidenceFileDto[];
}
