import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Confidential, FromDigits, PlainText, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Allocation, allocations } from '../budget/budget-line';
import { yuanText } from './cases.console.dto';

export class BudgetLinesQuery {
  /** 年份；不填为各年 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(2000)
  @Max(2200)
  year?: number;
}

/** 一条预算，金额以元计 */
export class BudgetLineDto {
  id!: string;
  code!: string;
  @ApiProperty({ type: 'integer' })
  year!: number;
  name!: string;
  /** firstCome 先到先得，proportional 同比例折算 */
  allocation!: Allocation;
  total!: string;
  /** 预留：已确认、在审核 */
  reserved!: string;
  /** 承诺：已同意、待拨付 */
  committed!: string;
  /** 已付，减去收回的 */
  paid!: string;
  /** 还剩 */
  left!: string;
  @ApiProperty({ type: 'integer' })
  version!: number;
  changedAt!: string;
  changedByName!: string;
}

export class BudgetLineListDto {
  lines!: BudgetLineDto[];
}

export class GivenLineDto {
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  name!: string;

  /** 全年（元） */
  @IsString()
  @MaxLength(16)
  @Matches(yuanText)
  total!: string;

  /** firstCome 先到先得，proportional 同比例折算 */
  @IsIn(allocations)
  allocation!: Allocation;
}

export class NewLineDto extends GivenLineDto {
  /** 编号，措施里“budget”写的那个 */
  @IsString()
  @MaxLength(60)
  @Matches(/^[a-z][a-z0-9-]{0,59}$/)
  code!: string;

  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;
}

export class ChangedBudgetLineDto extends GivenLineDto {
  /** 为什么改，记入审计 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class MadeLineDto {
  id!: string;
}

/** 折算的结果，元 */
export class AllocatedDto {
  @ApiProperty({ type: 'integer' })
  cases!: number;
  asked!: string;
  given!: string;
}

/** 付款清单，金额以元计 */
export class DisbursementDto {
  id!: string;
  number!: string;
  lineId!: string;
  lineName!: string;
  @ApiProperty({ type: 'integer' })
  lineYear!: number;
  state!: 'prepared' | 'approved' | 'settled' | 'dropped';
  @ApiProperty({ type: 'integer' })
  items!: number;
  total!: string;
  /** 银行已付 */
  paid!: string;
  /** 退票几笔 */
  @ApiProperty({ type: 'integer' })
  failed!: number;
  /** 没有回单几笔 */
  @ApiProperty({ type: 'integer' })
  open!: number;
  @ApiProperty({ type: 'integer' })
  version!: number;
  createdAt!: string;
  createdByName!: string;
  /** 是否由问的人编制 */
  mine!: boolean;
  approvedAt!: string | null;
  approvedByName!: string | null;
}

export class DisbursementListDto {
  disbursements!: DisbursementDto[];
}

export class DisbursementItemDto {
  caseId!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  measureName!: string;
  @ApiProperty({ type: 'integer' })
  position!: number;
  amount!: string;
  payeeName!: string;
  payeeBank!: string;
  @Confidential('payee.account')
  payeeAccount!: string;
  result!: 'paid' | 'failed' | null;
  problem!: string | null;
  settledOn!: string | null;
}

export class DisbursementDetailDto extends DisbursementDto {
  payments!: DisbursementItemDto[];
}

export class NewDisbursementDto {
  /** 预算 */
  @IsUUID()
  line!: string;
}

export class DropDisbursementDto {
  /** 为什么撤销 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class AskedBankFileDto {
  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';
}

/** 一笔的回单 */
export class BankAnswerDto {
  /** 清单里的序号 */
  @IsInt()
  @Min(1)
  @Max(10_000)
  position!: number;

  /** paid 已付，failed 退票 */
  @IsIn(['paid', 'failed'])
  result!: 'paid' | 'failed';

  /** 银行说的原因；已付的为 null */
  @Tidy()
  @ApiProperty({ type: 'string', nullable: true, minLength: 2, maxLength: 500 })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  problem!: string | null;
}

export class BankAnswersDto {
  /** 回单日期 */
  @Validate(CalendarDay)
  on!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BankAnswerDto)
  answers!: BankAnswerDto[];
}

/** 到账后被银行退回的一笔 */
export class ReturnedPaymentDto {
  /** 清单里的第几笔 */
  @ApiProperty({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Max(500)
  position!: number;

  /** 退回日期 */
  @Validate(CalendarDay)
  on!: string;

  /** 银行说的原因 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  problem!: string;
}
