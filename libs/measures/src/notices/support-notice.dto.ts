import { ApiProperty } from '@nestjs/swagger';
import { Count, LongText, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';

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
  /** 更正了哪一份；null 不是更正 */
  corrects!: string | null;
  /** 为什么更正 */
  correctedWhy!: string | null;
  /** 更正后的是哪一份；null 没有更正过 */
  correctedBy!: string | null;
  /** 今天是否在公示期内；更正过的不再公示 */
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

/** 更正前后不同的一处 */
export class SupportNoticeChangeDto {
  /** title 标题，body 正文，workingDays 几个工作日，name 名单上的名称 */
  what!: 'title' | 'body' | 'workingDays' | 'name';
  /** 名单上的序号；null 不在名单上 */
  @ApiProperty({ type: 'integer', nullable: true })
  position!: number | null;
  before!: string;
  after!: string;
}

export class WholeSupportNoticeDto extends SupportNoticeDto {
  list!: SupportNoticeItemDto[];
  /** 与更正前的不同 */
  changes!: SupportNoticeChangeDto[];
}

/** 结果公示，工作人员看的 */
export class StaffSupportNoticeDto extends SupportNoticeDto {
  /** 是不是本人发布的：更正要由另一个人 */
  mine!: boolean;
  /** 今天能不能由您更正：在公示期内、没有更正过、不是您发布的，名单上的各家都在您的范围内 */
  correctable!: boolean;
}

/** 一项措施的结果公示 */
export class MeasureNoticesDto {
  /** 已到账、待公示的件数 */
  @ApiProperty({ type: 'integer' })
  waiting!: number;
  /** 最少公示几个工作日 */
  @ApiProperty({ type: 'integer' })
  leastWorkingDays!: number;
  notices!: StaffSupportNoticeDto[];
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

export class SupportNoticeNameDto {
  /** 名单上的哪一家 */
  @IsUUID()
  itemId!: string;

  /** 更正后的名称 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;
}

/** 更正一份结果公示：另发一份，公示期重新计算，原来的留着 */
export class CorrectedSupportNoticeDto extends NewSupportNoticeDto {
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SupportNoticeNameDto)
  names!: SupportNoticeNameDto[];

  /** 为什么更正，公布出来 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class MadeSupportNoticeDto {
  id!: string;
}
