import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ActKey, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { TaskActsService } from '../tasks/task-acts.service';
import { TasksQueries, type TaskView } from '../tasks/tasks.queries';
import {
  MadeTaskDto,
  NewTaskDto,
  TaskDetailDto,
  TaskDto,
  TaskHandOverDto,
  TaskPageDto,
  TaskReasonDto,
  TaskSettlementDto,
  TasksQuery,
} from './tasks.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('任务')
@Controller('/api/console/desk/tasks')
export class TasksConsoleController {
  constructor(
    private readonly acts: TaskActsService,
    private readonly queries: TasksQueries,
  ) {}

  /** 任务，先到期的在前 */
  @Get()
  @Permission('desk.read')
  async list(@Acting() person: ActingPerson, @Query() query: TasksQuery): Promise<TaskPageDto> {
    const { overdue, escalated, ...filter } = query;
    const flags = {
      ...(overdue && { overdue: overdue === 'true' }),
      ...(escalated && { escalated: escalated === 'true' }),
    };
    const { items, next, count } = await this.queries.list(person, { ...filter, ...flags });
    return { items: items.map(toTask), next, count };
  }

  /** 一项任务和它的经过 */
  @Get(':id')
  @Permission('desk.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<TaskDetailDto> {
    const { task, steps } = await this.queries.one(person, id);
    return { task: toTask(task), steps };
  }

  /** 直接交办一项任务 */
  @Post()
  @Permission('desk.act')
  async give(@Acting() person: ActingPerson, @ActKey() key: string, @Body() body: NewTaskDto): Promise<MadeTaskDto> {
    const { workingDays, dueOn, enterprise: enterpriseId, ...task } = body;
    const due = dueOn !== undefined ? { day: dueOn } : workingDays !== undefined ? { workingDays } : undefined;
    return { id: await this.acts.give(person, key, { ...task, enterpriseId, due }) };
  }

  /** 办结 */
  @Post(':id/settlement')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  settle(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: TaskSettlementDto,
  ): Promise<void> {
    return this.acts.settle(person, id, version, body);
  }

  /** 改派给另一个人 */
  @Post(':id/handover')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  handOver(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { owner, reason }: TaskHandOverDto,
  ): Promise<void> {
    return this.acts.handOver(person, id, version, owner, reason);
  }

  /** 暂停：剩下的工作日保留 */
  @Post(':id/pause')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  pause(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: TaskReasonDto,
  ): Promise<void> {
    return this.acts.pause(person, id, version, reason);
  }

  /** 恢复：接着剩下的工作日计 */
  @Post(':id/resumption')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  resume(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: TaskReasonDto,
  ): Promise<void> {
    return this.acts.resume(person, id, version, reason);
  }

  /** 取消 */
  @Post(':id/cancellation')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  cancel(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: TaskReasonDto,
  ): Promise<void> {
    return this.acts.cancel(person, id, version, reason);
  }
}

export function toTask(task: TaskView): TaskDto {
  const { id, kind, kindName, title, note, enterpriseId, enterpriseName, ownerId, ownerName, dueOn } = task;
  const { dueProvisional, left, leftProvisional, overdue, escalated, pausedOn, restWorkingDays, state } = task;
  const { stateWords, opens, endedAt, endedByName, endedReason, evidence, version, createdAt, createdByName } = task;
  const { changedAt, changedByName, acts } = task;
  return {
    ...{ id, kind, kindName, title, note, enterpriseId, enterpriseName, ownerId, ownerName, dueOn, dueProvisional },
    ...{ left, leftProvisional, overdue, escalated, pausedOn, restWorkingDays, state, stateWords, opens, endedAt },
    ...{ endedByName, endedReason, evidence, version, createdAt, createdByName, changedAt, changedByName, acts },
  };
}
