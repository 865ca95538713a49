import { IsString, MaxLength, MinLength } from 'class-validator';

/** 改口令 */
export class ChangePasswordDto {
  /** 现在的口令 */
  @IsString()
  @MaxLength(200)
  current!: string;

  /** 新口令 */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password!: string;
}

/** 给手机的密钥，只显示这一次 */
export class FactorSecretDto {
  /** 手工输入用 */
  secret!: string;
  /** 二维码的内容（otpauth） */
  address!: string;
}

/** 自己的一个登录 */
export class OwnSessionDto {
  id!: string;
  /** 从哪个网络地址 */
  address!: string;
  /** 浏览器自报的名称 */
  agent!: string;
  startedAt!: string;
  lastSeenAt!: string;
  /** 就是现在这个 */
  current!: boolean;
}

export class OwnSessionListDto {
  items!: OwnSessionDto[];
}
