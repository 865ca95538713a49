import { type MoneyUnit, moneyUnits } from '@tidu/criteria';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, ValidateNested } from 'class-validator';
import {
  AskedDto,
  ClaimedFactDto,
  DeclarationProblemDto,
  DeclaredAnswerDto,
  ShownAnswerDto,
  SlipDto,
} from '../../declaration/portal/declaration.portal.dto';
import type { DutyState } from '../duties';

/** 一年的更新 */
export class UpdateYearDto {
  /** 应当更新的年份 */
  year!: number;
  /** 数据的会计年度 */
  figuresYear!: number;
  /** 可以更新的第一天 */
  opensOn!: string;
  /** 期限的最后一天 */
  dueOn!: string;
  /** 期限的出处 */
  source!: string;
  /** filed 已更新，open 待更新，missed 逾期 */
  state!: DutyState;
  /** 因为哪些称号 */
  titles!: string;
  /** 还有几个工作日，负数为已逾期；已更新的为 null */
  workingDaysLeft!: number | null;
  filedOn!: string | null;
  /** 过了期限才补报 */
  late!: boolean;
  receiptNumber!: string | null;
}

export class UpdateYearListDto {
  items!: UpdateYearDto[];
  /** 逾期带来的后果；null 没有 */
  lost!: string | null;
}

/** 哪个标准的哪一条要这一项 */
export class AskingClauseDto {
  standardName!: string;
  label!: string;
  article!: string;
}

/** 更新里的一项 */
export class AskedUpdateDto extends AskedDto {
  clauses!: AskingClauseDto[];
}

/** 已经提交的更新 */
export class FiledUpdateDto {
  receiptNumber!: string;
  hash!: string;
  filedAt!: string;
  submittedByName!: string;
  facts!: ClaimedFactDto[];
}

/** 一年的更新：要填的、已知的、草稿；提交过的为当时的内容 */
export class YearlyUpdateDto extends UpdateYearDto {
  /** 没有定下标准的称号，原因 */
  notes!: string[];
  unit!: MoneyUnit;
  answers!: ShownAnswerDto[];
  /** 草稿的版本；0 还没有存过 */
  draftVersion!: number;
  savedAt!: string | null;
  savedByName!: string | null;
  asked!: AskedUpdateDto[];
  /** 指标字典里的这几行 */
  facts!: Record<string, string>[];
  problems!: DeclarationProblemDto[];
  slip!: SlipDto;
  filing!: FiledUpdateDto | null;
}

/** 更新的草稿：写到哪里算哪里，错的也先存着 */
export class SaveUpdateDto {
  /** 金额单位 */
  @IsIn(moneyUnits)
  unit!: MoneyUnit;

  @IsArray()
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => DeclaredAnswerDto)
  answers!: DeclaredAnswerDto[];
}

/** 更新的回执 */
export class UpdateReceiptDto {
  receiptNumber!: string;
  hash!: string;
  filedAt!: string;
  /** 过了期限才补报 */
  late!: boolean;
}
