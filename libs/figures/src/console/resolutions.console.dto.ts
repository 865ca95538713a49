import { PlainText, Tidy } from '@tidu/platform';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
} from 'class-validator';
import { type FigureSource, figureSources } from '../sources';

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

  /** 理由 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  reason!: string;

  /** 被取代的处理；此前没有的不写 */
  @IsOptional()
  @IsUUID()
  replaces?: string;
}

export class ResolutionIdDto {
  id!: string;
}

export class ConflictValueDto {
  source!: FigureSource;
  sourceLabel!: string;
  /** 给人看的数值 */
  display!: string;
}

export class ResolutionDto {
  id!: string;
  source!: FigureSource;
  sourceLabel!: string;
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
  /** 各来源的说法，按取数优先级排列 */
  values!: ConflictValueDto[];
  /** 现在以哪个来源为准 */
  believed!: FigureSource;
  resolution!: ResolutionDto | null;
}

export class ConflictListDto {
  items!: ConflictDto[];
}
