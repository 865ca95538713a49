import { Absent } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsUUID,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type EnterpriseSort, enterpriseSorts } from '../enterprises.sort';
import { EnterpriseFilterQuery } from './enterprises.console.dto';

const given = (_: object, value: unknown) => value !== null;

/** 可以导出的一种清单 */
export class ExportableListDto {
  id!: string;
  label!: string;
  /** 口径 */
  about!: string;
  /** 一行是什么：一家企业或一条记录 */
  unit!: '家' | '条';
}

export class ExportableListListDto {
  items!: ExportableListDto[];
}

/** 导出一种清单 */
export class ExportListDto {
  /** 哪种清单，见 lists；默认 enterprises 企业名单 */
  @Absent()
  @Matches(/^[a-z][A-Za-z0-9]{1,49}$/)
  list?: string;

  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';

  /** 哪些企业：筛选，与企业列表相同 */
  @IsObject()
  @ValidateNested()
  @Type(() => EnterpriseFilterQuery)
  filter!: EnterpriseFilterQuery;

  /** 企业的排序，与企业列表相同；默认按登记先后 */
  @Absent()
  @IsIn(enterpriseSorts)
  sort?: EnterpriseSort;

  /** 只导出选定的企业；null 为符合筛选的全部 */
  @ValidateIf(given)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  ids!: string[] | null;

  /** 导出的列；null 为全部 */
  @ValidateIf(given)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @Matches(/^[a-z][a-zA-Z]{0,39}$/, { each: true })
  columns!: string[] | null;
}

/** 受理的导出任务 */
export class ExportJobDto {
  jobId!: string;
}
