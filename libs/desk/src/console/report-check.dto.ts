import { ApiProperty } from '@nestjs/swagger';

/** 模板的一列填什么 */
export class ReportColumnDto {
  letter!: string;
  label!: string;
  /** 填什么；null：留空 */
  field!: string | null;
  unit!: string | null;
  hidden!: boolean;
  /** 没有数据、留空的行数 */
  @ApiProperty({ type: 'integer' })
  missing!: number;
  /** 模板的选项里没有的值 */
  unlisted!: string[];
  /** 模板自己的公式 */
  formula!: boolean;
}

/** 填上级模板之前的核对 */
export class ReportCheckDto {
  templateName!: string;
  @ApiProperty({ type: 'integer' })
  number!: number;
  sheet!: string;
  /** 从第几行填起 */
  @ApiProperty({ type: 'integer' })
  firstRow!: number;
  /** 预留几行；null：不限 */
  @ApiProperty({ type: 'integer', nullable: true })
  room!: number | null;
  /** 将填的行数 */
  @ApiProperty({ type: 'integer' })
  rows!: number;
  columns!: ReportColumnDto[];
  notes!: string[];
}
