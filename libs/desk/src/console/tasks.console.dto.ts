import { ApiProperty } from '@nestjs/swagger';
import { Absent, CalendarDay, Count, LongText, PageQuery, PlainText, Tidy } from '@tidu/platform';
import {
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
} from 'class-validator';
import type { StepAct, TaskState } from '../tasks/task';
import type { TaskAct } from '../tasks/tasks.service';

const listed = ['open', 'paused', 'done', 'cancelled', 'all'] as const;
const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

export class TasksQuery extends PageQuery {
  /** 种类的代码 */
  @Absent()
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z]+\.[a-zA-Z]+$/)
  kind?: string;

  /** 不填为在办的（含暂停的），all 为全部 */
  @Absent()
  @IsIn(listed)
  state?: (typeof listed)[number];

  /** 完成时限在这一天或以前 */
  @Absent()
  @Validate(CalendarDay)
  due?: string;

  /** 是否逾期 */
  @Absent()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  /** 是否逾期到了要报告负责人的天数 */
  @Absent()
  @IsIn(['true', 'false'])
  escalated?: 'true' | 'false';

  /** 关于哪家企业 */
  @Absent()
  @IsUUID()
  enterprise?: string;

  /** mine 我承办的（不填也是），enterprise 由企业承办的，all 全部，或账号的 id */
  @Absent()
  @IsString()
  @MaxLength(36)
  @Matches(new RegExp(`^(mine|enterprise|all|${uuid})$`))
  owner?: string;

  /** 标题中的字 */
  @Absent()
  @IsString()
  @MaxLength(50)
  @Validate(PlainText)
  q?: string;
}

/** 一项任务 */
export class TaskDto {
  id!: string;
  kind!: string;
  kindName!: string;
  title!: string;
  note!: string | null;
  /** null：不关于哪家企业 */
  enterpriseId!: string | null;
  enterpriseName!: string | null;
  /** 承办的账号；null：由企业承办 */
  ownerId!: string | null;
  ownerName!: string;
  /** 完成时限，当天仍算按时 */
  dueOn!: string;
  /** 暂定：经过的年份还没有公布节假日安排，公布后重新计算 */
  dueProvisional!: boolean;
  /** 还有几个工作日，负数为逾期几个；null：已暂停或已结束 */
  @ApiProperty({ type: 'integer', nullable: true })
  left!: number | null;
  /** 剩余天数是否暂定 */
  leftProvisional!: boolean;
  overdue!: boolean;
  /** 逾期到了要报告负责人的天数 */
  escalated!: boolean;
  /** 从哪天起暂停 */
  pausedOn!: string | null;
  /** 暂停时还剩几个工作日，负数为逾期 */
  @ApiProperty({ type: 'integer', nullable: true })
  restWorkingDays!: number | null;
  state!: TaskState;
  stateWords!: string;
  /** 打开哪一页 */
  opens!: string | null;
  endedAt!: string | null;
  endedByName!: string | null;
  endedReason!: string | null;
  evidence!: string | null;
  version!: number;
  createdAt!: string;
  createdByName!: string;
  changedAt!: string;
  changedByName!: string;
  /** 您可以做的 */
  acts!: TaskAct[];
}

export class TaskPageDto {
  items!: TaskDto[];
  next!: string | null;
  count!: Count;
}

/** 任务的一步 */
export class TaskStepDto {
  id!: string;
  act!: StepAct;
  at!: string;
  personName!: string;
  reason!: string | null;
  /** 此后由谁承办 */
  ownerName!: string;
  /** 此后的完成时限 */
  dueOn!: string;
}

/** 一项任务和它的经过 */
export class TaskDetailDto {
  task!: TaskDto;
  steps!: TaskStepDto[];
}

/** 直接交办 */
export class NewTaskDto {
  /** 种类的代码，只能是可以直接交办的 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z]+\.[a-zA-Z]+$/)
  kind!: string;

  /** 要办什么 */
  @Tidy()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  @Validate(PlainText)
  title!: string;

  /** 说明；null 没有 */
  @Tidy()
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Validate(LongText)
  note!: string | null;

  /** 关于哪家企业；null 不关于哪家 */
  @ValidateIf((_, value) => value !== null)
  @IsUUID()
  enterprise!: string | null;

  /** 承办账号的 id；enterprise 由企业承办 */
  @IsString()
  @MaxLength(36)
  @Matches(new RegExp(`^(enterprise|${uuid})$`))
  owner!: string;

  /** 几个工作日内办结；dueOn 也没有写的，按种类规定 */
  @Absent()
  @IsInt()
  @Min(0)
  @Max(1000)
  workingDays?: number;

  /** 哪天以前办结（含当天）；写了它就不按工作日计 */
  @Absent()
  @Validate(CalendarDay)
  dueOn?: string;
}

export class MadeTaskDto {
  id!: string;
}

/** 为什么 */
export class TaskReasonDto {
  /** 记入经过和审计 */
  @Tidy()
  @IsString()
  @MinLength(2, { message: '请写明原因，至少两个字。' })
  @MaxLength(500)
  @Validate(PlainText)
  reason!: string;
}

/** 办结 */
export class TaskSettlementDto extends TaskReasonDto {
  /** 佐证：文号、材料名称或存放处；null 没有。有的种类必须写 */
  @Tidy()
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MinLength(2)
  @MaxLength(1000)
  @Validate(PlainText)
  evidence!: string | null;
}

/** 改派 */
export class TaskHandOverDto extends TaskReasonDto {
  /** 新的承办账号 */
  @IsUUID()
  owner!: string;
}

export class OwnersQuery {
  /** 哪一类任务 */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z]+\.[a-zA-Z]+$/)
  kind!: string;

  /** 关于哪家企业 */
  @Absent()
  @IsUUID()
  enterprise?: string;
}

export class TaskOwnerDto {
  id!: string;
  name!: string;
}

export class TaskOwnerListDto {
  items!: TaskOwnerDto[];
}

/** 一类任务 */
export class TaskKindDto {
  code!: string;
  name!: string;
  /** 不另写期限时的工作日数 */
  workingDays!: number;
  /** 可以直接交办 */
  byHand!: boolean;
  /** 可以由企业承办 */
  byEnterprise!: boolean;
  /** 办结必须写佐证 */
  needsEvidence!: boolean;
}

export class TaskKindListDto {
  items!: TaskKindDto[];
}

/** 手上有多少事、多少没读的消息 */
export class DeskSummaryDto {
  /** 我承办、还没有办结的 */
  open!: number;
  /** 其中今天到期的 */
  dueToday!: number;
  /** 其中逾期的 */
  overdue!: number;
  /** 别人逾期、报告到我这里的；没有负责人权限的为 0 */
  escalated!: number;
  /** 没有读的消息，至多数到一千 */
  unread!: number;
}
