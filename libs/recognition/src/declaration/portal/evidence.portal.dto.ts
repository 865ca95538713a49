import { PlainText, Tidy } from '@tidu/platform';
import { IsInt, IsString, Max, MaxLength, Min, MinLength, Validate } from 'class-validator';

/** 要上传的文件 */
export class BeginTransferDto {
  /** 文件名 */
  @Tidy()
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  @Validate(PlainText)
  name!: string;

  /** 字节数 */
  @IsInt()
  @Min(1)
  @Max(64 * 1024 * 1024)
  size!: number;
}

/** 一次分片上传 */
export class FileTransferDto {
  id!: string;
  name!: string;
  /** 整个文件的字节数 */
  size!: number;
  /** 每片的字节数，最后一片不足的照实 */
  partSize!: number;
  /** 已经收到的片，从 0 数 */
  received!: number[];
}
