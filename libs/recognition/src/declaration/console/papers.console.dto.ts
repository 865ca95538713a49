import { IsString, Matches, MaxLength } from 'class-validator';

/** 纸上印的 */
export class PaperQuery {
  /** 回执编号 */
  @IsString()
  @MaxLength(40)
  @Matches(/^\s*[0-9A-Za-z-]{8,40}\s*$/, { message: '应为回执编号，如 20261128-7KQ2M9XD-4。' })
  receipt!: string;

  /** 校验值，至少前 12 位 */
  @IsString()
  @MaxLength(70)
  @Matches(/^\s*[0-9A-Fa-f]{12,64}\s*$/, { message: '应为校验值，至少输前 12 位。' })
  hash!: string;
}

export class CurrentRevisionDto {
  number!: number;
  hash!: string;
  submittedAt!: string;
}

/** 纸面与线上核对的结果 */
export class CheckedPaperDto {
  /** same 与现行的一版相同；superseded 是先前的一版，已被代替；differs 与线上任何一版都不同 */
  finding!: 'same' | 'superseded' | 'differs';
  applicationId!: string;
  enterpriseId!: string;
  enterpriseName!: string;
  batchName!: string;
  /** 纸面是第几次提交；null 都不是 */
  number!: number | null;
  current!: CurrentRevisionDto;
}
