import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReportCheckDto, toReportCheck } from '@tidu/desk';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { SnapshotReports } from '../reports/snapshot-reports.service';
import { RankingJobDto } from './rankings.console.dto';
import { AskedFormQuery, FilledFormDto } from './snapshots.console.dto';

@ApiTags('年度排名')
@Controller('/api/console/ranking-snapshots')
export class SnapshotReportsConsoleController {
  constructor(private readonly reports: SnapshotReports) {}

  /** 用冻结的名单填上级模板之前的核对：每列填什么，几行没有数据 */
  @Get(':id/reports/:versionId')
  @Permission('rankings.export')
  async check(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) template: string,
    @Query() { rows }: AskedFormQuery,
  ): Promise<ReportCheckDto> {
    return toReportCheck(await this.reports.check(person, id, { template, rows }), []);
  }

  /** 填上级模板：只有填的格变了，其余与原文件一样；受理后在后台进行，文件与别的导出一样自检、登记 */
  @Post(':id/reports/:versionId')
  @HttpCode(202)
  @Permission('rankings.export')
  async fill(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) template: string,
    @Body() body: FilledFormDto,
  ): Promise<RankingJobDto> {
    return { jobId: await this.reports.fill(person, id, { template, ...body }) };
  }
}
