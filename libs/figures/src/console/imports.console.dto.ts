import { Absent, Count, FromDigits, PageQuery, PlainText, Tidy } from '@tidu/platform';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
} from 'class-validator';
import { type ImportUnit } from '../import/import-options';
import { type FigureSource, figureSources } from '../sources';

const FromJson = () =>
  Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string') return value;
    if (value.trim() === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value; // the check that follows refuses it by name
    }
  });

const FromText = () =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

/** 导入一个文件（multipart/form-data，文件放在 file 里） */
export class ImportRequestDto {
  /** 哪一种清单；不填为企业名册或年度数据，由列决定 */
  @Absent()
  @Matches(/^[a-z][A-Za-z0-9]{1,49}$/)
  list?: string;

  /** 佐证清单：谁说的（部门或文件） */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(200)
  @Validate(PlainText)
  issuer?: string;

  /** 佐证清单：整份清单的文号 */
  @Absent()
  @Tidy()
  @IsString()
  @MaxLength(200)
  @Validate(PlainText)
  document?: string;

  /** 表头与指标的对应，JSON 对象：{"研发投入":"rdExpense"}；对应到 - 表示不导入这一列 */
  @Absent()
  @FromJson()
  @IsObject({ message: '应为 JSON 对象，形如 {"表头":"指标代码"}。' })
  mapping?: Record<string, string>;

  /** 金额列的单位，JSON 对象：{"*":"万元","revenue":"元"} */
  @Absent()
  @FromJson()
  @IsObject({ message: '应为 JSON 对象，形如 {"*":"万元"}。' })
  units?: Record<string, ImportUnit>;

  /** 文件里没有年份列时，所有行的会计年度 */
  @Absent()
  @FromDigits()
  @IsInt()
  @Min(1949)
  @Max(2200)
  year?: number;

  /** 数据来源，默认企业填报 */
  @Absent()
  @IsIn(figureSources)
  source?: FigureSource;

  /** 登记簿里没有的企业：新建，或拒绝该行；默认新建 */
  @Absent()
  @IsIn(['create', 'reject'])
  unknown?: 'create' | 'reject';

  /** 只试算，不写入 */
  @Absent()
  @FromText()
  @IsBoolean()
  dryRun?: boolean;
}

/** 可以导入的一种清单 */
export class ImportListDefinitionDto {
  id!: string;
  label!: string;
  about!: string;
  /** figures 年度数据，register 企业名册，dated 联系人与归属，evidence 佐证清单，support 扶持 */
  kind!: 'figures' | 'register' | 'dated' | 'evidence' | 'support';
}

export class ImportListListDto {
  items!: ImportListDefinitionDto[];
}

export class TemplateQuery {
  @Absent()
  @IsIn(['xlsx', 'csv'])
  format?: 'xlsx' | 'csv';
}

export class ImportAcceptedDto {
  /** 后台任务号，进展见 /api/console/jobs/{id} */
  jobId!: string;
}

export class MatchedColumnDto {
  /** 列号，如 C */
  column!: string;
  header!: string;
  /** 指标或登记字段的代码 */
  field!: string;
  label!: string;
  /** 按什么单位读取；没有单位的为 null */
  unit!: string | null;
}

export class UnmatchedColumnDto {
  column!: string;
  header!: string;
  /** 为什么没有导入 */
  reason!: string;
}

export class ReasonCountDto {
  code!: string;
  /** true 为提醒，false 为拒绝的原因 */
  warning!: boolean;
  count!: number;
  /** 第一处的说明 */
  example!: string;
}

/** 导入的结果；试算时为将会发生的事 */
export class ImportResultDto {
  /** figures 年度数据，register 登记名册，list 佐证清单 */
  kind!: 'figures' | 'register' | 'list';
  /** 佐证清单：新增的记录数 */
  newRecords?: number;
  /** 佐证清单：有更正的记录数 */
  changedRecords?: number;
  dryRun!: boolean;
  format!: 'csv' | 'xlsx';
  encoding!: string | null;
  sheet!: string | null;
  /** 表头所在行 */
  headerRow!: number;
  columns!: MatchedColumnDto[];
  /** 没有认出、没有导入的列 */
  unmatchedColumns!: UnmatchedColumnDto[];
  /** 数据行数 */
  rows!: number;
  /** 跳过的行数：合计、小计、表下的说明、重复的表头 */
  skipped!: number;
  /** 合格的行数 */
  accepted!: number;
  /** 被拒绝的行数 */
  rejected!: number;
  /** 与前面某行完全相同的行数 */
  duplicates!: number;
  /** 新建企业数 */
  createdEnterprises?: number;
  /** 登记信息有更新的企业数 */
  updatedEnterprises?: number;
  /** 新的年度数据版本数 */
  newRevisions?: number;
  /** 与已有数据相同的行数 */
  unchanged!: number;
  /** 数据有变化的年度 */
  years?: number[];
  /** 问题条数 */
  problems!: number;
  /** 提醒条数 */
  warnings!: number;
  /** 其中可查看明细的条数 */
  listed!: number;
  reasons!: ReasonCountDto[];
}

export class ImportErrorDto {
  code!: string;
  message!: string;
}

/** 被拒绝的行能否下载 */
export class ImportCopiesDto {
  /** 修正文件与批注副本已经生成 */
  ready!: boolean;
}

export class UndoResultDto {
  /** 已恢复或删除的条数 */
  undone!: number;
  /** 之后又有改动、保持不变的条数 */
  kept!: number;
  years?: number[];
}

/** 撤销一次导入的进展 */
export class ImportUndoDto {
  jobId!: string;
  state!: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  result!: UndoResultDto | null;
  error!: ImportErrorDto | null;
}

export class UndoRequestDto {
  /** 为什么撤销 */
  @Tidy()
  @IsString()
  @MinLength(1, { message: '请写明撤销的理由。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

export class ImportChangeQuery extends PageQuery {
  /** undone 已撤销，kept 保持不变 */
  @Absent()
  @IsIn(['undone', 'kept'])
  outcome?: 'undone' | 'kept';
}

/** 导入新建或改动的一条记录，以及撤销时的结果 */
export class ImportChangeDto {
  table!: string;
  /** 文件里的行号 */
  row!: number | null;
  kind!: 'created' | 'changed';
  outcome!: 'undone' | 'kept' | null;
  /** 为什么保持不变 */
  why!: string | null;
  creditCode!: string | null;
  name!: string | null;
}

export class ImportChangeListDto {
  items!: ImportChangeDto[];
  next!: string | null;
  count!: Count;
}

/** 一次导入 */
export class ImportDto {
  jobId!: string;
  /** figures 年度数据，register 登记名册，或清单的代码；尚未读文件时为 null */
  list!: string | null;
  /** 没有被拒绝的行时为 null */
  copies!: ImportCopiesDto | null;
  /** 没有要求撤销时为 null */
  undo!: ImportUndoDto | null;
  fileName!: string;
  /** 年度数据的来源代码；佐证清单为来源的文字 */
  source!: string;
  dryRun!: boolean;
  state!: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  stage!: string | null;
  done!: number;
  total!: number | null;
  counted!: number;
  warned!: number;
  failed!: number;
  result!: ImportResultDto | null;
  error!: ImportErrorDto | null;
  personName!: string;
  createdAt!: string;
  finishedAt!: string | null;
}

export class ImportListDto {
  items!: ImportDto[];
  next!: string | null;
  count!: Count;
}

export class ImportProblemQuery extends PageQuery {
  /** 只看提醒，或只看问题 */
  @Absent()
  @FromText()
  @IsBoolean()
  warning?: boolean;
}

/** 导入时的一处问题或提醒 */
export class ImportProblemDto {
  position!: number;
  /** Excel 里的行号 */
  row!: number | null;
  /** 表头 */
  column!: string | null;
  value!: string | null;
  code!: string;
  /** 原因与办法 */
  message!: string;
  /** true 为提醒：该行照常导入 */
  warning!: boolean;
}

export class ImportProblemListDto {
  items!: ImportProblemDto[];
  next!: string | null;
  count!: Count;
}
