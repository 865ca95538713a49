import { Absent, Count, FromDigits, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { OutcomeCountsDto, type OutcomeText, PointsDto } from '@tidu/scoring';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';

const outcomeTexts = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'] as const;

/** 排名只收哪些企业；不填即不限 */
export class RankingFiltersDto {
  /** 行政区划代码，六位，或两位、四位的前缀 */
  @Absent()
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(/^(\d{2}|\d{4}|\d{6})$/, { each: true })
  regions?: string[];

  /** 行业代码或其开头（GB/T 4754，数字部分） */
  @Absent()
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(/^\d{2,4}$/, { each: true })
  industries?: string[];

  /** 所有制 */
  @Absent()
  @IsArray()
  @ArrayMaxSize(5)
  @IsIn(['stateOwned', 'private', 'foreign', 'collective', 'other'], { each: true })
  ownerships?: ('stateOwned' | 'private' | 'foreign' | 'collective' | 'other')[];

  /** 预评估结果 */
  @Absent()
  @IsArray()
  @ArrayMaxSize(5)
  @IsIn(outcomeTexts, { each: true })
  outcomes?: OutcomeText[];
}

/** 把一批评价排成一份固定的名单 */
export class CreateRankingDto {
  @IsUUID()
  runId!: string;

  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;

  @Absent()
  @ValidateNested()
  @Type(() => RankingFiltersDto)
  filters?: RankingFiltersDto;
}

/** 已受理的后台任务 */
export class RankingJobDto {
  jobId!: string;
}

/** 排名的范围怎样读：名称（代码），名称是现在的 */
export class RankingScopeDto {
  regions!: string[];
  industries!: string[];
}

/** 一份排名；一经生成不再改变。预评估，非认定 */
export class RankingDto {
  id!: string;
  name!: string;
  runId!: string;
  standardId!: string;
  standardName!: string;
  standardVersion!: number;
  releaseHash!: string;
  purpose!: 'application' | 'renewal';
  /** 会计年度 */
  year!: number;
  /** 评价日 */
  asOf!: string;
  /** 评价日已过标准的复审日，暂按原标准 */
  provisional!: boolean;
  /** 按得分排，否则按结果排 */
  hasPoints!: boolean;
  filters!: RankingFiltersDto;
  /** 筛选的行政区划和行业，照名称写：涧西区（410305） */
  scopeWords!: RankingScopeDto;
  /** 排序规则，供人阅读 */
  order!: string;
  /** 排名定义（规则、筛选、批次）的 SHA-256 */
  definitionHash!: string;
  total!: number;
  counts!: OutcomeCountsDto;
  /** 含演示数据 */
  demo!: boolean;
  personName!: string;
  createdAt!: string;
}

export class RankingListDto {
  items!: RankingDto[];
  next!: string | null;
  count!: Count;
}

export class RankingsQuery extends PageQuery {
  @Absent()
  @Matches(/^[a-z0-9-]{3,60}$/)
  standardId?: string;

  /** 会计年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  year?: number;
}

/** 排名里的一行 */
export class RankingRowDto {
  /** 列表位置，从 1 连续编号；并列的按信用代码先后 */
  position!: number;
  /** 名次；并列同名次（1、2、2、4） */
  rank!: number;
  enterpriseId!: string;
  creditCode!: string;
  name!: string;
  regionCode!: string;
  /** 所在地照名称写：涧西区（410305）；代码是排名时的，名称是现在的 */
  regionWords!: string;
  industryCode!: string | null;
  outcome!: OutcomeText;
  points!: PointsDto | null;
  met!: number;
  unknown!: number;
  /** 未定：得分区间未收拢，或结果为缺数据、待人工判断 */
  open!: boolean;
}

export class RankingRowListDto {
  items!: RankingRowDto[];
  next!: string | null;
  count!: Count;
}

export class RankingRowsQuery extends PageQuery {
  /** 只看这一预评估结果的 */
  @Absent()
  @IsIn(outcomeTexts)
  outcome?: OutcomeText;

  /** 名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 一个分数段，含下限不含上限；最后一段含上限 */
export class PointsBucketDto {
  from!: number;
  to!: number;
  /** 得分已确定的企业数 */
  settled!: number;
  /** 未定（得分或结果）、最低分落在本段的企业数 */
  open!: number;
}

/** 一份排名的分布，由服务器汇总 */
export class DistributionDto {
  counts!: OutcomeCountsDto;
  /** 不打分的标准为 null */
  buckets!: PointsBucketDto[] | null;
}

export class ExportRankingDto {
  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';
}
