import { applyDecorators } from '@nestjs/common';
import { PlainText, Tidy } from '@tidu/platform';
import { IsString, Matches, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';

const OneLine = (least: number, most: number): PropertyDecorator =>
  applyDecorators(Tidy(), IsString(), MinLength(least), MaxLength(most), Validate(PlainText));
const OrNull = (): PropertyDecorator => ValidateIf((_, value) => value !== null);

/** 本区是谁 */
export class DistrictNamesDto {
  /** 区县名称 */
  @OneLine(2, 50)
  name!: string;

  /** 行政区划代码 */
  @IsString()
  @MaxLength(6)
  @Matches(/^\d{6}$/, { message: 'regionCode：请从列表里选本区的区划。' })
  regionCode!: string;

  /** 主管部门全称 */
  @OneLine(2, 60)
  bureau!: string;

  /** 市级主管部门；null 没有写 */
  @OrNull()
  @OneLine(2, 60)
  cityDepartment!: string | null;

  /** 省级主管部门；null 没有写 */
  @OrNull()
  @OneLine(2, 60)
  provinceDepartment!: string | null;
}

/** 写下本区档案 */
export class SetProfileDto extends DistrictNamesDto {
  /** 理由 */
  @OneLine(1, 500)
  reason!: string;
}

/** 本区档案 */
export class DistrictProfileDto extends DistrictNamesDto {
  version!: number;
  changedAt!: string;
  changedByName!: string;
  reason!: string;
}

/** 本区档案；首次设置之前为 null */
export class CurrentProfileDto {
  profile!: DistrictProfileDto | null;
}

/** 找本区的行政区划 */
export class ProfileRegionsQuery {
  /** 名称中的字，或代码的开头 */
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q!: string;
}

/** 一个行政区划 */
export class ProfileRegionDto {
  code!: string;
  /** 连同上级的名称 */
  path!: string;
}

export class ProfileRegionListDto {
  items!: ProfileRegionDto[];
}

/** 本区的名称；首次设置之前为 null */
export class CurrentDistrictDto {
  district!: DistrictNamesDto | null;
}
