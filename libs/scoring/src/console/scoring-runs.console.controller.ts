import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ScoringRunsService } from '../run/scoring-runs.service';
import {
  CreateScoringRunDto,
  RunCardListDto,
  RunCardsQuery,
  ScoringJobDto,
  ScoringRunDto,
  ScoringRunListDto,
  ScoringRunsQuery,
} from './scoring-runs.console.dto';

@ApiTags('评价')
@Controller('/api/console/scoring-runs')
export class ScoringRunsConsoleController {
  constructor(private readonly runs: ScoringRunsService) {}

  /** 评价全部企业；受理后在后台进行 */
  @Post()
  @HttpCode(202)
  @Permission('scoring.run')
  async create(@Acting() person: ActingPerson, @Body() body: CreateScoringRunDto): Promise<ScoringJobDto> {
    return { jobId: await this.runs.start(person, body) };
  }

  /** 已发布的评价批次，新的在前 */
  @Get()
  @Permission('scoring.read')
  list(@Acting() person: ActingPerson, @Query() query: ScoringRunsQuery): Promise<ScoringRunListDto> {
    return this.runs.list(person, query);
  }

  /** 一批评价：标准、数据、各结果的家数 */
  @Get(':id')
  @Permission('scoring.read')
  get(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<ScoringRunDto> {
    return this.runs.get(person, id);
  }

  /** 一批评价里的企业，可只看一种结果：每个家数背后的名单 */
  @Get(':id/cards')
  @Permission('scoring.read')
  cards(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RunCardsQuery,
  ): Promise<RunCardListDto> {
    return this.runs.cards(person, id, query);
  }
}
