import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { RankingsService } from '../rankings.service';
import {
  CreateRankingDto,
  DistributionDto,
  ExportRankingDto,
  RankingDto,
  RankingJobDto,
  RankingListDto,
  RankingRowListDto,
  RankingRowsQuery,
  RankingsQuery,
} from './rankings.console.dto';

@ApiTags('排名')
@Controller('/api/console/rankings')
export class RankingsConsoleController {
  constructor(private readonly rankings: RankingsService) {}

  /** 生成排名；受理后在后台进行，任务结果里有排名编号 */
  @Post()
  @HttpCode(202)
  @Permission('rankings.create')
  async create(@Acting() person: ActingPerson, @Body() body: CreateRankingDto): Promise<RankingJobDto> {
    return { jobId: await this.rankings.create(person, body) };
  }

  /** 已生成的排名，新的在前 */
  @Get()
  @Permission('rankings.read')
  list(@Acting() person: ActingPerson, @Query() query: RankingsQuery): Promise<RankingListDto> {
    return this.rankings.list(person, query);
  }

  /** 一份排名的定义与汇总 */
  @Get(':id')
  @Permission('rankings.read')
  get(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<RankingDto> {
    return this.rankings.get(person, id);
  }

  /** 排名明细，按名次 */
  @Get(':id/rows')
  @Permission('rankings.read')
  rows(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RankingRowsQuery,
  ): Promise<RankingRowListDto> {
    return this.rankings.rows(person, id, query);
  }

  /** 结果与分数的分布 */
  @Get(':id/distribution')
  @Permission('rankings.read')
  distribution(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<DistributionDto> {
    return this.rankings.distribution(person, id);
  }

  /** 导出为文件；受理后在后台进行，完成后从导出下载 */
  @Post(':id/exports')
  @HttpCode(202)
  @Permission('rankings.export')
  async export(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ExportRankingDto,
  ): Promise<RankingJobDto> {
    return { jobId: await this.rankings.export(person, id, body.format) };
  }
}
