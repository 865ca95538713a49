import { Absent, Count, PageQuery } from '@tidu/platform';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import { deliveryStates, type DeliveryState } from '../outbox/letters.service';

const channels = ['portal', 'letter', 'folder', 'mail', 'sms'] as const;

export class DeliveriesQuery extends PageQuery {
  /** 渠道 */
  @Absent()
  @IsIn(channels)
  channel?: (typeof channels)[number];

  /** waiting 待发，sent 已发，bounced 没有送到，dropped 企业已不在营，没有发 */
  @Absent()
  @IsIn(deliveryStates)
  state?: DeliveryState;
}

/** 一次发件 */
export class DeliveryDto {
  id!: string;
  channel!: string;
  state!: DeliveryState;
  /** 试过几次 */
  attempts!: number;
  /** 没有送到的原因，代码 */
  problem!: string | null;
  sentAt!: string | null;
  createdAt!: string;
  /** 谁寄出或要求再送 */
  changedByName!: string | null;
  kindName!: string;
  subject!: string;
  body!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  /** 登记地址；null：登记簿里没有 */
  address!: string | null;
}

export class DeliveryPageDto {
  items!: DeliveryDto[];
  next!: string | null;
  count!: Count;
}

/** 已打印寄出的信函 */
export class PostedLettersDto {
  /** 发件的 id，一次至多 200 封 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

export class PostedCountDto {
  posted!: number;
}

/** 一种渠道 */
export class DeskChannelDto {
  code!: string;
  name!: string;
  /** 还缺什么；null：可以用 */
  missing!: string | null;
}

export class DeskChannelListDto {
  items!: DeskChannelDto[];
}
