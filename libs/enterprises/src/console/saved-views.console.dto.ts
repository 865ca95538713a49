import { PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { EnterpriseViewFilters } from './enterprises.console.dto';

/** 列表的一种设置：筛选、排序、显示的列 */
export class ViewSetupDto {
  @Tidy()
  @IsString()
  @MinLength(1, { message: '请填视图的名称。' })
  @MaxLength(50)
  @Validate(PlainText)
  name!: string;

  /** 筛选与排序，名称与列表的参数相同 */
  @IsObject()
  @ValidateNested()
  @Type(() => EnterpriseViewFilters)
  filters!: EnterpriseViewFilters;

  /** 显示的列；null 为默认的列 */
  @ValidateIf((_, value) => value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @Matches(/^[a-z][a-zA-Z]{0,39}$/, { each: true })
  columns!: string[] | null;

  /** 是否给所有人看；只有本人能改 */
  @IsBoolean()
  shared!: boolean;
}

/** 保存的视图 */
export class SavedViewDto {
  id!: string;
  name!: string;
  filters!: EnterpriseViewFilters;
  columns!: string[] | null;
  shared!: boolean;
  /** 是否为本人所存 */
  own!: boolean;
  ownerName!: string;
  /** 修改次数，修改时随 If-Match 送回 */
  version!: number;
}

export class SavedViewListDto {
  items!: SavedViewDto[];
}
