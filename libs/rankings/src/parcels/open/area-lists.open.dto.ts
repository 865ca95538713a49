import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsString, IsUUID, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';

/** 一份面积公示 */
export class AreaListDto {
  id!: string;
  /** 会计年度 */
  @ApiProperty({ type: 'integer' })
  year!: number;
  /** 按哪一天的划分 */
  asOf!: string;
  title!: string;
  /** 名单之前的正文 */
  body!: string;
  demo!: boolean;
  publishedAt!: string;
  publishedByName!: string;
  opensOn!: string;
  /** 公示的最后一天 */
  closesOn!: string;
  @ApiProperty({ type: 'integer' })
  workingDays!: number;
  /** 截止日暂定：该年放假安排还没有公布 */
  closesProvisional!: boolean;
  /** 今天是否在公示期内 */
  isOpen!: boolean;
  /** 几行 */
  @ApiProperty({ type: 'integer' })
  items!: number;
  /** 几个地块 */
  @ApiProperty({ type: 'integer' })
  parcels!: number;
  /** 面积何时写入年度数据；null：还没有 */
  writtenAt!: string | null;
}

export class AreaListPageDto {
  items!: AreaListDto[];
  next!: string | null;
  count!: Count;
}

/** 公示的一行：谁用哪个地块的多少 */
export class AreaItemDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  position!: number;
  /** 地块编号 */
  number!: string;
  /** 坐落 */
  address!: string;
  /** 整个地块，亩 */
  parcelArea!: string;
  /** 其中公共和空置，亩 */
  unsharedArea!: string;
  name!: string;
  /** 统一社会信用代码，中间隐去 */
  creditCodeShown!: string;
  /** 这一家的份额，亩 */
  area!: string;
}

export class AreaItemPageDto {
  items!: AreaItemDto[];
  next!: string | null;
  count!: Count;
}

export class AreaItemsQuery extends PageQuery {
  /** 编号、坐落或名称的一部分 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;
}

export class GivenAreaObjectionDto {
  /** 对哪一行 */
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

export class TakenAreaObjectionDto {
  id!: string;
  /** objection 异议；anonymous 匿名、late 逾期，作为线索 */
  taken!: 'objection' | 'anonymous' | 'late';
}
