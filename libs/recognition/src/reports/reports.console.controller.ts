import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, columnName, KeepsNoAnswers, Permission } from '@tidu/platform';
import { handedOver } from '../packages/packages.console.controller';
import { BatchReports, type ReportCheck } from './batch-reports.service';
import { AskedReportQuery, ReportCheckDto, TakenReportDto } from './reports.console.dto';

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

function toCheck({ ready, cases, missing, unlisted, outOfSight }: ReportCheck): ReportCheckDto {
  const { name: templateName, version, columns, fields, superseded } = ready;
  const { sheet, firstRow, room, notes, formulas } = version.shape;
  return {
    ...{ templateName, number: version.number, sheet, firstRow, room, rows: cases.length },
    columns: version.shape.columns.map(({ index, label, hidden, formula }) => ({
      ...{ letter: columnName(index), label, hidden, formula },
      unit: version.mapping?.find((one) => one.index === index)?.unit ?? null,
      field: fields[columns.findIndex((one) => one.index === index)]?.label ?? null,
      missing: missing.find((one) => one.index === index)?.rows ?? 0,
      unlisted: unlisted.find((one) => one.index === index)?.values ?? [],
    })),
    notes: [
      ...(superseded ? ['这个模板有更新的版本，请确认要用这一版。'] : []),
      ...(outOfSight > 0 ? [`这个批次另有 ${outOfSight} 件在您的范围之外，不会填进去。`] : []),
      ...(room !== null && cases.length > room
        ? [`模板只预留 ${room} 行，放不下 ${cases.length} 件。请在 Excel 里加足行数，作为新版本上传。`]
        : []),
      ...(formulas ? ['模板里有公式，填好后第一次打开时重新计算；请保存一次再报送。'] : []),
      ...notes,
    ],
  };
}
