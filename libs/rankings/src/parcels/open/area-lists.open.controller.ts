import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { KeepsNoAnswers, PageQuery, Permission } from '@tidu/platform';
import { areaText } from '../area';
import type { AreaList } from '../lists/area-list';
import { AreaListsQueries } from '../lists/area-lists.queries';
import { AreaObjectionsService } from '../lists/area-objections.service';
import {
  AreaItemPageDto,
  AreaItemsQuery,
  AreaListDto,
  AreaListPageDto,
  GivenAreaObjectionDto,
  TakenAreaObjectionDto,
} from './area-lists.open.dto';

@ApiTags('面积公示')
@KeepsNoAnswers()
@Controller('/api/open/area-lists')
export class AreaListsOpenController {
  constructor(
    private readonly queries: AreaListsQueries,
    private readonly objections: AreaObjectionsService,
  ) {}

  /** 面积公示，年度新的在前 */
  @Get()
  @Permission('open.read')
  async list(@Query() query: PageQuery): Promise<AreaListPageDto> {
    const { items, next, count } = await this.queries.list(query);
    return { items: items.map(toAreaList), next, count };
  }

  /** 一份面积公示 */
  @Get(':id')
  @Permission('open.read')
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<AreaListDto> {
    return toAreaList(await this.queries.one(id));
  }

  /** 公示的各行，可以按编号、坐落、名称找 */
  @Get(':id/items')
  @Permission('open.read')
  async items(@Param('id', ParseUUIDPipe) id: string, @Query() query: AreaItemsQuery): Promise<AreaItemPageDto> {
    const { items, next, count } = await this.queries.items(id, query);
    const shown = ({ area, parcelArea, unsharedArea, ...item }: (typeof items)[number]) => ({
      ...{ ...item, area: areaText(area), parcelArea: areaText(parcelArea), unsharedArea: areaText(unsharedArea) },
    });
    return { items: items.map(shown), next, count };
  }

  /** 对一行提出异议；匿名、逾期的作为线索。反映人的身份不向企业公开 */
  @Post('objections')
  @Permission('parcels.enter')
  receive(@Body() body: GivenAreaObjectionDto): Promise<TakenAreaObjectionDto> {
    return this.objections.receive(body);
  }
}

export const toAreaList = (list: AreaList): AreaListDto => {
  const { id, year, asOf, title, body, demo, publishedByName, opensOn, closesOn, workingDays, closesProvisional } =
    list;
  const { isOpen, items, parcels } = list;
  return {
    ...{ id, year, asOf, title, body, demo, publishedByName, opensOn, closesOn, workingDays, closesProvisional },
    ...{ isOpen, items, parcels, publishedAt: list.publishedAt.toISOString() },
    writtenAt: list.writtenAt?.toISOString() ?? null,
  };
};
