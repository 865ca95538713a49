import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { FunnelDto, FunnelListQuery, FunnelPageDto, FunnelQuery } from './funnel.console.dto';
import { FunnelQueries } from './funnel.queries';
import { stageWords } from './stage-sql';

@ApiTags('漏斗与用时')
@Controller('/api/console/recognition')
export class FunnelConsoleController {
  constructor(private readonly queries: FunnelQueries) {}

  /** 从培育库到认定各有几家，每个环节要几个工作日 */
  @Get('funnel')
  @Permission('recognition.read')
  async funnel(@Acting() person: ActingPerson, @Query() query: FunnelQuery): Promise<FunnelDto> {
    const { stages, times } = await this.queries.of(person, query);
    return { times, stages: stages.map((one) => ({ ...one, ...stageWords[one.stage] })) };
  }

  /** 一段里是哪些企业：与数字同一个口径 */
  @Get('funnel/enterprises')
  @Permission('recognition.read')
  list(
    @Acting() person: ActingPerson,
    @Query() { stage = 'declared', ...query }: FunnelListQuery,
  ): Promise<FunnelPageDto> {
    return this.queries.list(person, stage, query);
  }
}
