import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ScaleCountsDto, ScaleCountsQuery, ScaleListDto, ScaleListQuery } from './scale-list.console.dto';
import { ScaleListQueries } from './scale-list.queries';

@ApiTags('规上名单')
@Controller('/api/console/scale-list')
export class ScaleListConsoleController {
  constructor(private readonly lists: ScaleListQueries) {}

  /** 规上名单：截至某一天在名单内的、当年升规的、当年退规的 */
  @Get()
  @Permission('enterprises.read')
  list(@Acting() person: ActingPerson, @Query() query: ScaleListQuery): Promise<ScaleListDto> {
    return this.lists.list(person, query);
  }

  /** 那一天在名单内、当年升规、当年退规各多少家 */
  @Get('summary')
  @Permission('enterprises.read')
  summary(@Acting() person: ActingPerson, @Query() query: ScaleCountsQuery): Promise<ScaleCountsDto> {
    return this.lists.summary(person, query);
  }
}
