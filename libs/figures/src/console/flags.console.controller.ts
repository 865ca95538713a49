import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { FlagsService } from '../checks/flags.service';
import {
  CheckListDto,
  ChecksQuery,
  CheckStartedDto,
  EnterpriseFlagListDto,
  ExplainFlagDto,
  FlagDto,
  FlagListDto,
  FlagsQuery,
  StartCheckDto,
} from './flags.console.dto';

@ApiTags('数据质量')
@Controller('/api/console')
export class FlagsConsoleController {
  constructor(private readonly flags: FlagsService) {}

  /** 数据疑点，新的在前 */
  @Get('figure-flags')
  @Permission('figures.read')
  list(@Acting() person: ActingPerson, @Query() query: FlagsQuery): Promise<FlagListDto> {
    return this.flags.list(person, query);
  }

  /** 一数一源检查有哪些，各有多少处待核对 */
  @Get('figure-checks')
  @Permission('figures.read')
  async checks(@Acting() person: ActingPerson, @Query() { year }: ChecksQuery): Promise<CheckListDto> {
    return { items: await this.flags.checks(person, year) };
  }

  /** 对一个年度的全部企业检查；受理后在后台进行 */
  @Post('figure-checks')
  @HttpCode(202)
  @Permission('figures.check')
  async start(@Acting() person: ActingPerson, @Body() { year }: StartCheckDto): Promise<CheckStartedDto> {
    return { jobId: await this.flags.start(person, year) };
  }

  /** 一家企业的数据疑点，已消失的不列 */
  @Get('enterprises/:id/figure-flags')
  @Permission('figures.read')
  async ofEnterprise(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EnterpriseFlagListDto> {
    return { items: await this.flags.ofEnterprise(person, id) };
  }

  /** 立即检查一家企业 */
  @Post('enterprises/:id/figure-flags')
  @HttpCode(200)
  @Permission('figures.check')
  async checkNow(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EnterpriseFlagListDto> {
    return { items: await this.flags.checkNow(person, id) };
  }

  /** 说明一处疑点为什么没有错 */
  @Post('figure-flags/:id/explanation')
  @HttpCode(200)
  @Permission('figures.check')
  @ApiIfMatch()
  explain(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ExplainFlagDto,
  ): Promise<FlagDto> {
    return this.flags.explain(person, id, version, body.explanation);
  }

  /** 收回说明，恢复待核对 */
  @Post('figure-flags/:id/reopening')
  @HttpCode(200)
  @Permission('figures.check')
  @ApiIfMatch()
  reopen(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<FlagDto> {
    return this.flags.reopen(person, id, version);
  }
}
