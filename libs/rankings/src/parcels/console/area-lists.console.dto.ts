import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Confidential, Count, LongText, PageQuery, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import { type ObjectionState, objectionStates } from '../lists/area-objections.service';
import { AreaListDto } from '../open/area-lists.open.dto';
import { GivenAreasDto, Words } from './parcels.console.dto';

export class GivenAreaListDto {
  /** 会计年度：面积写入哪一年的数据 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 按哪一天的划分 */
  @Validate(CalendarDay)
  asOf!: string;

  @Words(2, 200)
  title!: string;

  /** 名单之前的正文 */
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

export class AreaListJobDto {
  jobId!: string;
}

/** 发布一份面积公示之前要知道的 */
export class AreaListTermsDto {
  /** 正文的开头 */
  intro!: string;
  @ApiProperty({ type: 'integer' })
  leastWorkingDays!: number;
  /** 今天发布、按最少天数，公示到哪一天 */
  closesOn!: string;
  /** 跨过还没有公布放假安排的年度，暂定 */
  closesProvisional!: boolean;
}

export class WholeAreaListDto extends AreaListDto {
  /** 写入之前还差什么；空的：可以写入 */
  hindrances!: string[];
  writtenByName!: string | null;
  /** 提前写入的理由 */
  writtenReason!: string | null;
}

/** 写入会怎样改一家企业的用地面积（来源：园区） */
export class AreaChangeDto {
  enterpriseId!: string;
  creditCode!: string;
  name!: string;
  /** 现在的数，亩；null：没有 */
  @Confidential('figures')
  before!: string | null;
  /** 写入的数，亩；null：删去 */
  after!: string | null;
}

export class AreaChangeListDto {
  items!: AreaChangeDto[];
  next!: string | null;
  count!: Count;
  /** 合计，亩：等于各家份额之和 */
  total!: string;
}

export class AreaWritingDto {
  /** 还有不满足的，由另一个人写明理由 */
  @Absent()
  @Words(2, 500)
  reason?: string;
}

export class AreaObjectionsQuery extends PageQuery {
  @Absent()
  @IsIn(objectionStates)
  state?: ObjectionState;

  /** 哪一份公示 */
  @Absent()
  @IsUUID()
  list?: string;
}

/** 一件面积异议 */
export class AreaObjectionDto {
  id!: string;
  listId!: string;
  listTitle!: string;
  parcelId!: string;
  /** 地块编号 */
  number!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  /** 公示的份额，亩 */
  area!: string;
  kind!: 'objection' | 'clue';
  /** anonymous 匿名，late 逾期 */
  clueWhy!: 'anonymous' | 'late' | null;
  text!: string;
  @Confidential('objector.name')
  objectorName!: string | null;
  @Confidential('objector.contact')
  objectorContact!: string | null;
  receivedAt!: string;
  state!: ObjectionState;
  acceptedByName!: string | null;
  dueOn!: string | null;
  answeredByName!: string | null;
  answer!: string | null;
  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class AreaObjectionPageDto {
  items!: AreaObjectionDto[];
  next!: string | null;
  count!: Count;
}

export class AreaObjectionFilingDto {
  @Words(2, 500)
  answer!: string;
}

export class AreaObjectionAnswerDto {
  /** 异议是否成立 */
  @IsBoolean()
  upheld!: boolean;

  /** 核实的结果；成立的，是重新划分的理由 */
  @Words(2, 500)
  answer!: string;

  /** 成立的：看到的地块 version */
  @Absent()
  @IsInt()
  @Min(1)
  @Max(2_000_000_000)
  parcelVersion?: number;

  /** 成立的：地块改成怎样划分，起算日不变 */
  @Absent()
  @IsObject()
  @ValidateNested()
  @Type(() => GivenAreasDto)
  division?: GivenAreasDto;
}
