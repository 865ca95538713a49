import { type FigureSource, MergedRecordDto } from '@tidu/figures';
import { Absent, Confidential, Count, FromDigits, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';

export const conflictEffects = ['outcome', 'points', 'none', 'unweighed'] as const;
export type ConflictEffectKind = (typeof conflictEffects)[number];

export class ConflictRowsQuery extends PageQuery {
  /** 事实表的会计年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;

  /** 换一个来源会改变什么：outcome 结论，points 只改得分，none 都不变，unweighed 没有算 */
  @Absent()
  @IsIn(conflictEffects)
  effect?: ConflictEffectKind;

  /** 待处理、已处理或全部，默认待处理 */
  @Absent()
  @IsIn(['open', 'resolved', 'all'])
  state?: 'open' | 'resolved' | 'all';

  /** 指标代码 */
  @Absent()
  @IsString()
  @MaxLength(60)
  @Matches(/^[A-Za-z][A-Za-z0-9]*$/)
  fact?: string;

  /** 只看这家企业 */
  @Absent()
  @IsUUID()
  enterprise?: string;

  /** 企业名称的一部分，或信用代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(60)
  @Validate(PlainText)
  q?: string;
}

export class ConflictSaidDto {
  source!: FigureSource;
  sourceLabel!: string;
  /** 出自合并进来的哪条记录；该来源只有一种说法的为 null */
  record!: MergedRecordDto | null;
  /** 给人看的数值 */
  @Confidential('figures')
  display!: string;
  /** 现在以它为准 */
  believed!: boolean;
}

/** 以另一来源为准时，一个标准的结果怎样变 */
export class ConflictEffectDto {
  standardId!: string;
  standardName!: string;
  /** 新申报、复核 */
  purposeText!: string;
  /** 假如以它为准 */
  source!: FigureSource;
  sourceLabel!: string;
  /** 该来源在合并进来的哪条记录里的说法 */
  record!: MergedRecordDto | null;
  /** 现在的结论与得分 */
  before!: string;
  after!: string;
}

export class ConflictResolutionDto {
  id!: string;
  source!: FigureSource;
  sourceLabel!: string;
  record!: MergedRecordDto | null;
  resolvedByName!: string;
  reason!: string;
}

/** 一处来源冲突与它的影响 */
export class ConflictRowDto {
  enterpriseId!: string;
  enterpriseName!: string;
  creditCode!: string;
  /** 事实表的会计年度 */
  sheetYear!: number;
  /** 事实表里的指标 */
  fact!: string;
  label!: string;
  /** 各来源数据的会计年度 */
  year!: number;
  /** 各来源所填的指标 */
  baseFact!: string;
  values!: ConflictSaidDto[];
  /** 相差多少，万分之几；文字类为 10000 */
  spread!: number;
  effect!: ConflictEffectKind;
  effects!: ConflictEffectDto[];
  weighedAt!: string;
  resolution!: ConflictResolutionDto | null;
  /** 待处理：没有处理过，或处理之后又有来源改了数 */
  open!: boolean;
}

export class ConflictRowListDto {
  items!: ConflictRowDto[];
  next!: string | null;
  count!: Count;
}

export class WeighConflictsDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;
}

export class WeighingStartedDto {
  /** 后台任务号，进展见 /api/console/jobs/{id} */
  jobId!: string;
}
