import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import {
  ScaleCountsDto,
  ScaleCountsQuery,
  ScaleEntriesDto,
  ScaleExitsDto,
  ScaleListDto,
  ScaleListQuery,
  ScaleRecordedDto,
} from './scale-list.console.dto';
import { ScaleListQueries } from './scale-list.queries';
import { ScaleListService } from './scale-list.service';

@ApiTags('规上名单')
@Controller('/api/console/scale-list')
export class ScaleListConsoleController {
  constructor(
    private readonly lists: ScaleListQueries,
    private readonly service: ScaleListService,
  ) {}

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

  /** 按名单登记几家企业升规；那天已在名单内的不重复登记 */
  @Post('entries')
  @HttpCode(200)
  @Permission('enterprises.evidence')
  enter(@Acting() person: ActingPerson, @Body() body: ScaleEntriesDto): Promise<ScaleRecordedDto> {
    const { batch = null, document = null, ...act } = body;
    return this.service.enter(person, { ...act, batch, document });
  }

  /** 按名单登记几家企业退规；只记日期，在规的历史照样保留 */
  @Post('exits')
  @HttpCode(200)
  @Permission('enterprises.evidence')
  leave(@Acting() person: ActingPerson, @Body() body: ScaleExitsDto): Promise<ScaleRecordedDto> {
    const { document = null, ...act } = body;
    return this.service.leave(person, { ...act, document });
  }
}
