import { ApiProperty } from '@nestjs/swagger';
import { Absent, Count, PageQuery } from '@tidu/platform';
import { IsIn } from 'class-validator';
import type { TaskState } from '../tasks/task';

const listed = ['open', 'done', 'all'] as const;

export class OwnTasksQuery extends PageQuery {
  /** 不填为还没有办结的，all 为全部 */
  @Absent()
  @IsIn(listed)
  state?: (typeof listed)[number];
}

/** 由企业承办的一项任务 */
export class OwnTaskDto {
  id!: string;
  kindName!: string;
  title!: string;
  note!: string | null;
  /** 完成时限，当天仍算按时 */
  dueOn!: string;
  /** 暂定：经过的年份还没有公布节假日安排，公布后重新计算 */
  dueProvisional!: boolean;
  /** 还有几个工作日，负数为逾期几个；null：已暂停或已结束 */
  @ApiProperty({ type: 'integer', nullable: true })
  left!: number | null;
  overdue!: boolean;
  pausedOn!: string | null;
  state!: TaskState;
  stateWords!: string;
  opens!: string | null;
  endedAt!: string | null;
  endedByName!: string | null;
  endedReason!: string | null;
  evidence!: string | null;
  /** 企业可以自己办结 */
  settles!: boolean;
  /** 办结必须写佐证 */
  needsEvidence!: boolean;
  version!: number;
  createdAt!: string;
}

export class OwnTaskPageDto {
  items!: OwnTaskDto[];
  next!: string | null;
  count!: Count;
}

/** 有多少事、多少没读的消息 */
export class OwnDeskDto {
  /** 还没有办结的任务 */
  open!: number;
  /** 其中逾期的 */
  overdue!: number;
  /** 本人没有读的消息，至多数到一千 */
  unread!: number;
}
