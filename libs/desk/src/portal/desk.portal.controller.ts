import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { toMessage } from '../console/messages.console.controller';
import { MessagePageDto, MessagesQuery, ReadCountDto, ReadUpToDto } from '../console/messages.console.dto';
import { TaskSettlementDto } from '../console/tasks.console.dto';
import { MessagesQueries } from '../messages/messages.queries';
import { taskKind } from '../rules/desk-kinds';
import { TaskActsService } from '../tasks/task-acts.service';
import { TasksQueries, type TaskView } from '../tasks/tasks.queries';
import { OwnDeskDto, OwnTaskDto, OwnTaskPageDto, OwnTasksQuery } from './desk.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);
const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('任务与消息')
@Controller('/api/portal/desk/enterprises/:enterpriseId')
export class DeskPortalController {
  constructor(
    private readonly acts: TaskActsService,
    private readonly tasks: TasksQueries,
    private readonly messages: MessagesQueries,
  ) {}

  /** 有多少事、多少没读的消息 */
  @Get('summary')
  @Permission('members.view')
  async summary(@Acting() person: ActingPerson, @EnterpriseId() enterprise: string): Promise<OwnDeskDto> {
    const of = { enterprise, owner: 'enterprise', limit: 1 };
    const [all, late, unread] = await Promise.all([
      this.tasks.list(person, of),
      this.tasks.list(person, { ...of, overdue: true }),
      this.messages.unread(person),
    ]);
    return { open: all.count.value, overdue: late.count.value, unread };
  }

  /** 由本企业承办的任务，先到期的在前 */
  @Get('tasks')
  @Permission('members.view')
  async list(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterprise: string,
    @Query() query: OwnTasksQuery,
  ): Promise<OwnTaskPageDto> {
    const page = await this.tasks.list(person, { ...query, enterprise, owner: 'enterprise' });
    return { ...page, items: page.items.map(toOwnTask) };
  }

  /** 本企业办结一项任务 */
  @Post('tasks/:id/settlement')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.submit')
  settle(
    @Acting() person: ActingPerson,
    @EnterpriseId() _enterpriseId: string,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: TaskSettlementDto,
  ): Promise<void> {
    return this.acts.settleAsEnterprise(person, id, version, body);
  }

  /** 本企业的收件箱，新的在前 */
  @Get('messages')
  @Permission('members.view')
  async inbox(
    @Acting() person: ActingPerson,
    @EnterpriseId() _enterpriseId: string,
    @Query() query: MessagesQuery,
  ): Promise<MessagePageDto> {
    const { unread, ...filter } = query;
    const page = await this.messages.list(person, { ...filter, ...(unread && { unread: unread === 'true' }) });
    return { ...page, items: page.items.map(toMessage) };
  }

  /** 本人读过了 */
  @Put('messages/:id/reading')
  @HttpCode(204)
  @Permission('members.view')
  read(@Acting() person: ActingPerson, @EnterpriseId() _enterpriseId: string, @OneId() id: string): Promise<void> {
    return this.messages.markRead(person, id);
  }

  /** 本人到某一条为止都读过了 */
  @Post('messages/readings')
  @HttpCode(200)
  @Permission('members.view')
  async readAll(
    @Acting() person: ActingPerson,
    @EnterpriseId() _enterpriseId: string,
    @Body() { upTo }: ReadUpToDto,
  ): Promise<ReadCountDto> {
    return { marked: await this.messages.markAllRead(person, upTo) };
  }
}

function toOwnTask(task: TaskView): OwnTaskDto {
  const { id, kindName, title, note, dueOn, dueProvisional, left, overdue, pausedOn, state, stateWords } = task;
  const { endedAt, endedByName, endedReason, evidence, version, createdAt, portalOpens: opens } = task;
  const { enterprise, evidence: asked } = taskKind(task.kind);
  return {
    ...{ id, kindName, title, note, dueOn, dueProvisional, left, overdue, pausedOn, state, stateWords, opens },
    ...{ endedAt, endedByName, endedReason, evidence, version, createdAt },
    ...{ settles: enterprise === 'settles' && state === 'open', needsEvidence: asked === 'required' },
  };
}
