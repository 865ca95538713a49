import { ApiProperty } from '@nestjs/swagger';
import { Count, LongText, PlainText, Tidy } from '@tidu/platform';
import { IsInt, IsString, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';

/** 结果公示：谁因哪项措施得了多少 */
export class SupportNoticeDto {
  id!: string;
  measureId!: string;
  measureName!: string;
  /** 文号 */
  document!: string;
  title!: string;
  /** 名单之前的正文 */
  body!: string;
  publishedAt!: string;
  opensOn!: string;
  /** 公示的最后一天 */
  closesOn!: string;
  @ApiProperty({ type: 'integer' })
  workingDays!: number;
  /** 截止日暂定：该年放假安排还没有公布 */
  closesProvisional!: boolean;
  /** 今天是否在公示期内 */
  isOpen!: boolean;
  /** 名单上有几家 */
  @ApiProperty({ type: 'integer' })
  items!: number;
  /** 合计（元） */
  total!: string;
}

export class SupportNoticePageDto {
  items!: SupportNoticeDto[];
  next!: string | null;
  count!: Count;
}

export class SupportNoticeItemDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  position!: number;
  /** 企业名称 */
  name!: string;
  /** 统一社会信用代码，中间隐去 */
  creditCodeShown!: string;
  /** 所在地区 */
  regionName!: string;
  /** 元；null 服务 */
  amount!: string | null;
}

export class WholeSupportNoticeDto extends SupportNoticeDto {
  list!: SupportNoticeItemDto[];
}

/** 一项措施的结果公示 */
export class MeasureNoticesDto {
  /** 已到账、待公示的件数 */
  @ApiProperty({ type: 'integer' })
  waiting!: number;
  /** 最少公示几个工作日 */
  @ApiProperty({ type: 'integer' })
  leastWorkingDays!: number;
  notices!: SupportNoticeDto[];
}

/** 公示一项措施已到账的结果 */
export class NewSupportNoticeDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  title!: string;

  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(5000)
  @Validate(LongText)
  body!: string;

  /** 几个工作日 */
  @ApiProperty({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Max(99)
  workingDays!: number;
}

export class MadeSupportNoticeDto {
  id!: string;
}
