import { Absent, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsBoolean, IsIn, IsString, IsUUID, MaxLength, MinLength, Validate } from 'class-validator';

export class MessagesQuery extends PageQuery {
  /** true 只看没有读的，false 只看读过的 */
  @Absent()
  @IsIn(['true', 'false'])
  unread?: 'true' | 'false';

  /** 标题中的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 一条消息 */
export class MessageDto {
  id!: string;
  kind!: string;
  kindName!: string;
  subject!: string;
  body!: string;
  enterpriseId!: string | null;
  enterpriseName!: string | null;
  createdAt!: string;
  createdByName!: string;
  /** 本人何时读过；null：还没有 */
  readAt!: string | null;
  /** 打开哪一页 */
  opens!: string | null;
}

export class MessagePageDto {
  items!: MessageDto[];
  next!: string | null;
  count!: Count;
}

/** 到哪一条为止都读过了 */
export class ReadUpToDto {
  /** 列表里最新一条的 id */
  @IsUUID()
  upTo!: string;
}

export class ReadCountDto {
  /** 这次记为读过的条数 */
  marked!: number;
}

/** 给企业的通知 */
export class NewNoticeDto {
  /** 哪家企业 */
  @IsUUID()
  enterprise!: string;

  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  subject!: string;

  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(5000)
  @Validate(LongText)
  body!: string;

  /** 另打印信函寄出 */
  @IsBoolean()
  letter!: boolean;
}

export class WrittenNoticeDto {
  id!: string;
}
