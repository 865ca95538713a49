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
import { EnterpriseFilterQuery } from './enterprises.console.dto';

const given = (_: object, value: unknown) => value !== null;

/** 导出企业名单 */
export class ExportEnterprisesDto {
  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';

  /** 筛选，与企业列表相同 */
  @IsObject()
  @ValidateNested()
  @Type(() => EnterpriseFilterQuery)
  filter!: EnterpriseFilterQuery;

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
