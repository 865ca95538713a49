import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, PageQuery, Permission } from '@tidu/platform';
import { areaText } from '../area';
import { AreaListsQueries, type AreaObjectionView } from '../lists/area-lists.queries';
import { AreaListsService } from '../lists/area-lists.service';
import { AreaObjectionsService } from '../lists/area-objections.service';
import { toAreaList } from '../open/area-lists.open.controller';
import { parcelRules } from '../parcel-rules';
import {
  AreaChangeListDto,
  AreaListJobDto,
  AreaListTermsDto,
  AreaObjectionAnswerDto,
  type AreaObjectionDto,
  AreaObjectionFilingDto,
  AreaObjectionPageDto,
  AreaObjectionsQuery,
  AreaWritingDto,
  GivenAreaListDto,
  WholeAreaListDto,
} from './area-lists.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);
const shown = (area: string | null) => (area === null ? null : areaText(area));

@ApiTags('面积公示')
@Controller('/api/console')
export class AreaListsConsoleController {
  constructor(
    private readonly lists: AreaListsService,
    private readonly queries: AreaListsQueries,
    private readonly objections: AreaObjectionsService,
  ) {}

  /** 发布面积公示之前：最少几个工作日，今天发布公示到哪一天 */
  @Get('area-list-terms')
  @Permission('parcels.read')
  async terms(@Acting() person: ActingPerson): Promise<AreaListTermsDto> {
    const { intro, leastWorkingDays } = parcelRules();
    return { intro, leastWorkingDays, ...(await this.lists.closing(person)) };
  }

  /** 公示台账里那一天的全部份额；受理后在后台进行，结果里有公示的编号 */
  @Post('area-lists')
  @HttpCode(202)
  @Permission('parcels.publish')
  async publish(@Acting() person: ActingPerson, @Body() body: GivenAreaListDto): Promise<AreaListJobDto> {
    return { jobId: await this.lists.publish(person, body) };
  }

  /** 一份面积公示，写入之前还差什么 */
  @Get('area-lists/:id')
  @Permission('parcels.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<WholeAreaListDto> {
    const list = await this.queries.one(id);
    const hindrances = list.writtenAt ? [] : await this.queries.hindrances(person, id);
    const { writtenByName, writtenReason } = list;
    return { ...toAreaList(list), hindrances, writtenByName, writtenReason };
  }

  /** 写入会改哪些企业的用地面积 */
  @Get('area-lists/:id/changes')
  @Permission('parcels.read')
  async changes(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() query: PageQuery,
  ): Promise<AreaChangeListDto> {
    const { items, next, count, total } = await this.queries.changes(person, id, query);
    return {
      items: items.map((one) => ({ ...one, before: shown(one.before), after: shown(one.after) })),
      ...{ next, count, total: areaText(total) },
    };
  }

  /** 把公示无异议的面积写入年度数据（来源：园区）；答复后台任务号 */
  @Post('area-lists/:id/writing')
  @HttpCode(202)
  @Permission('parcels.publish')
  async write(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { reason }: AreaWritingDto,
  ): Promise<AreaListJobDto> {
    return { jobId: await this.lists.write(person, id, reason) };
  }

  /** 面积异议和线索，先到的在前 */
  @Get('area-objections')
  @Permission('parcels.write')
  async all(@Acting() person: ActingPerson, @Query() query: AreaObjectionsQuery): Promise<AreaObjectionPageDto> {
    const { items, next, count } = await this.queries.objections(person, query);
    return { items: items.map(toObjection), next, count };
  }

  /** 受理 */
  @Post('area-objections/:id/acceptance')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('parcels.write')
  accept(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<void> {
    return this.objections.accept(person, id, version);
  }

  /** 阅存：核实过，不用受理 */
  @Post('area-objections/:id/filing')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('parcels.write')
  file(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { answer }: AreaObjectionFilingDto,
  ): Promise<void> {
    return this.objections.file(person, id, version, answer);
  }

  /** 答复；成立的同时重新划分。记这次划分的人不能答复 */
  @Post('area-objections/:id/answer')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('parcels.publish')
  answer(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: AreaObjectionAnswerDto,
  ): Promise<void> {
    return this.objections.answer(person, id, version, body);
  }
}

const toObjection = ({ receivedAt, area, ...objection }: AreaObjectionView): AreaObjectionDto => ({
  ...{ ...objection, area: areaText(area), receivedAt: receivedAt.toISOString() },
});
