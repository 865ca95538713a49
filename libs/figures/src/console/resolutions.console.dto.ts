import { Absent, Confidential, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';
import { type FigureSource, figureSources } from '../sources';
import { MergedRecordDto } from './figures.console.dto';

/** 来源不一致时以哪个来源为准 */
export class NewResolutionDto {
  /** 会计年度 */
  @IsInt()
  @Min(1949)
  @Max(2200)
  year!: number;

  /** 指标代码 */
  @IsString()
  @MaxLength(60)
  @Matches(/^[A-Za-z][A-Za-z0-9]*$/)
  fact!: string;

  /** 以它为准的来源 */
  @IsIn(figureSources)
  source!: FigureSource;

  /** 合并进来的记录：该来源在几条记录里说法不一时，以这条记录里的为准；不写则以该来源对企业整体的说法为准 */
  @Absent()
  @IsUUID()
  recordId?: string;

  /** 理由 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  reason!: string;

  /** 被取代的处理；此前没有的不写 */
  @Absent()
  @IsUUID()
  replaces?: string;
}

export class ResolutionIdDto {
  id!: string;
}

export class ConflictValueDto {
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

export class ResolutionDto {
  id!: string;
  source!: FigureSource;
  sourceLabel!: string;
  /** 以合并进来的哪条记录为准；以该来源整体为准的为 null */
  record!: MergedRecordDto | null;
  reason!: string;
  resolvedAt!: string;
  resolvedByName!: string;
  /** 处理之后又有来源改了数，须重新核对 */
  outdated!: boolean;
}

/** 一处来源冲突 */
export class ConflictDto {
  /** 会计年度 */
  year!: number;
  fact!: string;
  label!: string;
  /** 各来源的说法，按取数优先级排列；同一来源在合并的几条记录里说法不一的分开列 */
  values!: ConflictValueDto[];
  resolution!: ResolutionDto | null;
}

export class ConflictListDto {
  items!: ConflictDto[];
}
