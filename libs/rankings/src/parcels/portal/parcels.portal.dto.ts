import { ApiProperty } from '@nestjs/swagger';

/** 公示过的本企业的一行 */
export class OwnAreaItemDto {
  itemId!: string;
  listId!: string;
  title!: string;
  @ApiProperty({ type: 'integer' })
  year!: number;
  closesOn!: string;
  /** 还在公示期内 */
  isOpen!: boolean;
  number!: string;
  address!: string;
  /** 亩 */
  area!: string;
}

export class OwnAreaItemsDto {
  items!: OwnAreaItemDto[];
}
