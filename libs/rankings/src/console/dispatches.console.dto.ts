import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, PlainText, Tidy } from '@tidu/platform';
import { IsIn, IsInt, IsString, IsUUID, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';
import { ways } from '../dispatch/register-dispatch.job';
import { reportedRows } from '../files/snapshot-export';

/** 填哪些行 */
export class AskedFormQuery {
  /** 全部、有名次的、线内的 */
  @IsIn(reportedRows)
  rows!: (typeof reportedRows)[number];
}

export class FilledFormDto extends AskedFormQuery {
  /** 屏幕上看到的行数：与现在的不同就不生成 */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @ApiProperty({ type: 'integer' })
  expected!: number;
}

export class NewDispatchDto {
  /** 报送的是哪次导出的文件 */
  @IsUUID()
  exportJobId!: string;

  /** 报给谁 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  recipient!: string;

  @Validate(CalendarDay)
  sentOn!: string;

  @IsIn(ways)
  way!: (typeof ways)[number];

  /** 文号或说明 */
  @Absent()
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  @Validate(PlainText)
  note?: string;

  /** 报的是哪件来文：登记后它的任务办结 */
  @Absent()
  @IsUUID()
  documentId?: string;
}

/** 报送登记的一条 */
export class DispatchDto {
  id!: string;
  snapshotId!: string;
  title!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
  root!: string;
  recipient!: string;
  sentOn!: string;
  way!: (typeof ways)[number];
  fileName!: string;
  fileSha256!: string;
  @ApiProperty({ type: 'integer' })
  rows!: number;
  note!: string | null;
  /** 报的是哪件来文；null：没有写 */
  documentId!: string | null;
  documentTitle!: string | null;
  registeredAt!: string;
  registeredByName!: string;
  /** 收到的是被取代的一版，还没有收到新的：应收回 */
  recall!: boolean;
}

export class DispatchListDto {
  items!: DispatchDto[];
}
