import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** 报哪些环节的申报 */
export class AskedReportQuery {
  /** 环节，用逗号分开 */
  @IsString()
  @MaxLength(500)
  @Matches(/^[a-zA-Z]+(,[a-zA-Z]+)*$/)
  states!: string;
}

export class TakenReportDto {
  /** 环节 */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  @Matches(/^[a-zA-Z]+$/, { each: true })
  states!: string[];

  /** 屏幕上看到的件数：与现在的不同就不生成 */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @ApiProperty({ type: 'integer' })
  expected!: number;
}

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
  /** 将填的件数 */
  @ApiProperty({ type: 'integer' })
  rows!: number;
  columns!: ReportColumnDto[];
  notes!: string[];
}
