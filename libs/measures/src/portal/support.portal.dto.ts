import { ApiProperty } from '@nestjs/swagger';
import { PlainText, ShownWhole, Tidy } from '@tidu/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ownActs } from '../console/cases.console.dto';
import { BestCombinationDto, OwnMeasureDto, TaxReliefDto } from '../console/support.console.dto';

/** 企业看自己的一件 */
export class OwnSupportDto {
  id!: string;
  measureName!: string;
  state!: string;
  stateLabel!: string;
  /** 现在怎样、要做什么 */
  plain!: string;
  holder!: 'enterprise' | 'bureau' | 'bank' | 'nobody';
  amount!: string | null;
  workings!: string[];
  payeeName!: string | null;
  payeeBank!: string | null;
  @ShownWhole('payee.account', 'own')
  payeeAccount!: string | null;
  reason!: string | null;
  dueOn!: string | null;
  paidOn!: string | null;
  /** 现在可以办的：confirm 确认，decline 放弃，correct 更正账户，reconsider 重新享受 */
  acts!: string[];
  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class PortalMeasureDto extends OwnMeasureDto {
  own!: OwnSupportDto | null;
}

/** 我的政策 */
export class MyMeasuresDto {
  /** 登记的企业名称，收款户名须与它一致 */
  enterpriseName!: string;
  measures!: PortalMeasureDto[];
  /** 已经不施行的措施的办理 */
  former!: OwnSupportDto[];
  combination!: BestCombinationDto | null;
  received!: string;
  relief!: string;
  total!: string;
  reliefs!: TaxReliefDto[];
}

/** 收款账户 */
export class PayeeDto {
  /** 户名 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  name!: string;

  /** 开户行 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @Validate(PlainText)
  bank!: string;

  /** 账号，8 至 32 位数字 */
  @IsString()
  @MaxLength(32)
  @Matches(/^\d{8,32}$/)
  account!: string;
}

/** 申报时填的一个数 */
export class GivenInputDto {
  @IsString()
  @MaxLength(30)
  @Matches(/^[a-z][a-zA-Z]{1,29}$/)
  code!: string;

  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(30)
  @Validate(PlainText)
  text!: string;
}

/** 确认或申报 */
export class SupportClaimDto {
  /** 收款账户；没有金额的服务为 null */
  @ApiProperty({ type: PayeeDto, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PayeeDto)
  payee!: PayeeDto | null;

  /** 措施要问的数；不问的为空 */
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GivenInputDto)
  inputs!: GivenInputDto[];
}

export class ClaimedDto {
  id!: string;
}

/** 企业办的一步 */
export class OwnSupportActDto {
  /** decline 放弃，reconsider 重新享受，correct 更正账户 */
  @IsIn(ownActs)
  act!: string;

  /** 理由；null 不写 */
  @Tidy()
  @ApiProperty({ type: 'string', nullable: true, minLength: 2, maxLength: 500 })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(2)
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string | null;

  /** 更正的收款账户；null 不改 */
  @ApiProperty({ type: PayeeDto, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PayeeDto)
  payee!: PayeeDto | null;
}
