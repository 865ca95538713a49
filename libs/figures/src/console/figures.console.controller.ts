import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { RevisionsQueries } from '../by-hand/revisions.queries';
import { WriteFiguresService } from '../by-hand/write-figures.service';
import { FiguresQueries } from '../figures.queries';
import {
  FiguresAsOfQuery,
  FigureSetListDto,
  NewFiguresDto,
  RevisionListDto,
  RevisionNumberDto,
  RevisionsQuery,
} from './figures.console.dto';

@ApiTags('年度数据')
@Controller('/api/console/enterprises/:id/figures')
export class FiguresConsoleController {
  constructor(
    private readonly figures: FiguresQueries,
    private readonly revisions: RevisionsQueries,
    private readonly writing: WriteFiguresService,
  ) {}

  /** 一家企业的年度数据：各年度、各来源的当前版本，或某一天的版本 */
  @Get()
  @Permission('figures.read')
  async list(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf }: FiguresAsOfQuery,
  ): Promise<FigureSetListDto> {
    return { items: await this.figures.ofEnterprise(person, id, asOf) };
  }

  /** 手工填写或更正；提交后成为不再改变的一版 */
  @Post()
  @Permission('figures.write')
  submit(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewFiguresDto,
  ): Promise<RevisionNumberDto> {
    return this.writing.submit(person, id, body);
  }

  /** 一个年度、一个来源的各版，新的在前，各改了什么 */
  @Get('revisions')
  @Permission('figures.read')
  async history(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { year, source }: RevisionsQuery,
  ): Promise<RevisionListDto> {
    return { items: await this.revisions.list(person, id, year, source) };
  }
}
