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
