import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { CatalogueQueries } from '../catalogue/catalogue.queries';
import { DraftsService } from '../catalogue/drafts.service';
import { PreviewService } from '../catalogue/preview.service';
import { PushesService } from '../cases/pushes.service';
import {
  MadeMeasureDto,
  MeasureDetailDto,
  MeasurePageDto,
  MeasurePreviewDto,
  MeasuresQuery,
  PreviewedTextDto,
  PushDto,
  PushedDto,
  WrittenMeasureDto,
} from './measures.console.dto';
import { toDetail, toListed, toPreview } from './measure-view';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('扶持措施')
@Controller('/api/console/measures')
export class MeasuresConsoleController {
  constructor(
    private readonly queries: CatalogueQueries,
    private readonly drafts: DraftsService,
    private readonly previews: PreviewService,
    private readonly pushes: PushesService,
  ) {}

  /** 措施库：各项措施的各版 */
  @Get()
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson, @Query() query: MeasuresQuery): Promise<MeasurePageDto> {
    const { items, next, count } = await this.queries.list(person, query);
    return { items: items.map((one) => toListed(one, person)), next, count };
  }

  /** 一版措施的内容、条件和各版 */
  @Get(':id')
  @Permission('measures.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<MeasureDetailDto> {
    return toDetail(await this.queries.one(person, id), person);
  }

  /** 写新的一版，成为草稿 */
  @Post()
  @Permission('measures.manage')
  async create(@Acting() person: ActingPerson, @Body() body: WrittenMeasureDto): Promise<MadeMeasureDto> {
    return { id: await this.drafts.create(person, body) };
  }

  /** 修改草稿；发布以后不能改，要改写新的一版 */
  @Put(':id')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.manage')
  change(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: WrittenMeasureDto,
  ): Promise<void> {
    return this.drafts.change(person, id, version, body);
  }

  /** 发布草稿；由写它以外的另一个人 */
  @Post(':id/publication')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.decide')
  publish(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<void> {
    return this.drafts.publish(person, id, version);
  }

  /** 试看：还没有发布的内容有没有错，几家、哪几家符合 */
  @Post('previews')
  @HttpCode(200)
  @Permission('measures.manage')
  async preview(@Acting() person: ActingPerson, @Body() { text }: PreviewedTextDto): Promise<MeasurePreviewDto> {
    return toPreview(await this.previews.of(person, text));
  }

  /** 推送给最近一次匹配里符合条件、还没有推送过的企业 */
  @Post(':id/pushes')
  @HttpCode(200)
  @Permission('measures.manage')
  push(@Acting() person: ActingPerson, @OneId() id: string, @Body() { enterprises }: PushDto): Promise<PushedDto> {
    return this.pushes.push(person, id, enterprises);
  }
}
