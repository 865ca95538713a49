import { Absent, CalendarDay, Count, PageQuery } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsUUID,
  Max,
  Min,
  Validate,
  ValidateNested,
} from 'class-validator';
import { ReasonDto } from './acts.dto';
import { NewEnterpriseDto } from './identity.console.dto';

const states = ['open', 'distinct'] as const;

/** 疑似重复的筛选与翻页 */
export class DuplicatesQuery extends PageQuery {
  /** open 待判断，distinct 已判断为两家 */
  @Absent()
  @IsIn(states)
  state?: (typeof states)[number];
}

export class DuplicateSideDto {
  id!: string;
  name!: string;
  creditCode!: string;
  regionCode!: string;
  registeredOn!: string | null;
  status!: string;
  version!: number;
}

/** 可能是同一家企业的两条记录 */
export class DuplicatePairDto {
  first!: DuplicateSideDto;
  second!: DuplicateSideDto;
  rules!: string[];
  /** 凭什么看出来的 */
  ruleWords!: string[];
  foundAt!: string;
  state!: 'open' | 'distinct';
  decidedByName!: string | null;
  reason!: string | null;
}

export class DuplicateListDto {
  items!: DuplicatePairDto[];
  next!: string | null;
  count!: Count;
}

export class DuplicateSearchDto {
  jobId!: string;
}

/** 判断一对疑似重复 */
export class DuplicateDecisionDto extends ReasonDto {
  /** distinct 是两家企业；open 重新待判断 */
  @IsIn(states)
  state!: (typeof states)[number];
}

/** 合并两条记录 */
export class MergeDto extends ReasonDto {
  /** 被合并的记录 */
  @IsUUID()
  mergedId!: string;

  /** 读到的 version */
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  mergedVersion!: number;

  /** 保留的记录 */
  @IsUUID()
  survivorId!: string;

  /** 读到的 version */
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  survivorVersion!: number;

  /** 企业吸收合并的日期；不填为同一家企业的两条记录 */
  @Absent()
  @Validate(CalendarDay)
  effectiveOn?: string;
}

/** 随拆分带走的内容 */
export class MovedRowsDto {
  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  names?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  aliases?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  zones?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  chains?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  contacts?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  notes?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  links?: string[];
}

/** 把一条记录拆成两家企业 */
export class SplitDto extends NewEnterpriseDto {
  /** 归拆出企业的内容 */
  @IsDefined()
  @ValidateNested()
  @Type(() => MovedRowsDto)
  moved!: MovedRowsDto;
}
