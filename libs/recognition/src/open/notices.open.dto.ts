import { Count, LongText, PlainText, Tidy } from '@tidu/platform';
import { IsUUID, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';
import type { Taken } from '../notices/objections.service';

export class NoticeDto {
  id!: string;
  batchId!: string;
  /** 批次 */
  batchName!: string;
  /** 标题 */
  title!: string;
  /** 正文，名单之前 */
  body!: string;
  /** 公布时刻 */
  publishedAt!: string;
  /** 公布日 */
  opensOn!: string;
  /** 公示的最后一天 */
  closesOn!: string;
  /** 几个工作日 */
  workingDays!: number;
  /** 截止日暂定：该年放假安排还没有公布 */
  closesProvisional!: boolean;
  /** 更正的是哪一份 */
  corrects!: string | null;
  /** 为什么更正 */
  correctedWhy!: string | null;
  /** 更正它的那一份 */
  correctedBy!: string | null;
  /** 名单上各家案卷包的总根值：与企业手里的案卷包核对；null：没有 */
  packageRoot!: string | null;
  /** 今天是否在公示期内 */
  isOpen!: boolean;
  /** 名单上有几家 */
  items!: number;
}

export class NoticePageDto {
  items!: NoticeDto[];
  next!: string | null;
  count!: Count;
}

export class NoticeItemDto {
  id!: string;
  position!: number;
  /** 企业名称 */
  name!: string;
  /** 统一社会信用代码，中间隐去 */
  creditCodeShown!: string;
  /** 所在地区 */
  regionName!: string;
}

/** 更正前后不同的一处 */
export class NoticeChangeDto {
  /** title 标题，body 正文，workingDays 几个工作日，name 名单上的名称 */
  what!: 'title' | 'body' | 'workingDays' | 'name';
  /** 名单上的序号；null 不在名单上 */
  position!: number | null;
  before!: string;
  after!: string;
}

export class WholeNoticeDto extends NoticeDto {
  list!: NoticeItemDto[];
  /** 与更正前的不同 */
  changes!: NoticeChangeDto[];
}

export class GivenObjectionDto {
  /** 对名单上的哪一家 */
  @IsUUID()
  itemId!: string;

  /** 具体事实 */
  @Tidy()
  @MinLength(10)
  @MaxLength(5000)
  @Validate(LongText)
  text!: string;

  /** 反映人姓名或单位；不写的作为线索 */
  @ValidateIf((_, value) => value !== null)
  @Tidy()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string | null;

  /** 联系方式；不写的作为线索 */
  @ValidateIf((_, value) => value !== null)
  @Tidy()
  @MinLength(5)
  @MaxLength(100)
  @Validate(PlainText)
  contact!: string | null;
}

export class TakenObjectionDto {
  id!: string;
  /** objection 异议；anonymous 匿名、late 逾期，作为线索 */
  taken!: Taken;
}
