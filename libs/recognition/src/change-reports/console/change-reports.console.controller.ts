import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { ChangeDecisionsService } from '../change-decisions.service';
import { ChangeListQueries } from '../change-list.queries';
import {
  CancelChangedDto,
  MajorChangeDetailDto,
  MajorChangePageDto,
  MajorChangeCountsDto,
  MajorChangeCountsQuery,
  MajorChangesQuery,
  KeepChangedDto,
} from './change-reports.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('称号')
@Controller('/api/console/change-reports')
export class ChangeReportsConsoleController {
  constructor(
    private readonly changes: ChangeListQueries,
    private readonly decisions: ChangeDecisionsService,
  ) {}

  /** 持有称号的企业的重大变化，报告的和登记簿里知道而没有报告的，先生效的在前 */
  @Get()
  @Permission('recognition.read')
  list(@Acting() person: ActingPerson, @Query() query: MajorChangesQuery): Promise<MajorChangePageDto> {
    return this.changes.list(person, query);
  }

  /** 重大变化按状态各有多少 */
  @Get('counts')
  @Permission('recognition.read')
  counts(@Acting() person: ActingPerson, @Query() query: MajorChangeCountsQuery): Promise<MajorChangeCountsDto> {
    return this.changes.counts(person, query);
  }

  /** 一份重大变化报告，变化那天持有的称号 */
  @Get(':id')
  @Permission('recognition.read')
  one(@Acting() person: ActingPerson, @OneId() id: string): Promise<MajorChangeDetailDto> {
    return this.changes.one(person, id);
  }

  /** 变化以后仍符合条件，称号保留 */
  @Post(':id/keeping')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.titles')
  keep(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: KeepChangedDto,
  ): Promise<void> {
    return this.decisions.decide(person, id, version, { stays: true, reason });
  }

  /** 变化以后不再符合条件，取消称号；与取消称号同样登记 */
  @Post(':id/cancellation')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.titles')
  cancel(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: CancelChangedDto,
  ): Promise<void> {
    return this.decisions.decide(person, id, version, { stays: false, ...body });
  }
}
