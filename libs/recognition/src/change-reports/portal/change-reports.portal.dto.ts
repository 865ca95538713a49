import { CalendarDay, LongText, Tidy } from '@tidu/platform';
import { IsString, IsUUID, Matches, MaxLength, MinLength, Validate } from 'class-validator';

/** 一种重大变化 */
export class ChangeKindDto {
  code!: string;
  label!: string;
}

/** 登记簿里知道、还没有报告的变化 */
export class OpenChangeDto {
  kind!: string;
  kindLabel!: string;
  effectiveOn!: string;
  /** 登记簿里怎么写 */
  detail!: string;
  /** 期限的最后一天 */
  dueOn!: string;
  /** 还有几天（日历天），负数为已逾期 */
  daysLeft!: number;
}

/** 报告过的变化 */
export class OwnChangeReportDto {
  id!: string;
  kindLabel!: string;
  effectiveOn!: string;
  dueOn!: string;
  description!: string;
  fileName!: string;
  reportedOn!: string;
  submittedByName!: string;
  /** kept 称号保留，cancelled 称号取消；null 还没有决定 */
  decision!: 'kept' | 'cancelled' | null;
  decidedReason!: string | null;
  decidedAt!: string | null;
}

export class OwnChangesDto {
  open!: OpenChangeDto[];
  items!: OwnChangeReportDto[];
  /** 现在有没有要报告重大变化的称号 */
  holds!: boolean;
  kinds!: ChangeKindDto[];
  /** 自生效之日起几个月内报告（日历月） */
  months!: number;
  source!: string;
}

/** 报告一项重大变化 */
export class NewChangeReportDto {
  /** 变化的代码 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z]{2,39}$/)
  kind!: string;

  /** 生效的日期 */
  @Validate(CalendarDay)
  effectiveOn!: string;

  /** 变化了什么 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(2000)
  @Validate(LongText)
  description!: string;

  /** 证明材料，先在本企业的佐证材料里上传 */
  @IsUUID()
  evidenceId!: string;
}

export class ReportedChangeDto {
  id!: string;
  /** 过了期限才报告 */
  late!: boolean;
}
