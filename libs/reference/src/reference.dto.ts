import { Absent, Count, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { IsString, Matches, MaxLength, Validate } from 'class-validator';

export class FactValueDto {
  code!: string;
  label!: string;
}

/** 指标字典的一项 */
export class FactDto {
  /** 指标代码，也是事实表里的列名 */
  code!: string;
  label!: string;
  type!: 'boolean' | 'integer' | 'money' | 'decimal' | 'enum' | 'code';
  /** 单位；1 表示 0–1 的比值 */
  unit!: string;
  /** 保留的小数位数 */
  scale!: number;
  min!: string | null;
  max!: string | null;
  /** 枚举型指标的取值 */
  values!: FactValueDto[];
  /** 来源：填报、推算、由人判断 */
  origin!: 'entered' | 'derived' | 'judged';
  /** 往年指标：对应的当年指标 */
  base!: string | null;
  /** 往年指标：比当年早几年，如 -1 */
  offset!: number;
  meaning!: string;
  definition!: string;
  /** 文件里认得的其他表头 */
  aliases!: string[];
  /** 本区自行增加的指标 */
  district!: boolean;
}

export class FactListDto {
  items!: FactDto[];
  next!: string | null;
  count!: Count;
}

export class CodeListQuery extends PageQuery {
  /** 名称的一部分，或代码的开头 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;

  /** 上一级的代码 */
  @Absent()
  @Matches(/^[A-Z0-9]{1,6}$/)
  parent?: string;
}

/** 行政区划，GB/T 2260 */
export class RegionDto {
  code!: string;
  name!: string;
  level!: 'province' | 'city' | 'district';
  parent!: string | null;
  /** 含上级的全称 */
  path!: string;
}

export class RegionListDto {
  items!: RegionDto[];
  next!: string | null;
  count!: Count;
}

/** 国民经济行业，GB/T 4754-2017 */
export class IndustryDto {
  code!: string;
  name!: string;
  /** 1 门类，2 大类，3 中类，4 小类 */
  level!: number;
  parent!: string | null;
}

export class IndustryListDto {
  items!: IndustryDto[];
  next!: string | null;
  count!: Count;
}
