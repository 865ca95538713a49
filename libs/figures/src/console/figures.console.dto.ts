import { ApiProperty } from '@nestjs/swagger';
import type { FigureSource } from '../sources';

/** 一项数据 */
export class FigureValueDto {
  /** 指标代码 */
  code!: string;
  label!: string;
  type!: 'boolean' | 'integer' | 'money' | 'decimal' | 'enum' | 'code';
  /** 单位；1 表示 0–1 的比值 */
  unit!: string;
  /** 数值一律为十进制文本（金额以元计），是否类为 true 或 false，枚举为代码 */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }] })
  value!: string | boolean;
  /** 枚举取值的中文名称；其他为 null */
  valueLabel!: string | null;
}

/** 一家企业、一个会计年度、一个来源的数据，当前版本 */
export class FigureSetDto {
  id!: string;
  /** 会计年度 */
  year!: number;
  source!: FigureSource;
  /** 来源的中文名称 */
  sourceLabel!: string;
  /** 第几版 */
  revision!: number;
  submittedAt!: string;
  values!: FigureValueDto[];
}

/** 一家企业的年度数据，最近年度在前 */
export class FigureSetListDto {
  items!: FigureSetDto[];
}
