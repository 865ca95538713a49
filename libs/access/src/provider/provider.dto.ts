import { PlainText, Tidy } from '@tidu/platform';
import { IsBoolean, IsIn, IsString, Matches, MaxLength, MinLength, Validate, ValidateIf } from 'class-validator';
import { AccessReasonDto } from '../persons/persons.dto';
import { SessionDto } from '../sign-in/sign-in.dto';

/** 可以用来登录的统一认证 */
export class ProviderDto {
  /** 登录按钮上的名称 */
  label!: string;
}

/** 有没有接统一认证 */
export class CurrentProviderDto {
  /** null：没有接，只用口令登录 */
  provider!: ProviderDto | null;
}

/** 去统一认证登录 */
export class BeginSignInDto {
  /** 换了人：统一认证要重新核对是谁 */
  @IsBoolean()
  anew!: boolean;
}

/** 登录着的人去统一认证 */
export class BeginOwnDto {
  /** link 关联自己的统一认证账号；stepUp 再确认一次是本人 */
  @IsIn(['link', 'stepUp'])
  purpose!: 'link' | 'stepUp';

  /** 动态口令；没有设置第二因素、或关联时留空 */
  @IsString()
  @MaxLength(6)
  @Matches(/^(\d{6})?$/, { message: '请输入六位数字的动态口令。' })
  code!: string;
}

/** 浏览器要去的地方 */
export class ProviderAddressDto {
  address!: string;
}

/** 从统一认证回来 */
export class ProviderAnswerDto {
  /** 回来的网址里问号后面的部分 */
  @IsString()
  @MinLength(1)
  @MaxLength(8000)
  answer!: string;
}

/** 回来之后 */
export class ProviderReturnDto {
  /** signIn 登录、link 关联、stepUp 再确认 */
  purpose!: 'signIn' | 'link' | 'stepUp';
  session!: SessionDto;
}

/** 管理员登记某人在统一认证里的账号 */
export class ProviderSubjectDto extends AccessReasonDto {
  /** 统一认证里的账号标识；null 解除关联 */
  @ValidateIf((_, value) => value !== null)
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Validate(PlainText)
  subject!: string | null;
}
