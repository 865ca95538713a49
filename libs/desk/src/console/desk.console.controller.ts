import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { invalid } from '../desk.errors';
import { MessagesQueries } from '../messages/messages.queries';
import { deskKinds } from '../rules/desk-kinds';
import { Owners } from '../tasks/owners';
import { TasksQueries } from '../tasks/tasks.queries';
import { DeskSummaryDto, OwnersQuery, TaskKindListDto, TaskOwnerListDto } from './tasks.console.dto';

@ApiTags('任务')
@Controller('/api/console/desk')
export class DeskConsoleController {
  constructor(
    private readonly tasks: TasksQueries,
    private readonly messages: MessagesQueries,
    private readonly owners: Owners,
  ) {}

  /** 手上有多少事、多少没读的消息 */
  @Get('summary')
  @Permission('desk.read')
  async summary(@Acting() person: ActingPerson): Promise<DeskSummaryDto> {
    const [counts, unread] = await Promise.all([this.tasks.counts(person), this.messages.unread(person)]);
    return { ...counts, unread };
  }

  /** 任务的种类 */
  @Get('kinds')
  @Permission('desk.read')
  kinds(): TaskKindListDto {
    const items = [...deskKinds().tasks.values()].map(({ code, name, workingDays, byHand, enterprise, evidence }) => ({
      ...{ code, name, workingDays, byHand },
      ...{ byEnterprise: enterprise === 'settles', needsEvidence: evidence === 'required' },
    }));
    return { items };
  }

  /** 谁可以承办这类任务 */
  @Get('owners')
  @Permission('desk.act')
  async options(
    @Acting() person: ActingPerson,
    @Query() { kind: code, enterprise }: OwnersQuery,
  ): Promise<TaskOwnerListDto> {
    const kind = deskKinds().tasks.get(code);
    if (!kind) throw invalid('kind', 'KIND', '没有这类任务，请核对种类的代码。');
    return { items: await this.owners.options(person, kind, enterprise ?? null) };
  }
}
