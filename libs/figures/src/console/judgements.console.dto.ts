import { ApiProperty } from '@nestjs/swagger';
import { Absent, PlainText, Tidy } from '@tidu/platform';
import { IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';
import { FigureEvidenceDto } from './figures.console.dto';

/** 记录一项人工判断 */
export class NewJudgementDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 由人判断的指标 */
  @IsString()
  @MaxLength(60)
  @Matches(/^[A-Za-z][A-Za-z0-9]*$/)
  fact!: string;

  /** 判断的结果：是、否，或枚举的取值 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  @Validate(PlainText)
  value!: string;

  /** 理由 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  reason!: string;

  /** 依据：会议纪要、文件、走访记录等 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  basis!: string;

  /** 佐证材料 */
  @Absent()
  @IsUUID()
  evidenceId?: string;

  /** 被本次判断取代的那一条；此前没有判断的不写 */
  @Absent()
  @IsUUID()
  replaces?: string;
}

/** 撤销、取消时写明的理由 */
export class RevocationDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  reason!: string;
}

/** 一项人工判断 */
export class JudgementDto {
  id!: string;
  enterpriseId!: string;
  /** 会计年度 */
  year!: number;
  fact!: string;
  label!: string;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }] })
  value!: string | boolean;
  /** 判断结果的中文 */
  valueText!: string;
  reason!: string;
  /** 依据 */
  basis!: string;
  evidence!: FigureEvidenceDto | null;
  judgedAt!: string;
  judgedByName!: string;
  /** 不再有效的时间；null 为有效 */
  revokedAt!: string | null;
  revokedByName!: string | null;
  revokedReason!: string | null;
  /** 取代它的判断 */
  replacedBy!: string | null;
}

export class JudgementListDto {
  items!: JudgementDto[];
}
