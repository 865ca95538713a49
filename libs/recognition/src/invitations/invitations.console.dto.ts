import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, PageQuery } from '@tidu/platform';
import { type OutcomeText, PointsDto } from '@tidu/scoring';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';

export class PreRunQuery extends PageQuery {
  /** 五种结果之一 */
  @Absent()
  @IsIn(['met', 'manual', 'unknown', 'unmet', 'notApplicable'])
  outcome?: OutcomeText;

  /** 是否邀请过 */
  @Absent()
  @IsIn(['true', 'false'])
  invited?: 'true' | 'false';

  /** 是否在最近一次培育库预演里接近这个称号 */
  @Absent()
  @IsIn(['true', 'false'])
  near?: 'true' | 'false';
}

export class PreRunHeadDto {
  id!: string;
  /** 评价日 */
  asOf!: string;
  publishedAt!: string;
  personName!: string;
}

export class PreRunCountDto {
  outcome!: OutcomeText;
  @ApiProperty({ type: 'integer' })
  count!: number;
}

/** 批次开窗前对全部在营企业的预演 */
export class PreRunDto {
  standardName!: string | null;
  @ApiProperty({ type: 'integer' })
  year!: number;
  /** null：还没有按这个标准对这一年度做过预评估 */
  @ApiProperty({ type: PreRunHeadDto, nullable: true })
  run!: PreRunHeadDto | null;
  counts!: PreRunCountDto[];
  /** 在营而没有年度数据的家数 */
  @ApiProperty({ type: 'integer' })
  withoutFacts!: number;
  /** 已邀请的家数 */
  @ApiProperty({ type: 'integer' })
  invited!: number;
  /** 联系不上、正在由镇街核实的家数（不限于这个批次） */
  @ApiProperty({ type: 'integer' })
  unreachable!: number;
}

export class InvitationDeliveryDto {
  /** portal 企业服务，letter 信函，folder 本单位的程序，mail 邮件，sms 短信 */
  channel!: string;
  /** waiting 待发，sent 已发，bounced 没有送达，dropped 不再发 */
  state!: string;
  problem!: string | null;
}

/** 核实联系方式的任务 */
export class ContactTaskDto {
  id!: string;
  ownerName!: string;
  dueOn!: string;
}

export class PreRunRowDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  regionName!: string;
  outcome!: OutcomeText;
  points!: PointsDto | null;
  /** 缺数据的条数 */
  @ApiProperty({ type: 'integer' })
  unknown!: number;
  /** 最近一次培育库预演：差几步；null：没有提出建议 */
  @ApiProperty({ type: 'integer', nullable: true })
  steps!: number | null;
  /** 在这个批次开始申报了 */
  applied!: boolean;
  /** 登记有电话 */
  phone!: boolean;
  /** 登记有邮箱 */
  mail!: boolean;
  /** 联系不上，正在核实；null：没有这样的任务 */
  @ApiProperty({ type: ContactTaskDto, nullable: true })
  contactTask!: ContactTaskDto | null;
  invitedAt!: string | null;
  invitedByName!: string | null;
  deliveries!: InvitationDeliveryDto[];
}

export class PreRunPageDto {
  items!: PreRunRowDto[];
  next!: string | null;
  count!: Count;
}

export class GivenInvitationsDto {
  /** 邀请哪些企业，一次至多一百家 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  enterprises!: string[];
}

export class InvitedDto {
  enterpriseId!: string;
  done!: boolean;
  message!: string;
}

export class InvitedListDto {
  items!: InvitedDto[];
}
