import { Absent, CalendarDay, Confidential, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IntersectionType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
} from 'class-validator';
import type { OutcomeText } from '../cards/explanation.dto';
import { PointsDto } from '../cards/points.dto';
import { OutcomeCountsDto } from './scoring-runs.console.dto';

const standardId = /^[a-z0-9-]{3,60}$/;
const outcomeNames = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'] as const;
const changeNames = ['loses', 'gains', 'becomesUnknown', 'becomesUnmet', 'otherwise', 'points'] as const;

/** 双跑的另一方：另一个标准、某一发布版，或试改文件，三者选一 */
export class RehearsalAgainstDto {
  /** 正在使用的标准 */
  @Absent()
  @Matches(standardId)
  standardId?: string;

  /** 某一发布版，不论是否在用 */
  @Absent()
  @IsUUID()
  releaseId?: string;

  /** 试改文件（YAML）：extends 写标准编号，overrides 按条款编号写改成什么 */
  @Absent()
  @IsString()
  @MaxLength(200_000)
  overlay?: string;
}

/** 同一批事实表按新旧两个办法各评一遍 */
export class CreateRehearsalDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 旧办法：正在使用的标准 */
  @Absent()
  @Matches(standardId)
  standardId?: string;

  /** 旧办法：某一发布版 */
  @Absent()
  @IsUUID()
  releaseId?: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => RehearsalAgainstDto)
  against!: RehearsalAgainstDto;

  /** 新申报（默认）或复核 */
  @Absent()
  @IsIn(['application', 'renewal'])
  purpose?: 'application' | 'renewal';

  /** 评价日 YYYY-MM-DD；不填为今天 */
  @Absent()
  @Validate(CalendarDay)
  asOf?: string;

  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Validate(PlainText)
  name?: string;
}

/** 已受理的后台任务 */
export class RehearsalJobDto {
  jobId!: string;
}

/** 双跑的一方 */
export class RehearsalSideDto {
  standardId!: string;
  /** 发布版编号；试改的为 null */
  releaseId!: string | null;
  name!: string;
  version!: number;
  /** 内容的 SHA-256 */
  hash!: string;
  hasPoints!: boolean;
}

/** 各种变化的企业数 */
export class ChangeCountsDto {
  same!: number;
  /** 不再满足 */
  loses!: number;
  /** 新增满足 */
  gains!: number;
  /** 变为待定 */
  becomesUnknown!: number;
  /** 由待定变为不满足 */
  becomesUnmet!: number;
  /** 结果有别的变化 */
  otherwise!: number;
  /** 结果不变、仅得分变化 */
  points!: number;
}

/** 旧结果 × 新结果的企业数 */
export class OutcomePairDto {
  old!: OutcomeText;
  new!: OutcomeText;
  count!: number;
}

/** 新旧办法不同的一条 */
export class RehearsalDifferenceDto {
  /** 条款编号；空为标准的结构 */
  id!: string;
  change!: 'changed' | 'added' | 'removed';
  label!: string;
}

/** 变化由哪几条引起 */
export class RehearsalCauseDto {
  /** 单独换回旧条款就恢复原结果的，逐条列出 */
  alone!: string[];
  /** 单独一条不足以恢复、合起来才恢复的最小一组 */
  together!: string[];
  /** 由此变化的企业数，按变化的种类 */
  counts!: ChangeCountsDto;
}

/** 一次双跑；一经生成不再改变。预评估，非认定 */
export class RehearsalDto {
  id!: string;
  name!: string;
  year!: number;
  /** 评价日 */
  asOf!: string;
  purpose!: 'application' | 'renewal';
  old!: RehearsalSideDto;
  new!: RehearsalSideDto;
  /** 用的是演示企业 */
  demo!: boolean;
  /** 有登记企业时没有参加的演示企业数；null 这次双跑做时还没有数 */
  demoLeftOut!: number | null;
  total!: number;
  /** 结果或得分有变化的企业数 */
  changed!: number;
  /** 不变的企业是否也留有名单；2026-11-28 以前做的双跑没有 */
  unchangedKept!: boolean;
  counts!: ChangeCountsDto;
  personName!: string;
  createdAt!: string;
}

/** 双跑的全部结论 */
export class RehearsalDetailDto extends RehearsalDto {
  /** 试改文件；与发布版比较的为 null */
  overlay!: string | null;
  outcomes!: OutcomePairDto[];
  differences!: RehearsalDifferenceDto[];
  causes!: RehearsalCauseDto[];
}

export class RehearsalListDto {
  items!: RehearsalDto[];
  next!: string | null;
  count!: Count;
}

export class RehearsalsQuery extends PageQuery {}

/** 名单里的一行 */
export class RehearsalRowDto {
  position!: number;
  enterpriseId!: string;
  creditCode!: string;
  name!: string;
  regionCode!: string;
  change!: 'same' | (typeof changeNames)[number];
  oldOutcome!: OutcomeText;
  newOutcome!: OutcomeText;
  oldPoints!: PointsDto | null;
  newPoints!: PointsDto | null;
  alone!: string[];
  together!: string[];
}

export class RehearsalRowListDto {
  items!: RehearsalRowDto[];
  next!: string | null;
  count!: Count;
}

/** 只看名单里的哪些企业；不写新旧结果的只含有变化的 */
class RehearsalRowFilter {
  /** 变化的种类；same 为不变 */
  @Absent()
  @IsIn(['same', ...changeNames])
  change?: 'same' | (typeof changeNames)[number];

  /** 由这一条引起的（单独或合起来） */
  @Absent()
  @Matches(/^[a-z0-9-]{1,80}$/)
  clause?: string;

  /** 旧办法下的结果；写了新旧结果之一，不变的企业也在内 */
  @Absent()
  @IsIn(outcomeNames)
  old?: OutcomeText;

  /** 新办法下的结果 */
  @Absent()
  @IsIn(outcomeNames)
  new?: OutcomeText;

  /** 名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

export class RehearsalRowsQuery extends IntersectionType(RehearsalRowFilter, PageQuery) {}

/** 导出与筛选后的名单相同的文件 */
export class ExportRehearsalDto extends RehearsalRowFilter {
  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';
}

/** 开始试调一个标准的门槛 */
export class OpenTuningDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  @Matches(standardId)
  standardId!: string;

  @Absent()
  @IsIn(['application', 'renewal'])
  purpose?: 'application' | 'renewal';
}

/** 一个可以试调的门槛 */
export class TunableThresholdDto {
  key!: string;
  clauseId!: string;
  label!: string;
  comparator!: 'atLeast' | 'atMost' | 'moreThan' | 'lessThan';
  /** 门槛的数 */
  value!: number;
  /** 数后的单位，如 万、% */
  suffix!: string;
  /** 可调的下限与上限；null 为不限 */
  from!: number | null;
  to!: number | null;
  /** 供人阅读，如 ≥ 3% 得 15 分 */
  shown!: string;
}

/** 试调中的一个标准；闲置一刻钟后自动结束 */
export class TuningDto {
  id!: string;
  year!: number;
  standardId!: string;
  standardName!: string;
  standardVersion!: number;
  releaseHash!: string;
  asOf!: string;
  /** 参加试调的企业数：当年有事实表的登记企业；一家也没有时为演示企业 */
  total!: number;
  /** 用的是演示企业 */
  demo!: boolean;
  /** 因有登记企业而不计入的演示企业数 */
  demoLeftOut!: number;
  counts!: OutcomeCountsDto;
  thresholds!: TunableThresholdDto[];
}

/** 把一个门槛调到这里 */
export class TuningStepDto {
  @Matches(/^[a-z0-9.-]{3,100}$/)
  key!: string;

  // so near to 0 that it is written with an exponent (5e-324): the validator can't count its decimals and would throw
  @Transform(({ value }: { value: unknown }) => (typeof value === 'number' && /e-/.test(String(value)) ? 0 : value))
  @IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: 4 })
  value!: number;
}

/** 离门槛最近、结果因此变化的企业 */
export class NearestEnterpriseDto {
  enterpriseId!: string;
  name!: string;
  /** 与门槛相比的数 */
  @Confidential('figures')
  shown!: string;
  old!: OutcomeText;
  new!: OutcomeText;
}

/** 调到这里时的结果 */
export class TuningResultDto {
  counts!: OutcomeCountsDto;
  changes!: ChangeCountsDto;
  nearest!: NearestEnterpriseDto[];
  /** 全部调过的门槛 */
  moved!: TuningStepDto[];
  /** 服务器计算用时，毫秒 */
  ms!: number;
}
