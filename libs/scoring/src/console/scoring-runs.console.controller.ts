import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ScoringRunsService } from '../run/scoring-runs.service';
import { CreateScoringRunDto, ScoringJobDto, ScoringRunListDto, ScoringRunsQuery } from './scoring-runs.console.dto';

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
}
