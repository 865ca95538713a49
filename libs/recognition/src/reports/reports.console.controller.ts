import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReportCheckDto, toReportCheck } from '@tidu/desk';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { handedOver } from '../packages/packages.console.controller';
import { type BatchReportCheck, BatchReports } from './batch-reports.service';
import { AskedReportQuery, TakenReportDto } from './reports.console.dto';

@ApiTags('申报批次')
@KeepsNoAnswers()
@Controller('/api/console/recognition/batches')
export class ReportsConsoleController {
  constructor(private readonly reports: BatchReports) {}

  /** 填上级模板之前的核对：每列填什么，几行没有数据 */
  @Get(':id/reports/:versionId')
  @Permission('recognition.export')
  async check(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) template: string,
    @Query() { states }: AskedReportQuery,
  ): Promise<ReportCheckDto> {
    return toCheck(await this.reports.check(person, id, { template, states: states.split(',') }));
  }

  /** 填好的上级模板（XLSX）：只有填的格变了，其余与原文件一样 */
  @Post(':id/reports/:versionId')
  @HttpCode(200)
  @Permission('recognition.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) template: string,
    @Body() body: TakenReportDto,
  ): Promise<StreamableFile> {
    return handedOver(await this.reports.file(person, id, { template, ...body }));
  }
}

const toCheck = ({ outOfSight, cases, ...check }: BatchReportCheck): ReportCheckDto =>
  toReportCheck({ ...check, rows: cases.length }, [
    ...(outOfSight > 0 ? [`这个批次另有 ${outOfSight} 件在您的范围之外，不会填进去。`] : []),
  ]);
