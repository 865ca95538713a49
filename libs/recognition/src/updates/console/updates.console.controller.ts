import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { TitleReasonDto } from '../../console/titles.console.dto';
import { MissedUpdatesService } from '../missed-updates.service';
import { UpdatesElsewhereService } from '../updates-elsewhere.service';
import { UpdateListQueries } from '../update-list.queries';
import {
  FiledElsewhereDto,
  RecordedUpdateDto,
  UpdateCountsDto,
  UpdateCountsQuery,
  UpdatePageDto,
  UpdatesQuery,
} from './updates.console.dto';

@ApiTags('称号')
@Controller('/api/console')
export class UpdatesConsoleController {
  constructor(
    private readonly updates: UpdateListQueries,
    private readonly missed: MissedUpdatesService,
    private readonly elsewhere: UpdatesElsewhereService,
  ) {}

  /** 一年的年度更新：已更新、待更新、逾期、建议取消，按企业名称排列 */
  @Get('title-updates')
  @Permission('recognition.read')
  list(@Acting() person: ActingPerson, @Query() query: UpdatesQuery): Promise<UpdatePageDto> {
    return this.updates.list(person, query);
  }

  /** 一年的年度更新按状态各有多少 */
  @Get('title-updates/counts')
  @Permission('recognition.read')
  counts(@Acting() person: ActingPerson, @Query() query: UpdateCountsQuery): Promise<UpdateCountsDto> {
    return this.updates.counts(person, query);
  }

  /** 记下企业在别处（上级平台等）报过的一年更新，写明来源和日期 */
  @Post('enterprises/:id/title-updates')
  @Permission('recognition.review')
  async record(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: FiledElsewhereDto,
  ): Promise<RecordedUpdateDto> {
    return { id: await this.elsewhere.record(person, id, body) };
  }

  /** 撤回记错的一条；撤回的仍留有记录 */
  @Post('title-updates/:id/withdrawal')
  @HttpCode(204)
  @Permission('recognition.review')
  withdraw(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: TitleReasonDto,
  ): Promise<void> {
    return this.elsewhere.withdraw(person, id, reason);
  }

  /** 逾期未更新而建议取消的，决定不取消；再逾期一年会再次建议 */
  @Post('titles/:id/update-dismissals')
  @HttpCode(204)
  @Permission('recognition.titles')
  dismiss(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: TitleReasonDto,
  ): Promise<void> {
    return this.missed.dismiss(person, id, reason);
  }
}
