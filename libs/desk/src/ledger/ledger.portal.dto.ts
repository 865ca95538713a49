import { ApiProperty } from '@nestjs/swagger';
import { PlainText, Tidy } from '@tidu/platform';
import { IsBoolean, IsInt, IsString, Max, MaxLength, Min, MinLength, Validate, ValidateIf } from 'class-validator';

/** 工信局说已经落实、请企业确认的一件事 */
export class ToConfirmDto {
  id!: string;
  title!: string;
  /** 工信局说办了什么 */
  reason!: string;
  evidence!: string | null;
  reportedAt!: string;
}

/** 请企业评价的一件事 */
export class QuestionDto {
  id!: string;
  about!: string;
  askedAt!: string;
  /** 1 至 5；null：还没有评价 */
  @ApiProperty({ type: 'integer', nullable: true })
  score!: number | null;
  comment!: string | null;
  answeredAt!: string | null;
}

export class OwnLedgerDto {
  toConfirm!: ToConfirmDto[];
  questions!: QuestionDto[];
}

/** 是否已经落实 */
export class ConfirmationDto {
  /** true 已落实；false 没有落实，请继续办 */
  @IsBoolean()
  done!: boolean;

  /** 说明 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写一句说明，至少两个字。' })
  @MaxLength(400)
  @Validate(PlainText)
  reason!: string;
}

/** 满意度 */
export class SatisfactionAnswerDto {
  /** 1 很不满意，5 很满意 */
  @IsInt()
  @Min(1)
  @Max(5)
  score!: number;

  /** 哪里满意、哪里不满意；null 不写 */
  @Tidy()
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  @Validate(PlainText)
  comment!: string | null;
}
