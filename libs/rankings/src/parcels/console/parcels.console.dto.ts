import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { areaPattern } from '../area';
import { mostTenants } from '../parcel-rules';

const Area = (): PropertyDecorator => (target, key) => {
  for (const decorate of [
    IsString(),
    MaxLength(13),
    Matches(areaPattern, { message: '应是亩数，最多四位小数，如 12.5' }),
  ])
    decorate(target, key);
};
export const Words =
  (least: number, most: number): PropertyDecorator =>
  (target, key) => {
    for (const decorate of [Tidy(), IsString(), MinLength(least), MaxLength(most), Validate(PlainText)])
      decorate(target, key);
  };

export class ParcelsDayQuery {
  /** 看哪一天的，如 2024-12-31；不写为今天 */
  @Absent()
  @Validate(CalendarDay)
  day?: string;
}

export class ParcelsQuery extends PageQuery {
  /** 编号、坐落或使用企业名称的一部分 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;

  /** 区划代码或前缀 */
  @Absent()
  @Matches(/^(\d{2}|\d{4}|\d{6})$/)
  region?: string;

  /** 园区代码 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(20)
  @Validate(PlainText)
  zone?: string;

  /** shared 多家共用；vacant 有空置；ended 已终止 */
  @Absent()
  @IsIn(['shared', 'vacant', 'ended'])
  only?: 'shared' | 'vacant' | 'ended';

  @Absent()
  @Validate(CalendarDay)
  day?: string;
}

/** 一家企业的份额 */
export class GivenShareDto {
  @IsUUID()
  enterpriseId!: string;

  /** 亩 */
  @Area()
  area!: string;
}

/** 一个地块怎样划分：各家份额加公共、空置正好等于地块面积 */
export class GivenAreasDto {
  /** 地块面积，亩 */
  @Area()
  area!: string;

  /** 公共面积，亩 */
  @Area()
  publicArea!: string;

  /** 空置面积，亩 */
  @Area()
  vacantArea!: string;

  @IsArray()
  @ArrayMaxSize(mostTenants)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GivenShareDto)
  shares!: GivenShareDto[];

  /** 权属、租赁凭证或文号 */
  @Absent()
  @Words(1, 200)
  document?: string;
}

export class NewParcelDto extends GivenAreasDto {
  /** 从哪一天起这样划分 */
  @Validate(CalendarDay)
  validFrom!: string;

  /** 地块编号 */
  @Words(1, 60)
  number!: string;

  /** 六位县区代码 */
  @Matches(/^\d{6}$/)
  regionCode!: string;

  /** 园区代码；不在园区里的不写 */
  @Absent()
  @Words(1, 20)
  zoneCode?: string;

  /** 坐落 */
  @Words(1, 200)
  address!: string;
}

/** 从某一天起重新划分，或终止 */
export class NewDivisionDto extends GivenAreasDto {
  @Validate(CalendarDay)
  validFrom!: string;

  /** 为什么改 */
  @Words(2, 500)
  reason!: string;
}

export class ParcelEndDto {
  /** 从哪一天起不再是地块 */
  @Validate(CalendarDay)
  validFrom!: string;

  @Absent()
  @Words(1, 200)
  document?: string;

  @Words(2, 500)
  reason!: string;
}

export class EditedParcelDto {
  /** 坐落 */
  @Words(1, 200)
  address!: string;

  /** 园区代码；null：不在园区里 */
  @ValidateIf((_, value) => value !== null)
  @Words(1, 20)
  zoneCode!: string | null;

  @Words(2, 500)
  reason!: string;
}

export class MadeParcelDto {
  id!: string;
}

export class ParcelDto {
  id!: string;
  /** 地块编号 */
  number!: string;
  regionCode!: string;
  /** null：代码表里没有这个县区 */
  regionName!: string | null;
  zoneCode!: string | null;
  /** null：不在园区里，或名单里没有这个代码 */
  zoneName!: string | null;
  /** 坐落 */
  address!: string;
  /** 演示企业的地块 */
  demo!: boolean;
  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ParcelRowDto extends ParcelDto {
  /** 那一天已经终止；null：那一天还没有 */
  ended!: boolean | null;
  /** 亩；null：那一天还没有 */
  area!: string | null;
  publicArea!: string | null;
  vacantArea!: string | null;
  validFrom!: string | null;
  /** 使用企业，份额大的在前，最多五家；只有您范围里的 */
  tenants!: string[];
  @ApiProperty({ type: 'integer' })
  tenantCount!: number;
}

export class ParcelListDto {
  items!: ParcelRowDto[];
  next!: string | null;
  count!: Count;
}

export class MergedTenantDto {
  id!: string;
  name!: string;
}

export class ParcelShareDto {
  enterpriseId!: string;
  name!: string;
  creditCode!: string;
  /** 亩 */
  area!: string;
  /** 已并入哪一家 */
  @ApiProperty({ type: MergedTenantDto, nullable: true })
  mergedInto!: MergedTenantDto | null;
}

export class DivisionDto {
  id!: string;
  @ApiProperty({ type: 'integer' })
  revision!: number;
  validFrom!: string;
  ended!: boolean;
  /** 亩 */
  area!: string;
  publicArea!: string;
  vacantArea!: string;
  /** 您范围以外的企业的份额合计，亩；0：都看得到 */
  hiddenArea!: string;
  document!: string | null;
  reason!: string | null;
  recordedAt!: string;
  recordedByName!: string;
  /** 所看的那一天以它为准 */
  holds!: boolean;
  shares!: ParcelShareDto[];
}

export class WholeParcelDto extends ParcelDto {
  createdAt!: string;
  createdByName!: string;
  /** 看的是哪一天 */
  day!: string;
  /** 那一天怎样划分；null：还没有 */
  @ApiProperty({ type: DivisionDto, nullable: true })
  current!: DivisionDto | null;
  /** 记过的每一次划分，新的在前 */
  history!: DivisionDto[];
}

export class EnterpriseShareDto {
  parcelId!: string;
  number!: string;
  address!: string;
  /** 整个地块，亩 */
  parcelArea!: string;
  /** 这一家的份额，亩 */
  area!: string;
  validFrom!: string;
  document!: string | null;
  /** 随哪一条合并进来的记录 */
  @ApiProperty({ type: MergedTenantDto, nullable: true })
  record!: MergedTenantDto | null;
}

export class EnterpriseParcelsDto {
  day!: string;
  items!: EnterpriseShareDto[];
  /** 合计，亩 */
  total!: string;
}

/** 导入用地台账（multipart/form-data，文件放在 file 里） */
export class ParcelImportDto {
  /** 谁说的：部门或文件 */
  @Words(1, 200)
  source!: string;

  /** 只试算，不写入 */
  @Absent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  dryRun?: boolean;
}

export class ParcelJobDto {
  jobId!: string;
}
