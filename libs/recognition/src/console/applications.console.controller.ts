import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { CaseQueries } from '../applications/case.queries';
import { QueueQueries, type QueueRow } from '../applications/queue.queries';
import {
  ApplicationsQuery,
  CaseQuery,
  type QueuedDto,
  QueuePageDto,
  WaitingCasesDto,
} from './applications.console.dto';
import { CaseDto } from './case.console.dto';
import { caseView, pointsOf } from './case-view';

@ApiTags('申报办理')
@Controller('/api/console/recognition')
export class ApplicationsConsoleController {
  constructor(
    private readonly queue: QueueQueries,
    private readonly cases: CaseQueries,
    private readonly reference: ReferenceService,
  ) {}

  /** 申报队列 */
  @Get('applications')
  @Permission('recognition.read')
  async list(@Acting() person: ActingPerson, @Query() query: ApplicationsQuery): Promise<QueuePageDto> {
    const { overdue, ...filter } = query;
    const late = overdue === undefined ? {} : { overdue: overdue === 'true' };
    const { items, next, count } = await this.queue.list(person, { ...filter, ...late });
    return { items: items.map(toQueued), next, count };
  }

  /** 等我办的各有几件 */
  @Get('waiting')
  @Permission('recognition.read')
  waiting(@Acting() person: ActingPerson): Promise<WaitingCasesDto> {
    return this.queue.waiting(person);
  }

  /** 一件申报的案卷 */
  @Get('applications/:id')
  @Permission('recognition.read')
  async get(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { revision }: CaseQuery,
  ): Promise<CaseDto> {
    const view = await this.cases.one(person, id, revision);
    const { regionCode } = view.enterprise;
    const region = (await this.reference.regions()).get(regionCode)?.name ?? regionCode;
    return caseView(view, await this.reference.dictionary(), region, person.id);
  }
}

function toQueued({ minPoints, maxPoints, stateSince, ...row }: QueueRow): QueuedDto {
  return { ...row, stateSince: stateSince.toISOString(), points: pointsOf(minPoints, maxPoints) };
}
