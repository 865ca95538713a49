import { PlainText, Tidy } from '@tidu/platform';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength, Validate } from 'class-validator';
import { type Ownership, ownerships } from '../enterprise.entity';
import { type EnterpriseSort, enterpriseSorts } from '../enterprises.sort';

/** 导出一种清单；筛选只用于企业名册 */
export class ListExportRequestDto {
  /** enterprises 企业名册，或佐证清单的代码 */
  @Matches(/^[a-z][A-Za-z0-9]{1,49}$/)
  list!: string;

  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';

  @IsOptional()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  @IsOptional()
  @Matches(/^(\d{2}){1,3}$/)
  region?: string;

  @IsOptional()
  @Matches(/^\d{2,4}$/)
  industry?: string;

  @IsOptional()
  @IsIn(ownerships)
  ownership?: Ownership;

  @IsOptional()
  @IsBoolean()
  demo?: boolean;

  @IsOptional()
  @IsIn(enterpriseSorts)
  sort?: EnterpriseSort;
}

export class ListExportAcceptedDto {
  /** 后台任务号，进展见 /api/console/jobs/{id} */
  jobId!: string;
}
