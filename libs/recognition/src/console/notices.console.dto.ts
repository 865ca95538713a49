import { Absent, Confidential, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsInt,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import { type ObjectionState, objectionStates } from '../notices/objections.service';
import { NoticeDto } from '../open/notices.open.dto';

export class GivenPublicNoticeDto {
  /** 标题 */
  @Tidy()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  title!: string;

  /** 正文，名单之前 */
  @Tidy()
  @MinLength(2)
  @MaxLength(5000)
  @Validate(LongText)
  body!: string;

  /** 公示几个工作日，公布当天不计 */
  @IsInt()
  @Min(1)
  @Max(99)
  workingDays!: number;
}

export class NoticeCorrectionDto {
  /** 名单上的哪一家 */
  @IsUUID()
  itemId!: string;

  /** 更正后的名称 */
  @Tidy()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;
}

export class CorrectedPublicNoticeDto extends GivenPublicNoticeDto {
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NoticeCorrectionDto)
  corrections!: NoticeCorrectionDto[];

  /** 为什么更正，公布出来 */
  @Tidy()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 公示，工作人员看的 */
export class StaffNoticeDto extends NoticeDto {
  /** 今天能不能由您更正：在公示期内、没有更正过，名单上的各家都在您的范围内 */
  correctable!: boolean;
}

export class StaffNoticePageDto {
  items!: StaffNoticeDto[];
  next!: string | null;
  count!: Count;
}

export class MadeNoticeDto {
  id!: string;
}

export class NoticedEnterpriseDto {
  applicationId!: string;
  enterpriseId!: string;
  name!: string;
  creditCodeShown!: string;
  regionName!: string;
}

/** 待公示的名单，和公示的默认写法 */
export class WaitingForNoticeDto {
  items!: NoticedEnterpriseDto[];
  /** 正文的默认写法 */
  intro!: string;
  /** 公示不少于几个工作日 */
  leastWorkingDays!: number;
  /** 今天公布、按最少的天数，到哪天为止 */
  closesOn!: string;
  /** 跨过还没有公布放假安排的年度，暂定 */
  closesProvisional!: boolean;
}

export class ObjectionsQuery extends PageQuery {
  /** received 待受理，accepted 核实中，dismissed 不成立，upheld 成立，noted 已阅存 */
  @Absent()
  @IsIn(objectionStates)
  state?: ObjectionState;

  /** 哪份公示 */
  @Absent()
  @IsUUID()
  notice?: string;
}

export class NoticeObjectionDto {
  id!: string;
  noticeId!: string;
  noticeTitle!: string;
  applicationId!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  /** objection 异议，clue 线索 */
  kind!: 'objection' | 'clue';
  /** anonymous 匿名，late 逾期 */
  clueWhy!: 'anonymous' | 'late' | null;
  /** 反映的内容 */
  text!: string;
  /** 反映人 */
  @Confidential('objector.name')
  objectorName!: string | null;
  /** 联系方式 */
  @Confidential('objector.contact')
  objectorContact!: string | null;
  receivedAt!: string;
  state!: ObjectionState;
  acceptedByName!: string | null;
  /** 答复期限 */
  dueOn!: string | null;
  answeredByName!: string | null;
  /** 核实结果 */
  answer!: string | null;
  version!: number;
}

export class NoticeObjectionPageDto {
  items!: NoticeObjectionDto[];
  next!: string | null;
  count!: Count;
}

export class ObjectionAnswerDto {
  /** 成立，申报不再继续 */
  @IsBoolean()
  upheld!: boolean;

  /** 核实结果，企业会看到 */
  @Tidy()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  answer!: string;
}

export class ObjectionFilingDto {
  /** 为什么不受理 */
  @Tidy()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  answer!: string;
}
