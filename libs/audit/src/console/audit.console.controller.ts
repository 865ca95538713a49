import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { exportTrailTask } from '../exports/export-trail.job';
import { ExportedFiles } from '../exports/exported-files';
import { TrailExports } from '../exports/trail-exports.service';
import { actionWords } from '../reading/action-words';
import { TrailQueries } from '../reading/trail.queries';
import {
  AuditActionListDto,
  AuditEntriesQuery,
  AuditEntryDetailDto,
  AuditEntryListDto,
  ExportTrailDto,
  SealingDto,
  TrailExportJobDto,
} from './audit.console.dto';
import { EntryIdPipe } from './entry-id.pipe';

@ApiTags('审计')
@Controller('/api/console/audit')
export class AuditConsoleController {
  constructor(
    private readonly trail: TrailQueries,
    private readonly exports: TrailExports,
    private readonly exported: ExportedFiles,
  ) {}

  /** 审计记录，新的在前；按行为人、动作、对象、时间、导出文件筛选 */
  @Get('entries')
  @Permission('audit.read')
  entries(@Acting() person: ActingPerson, @Query() query: AuditEntriesQuery): Promise<AuditEntryListDto> {
    return this.trail.list(person, query);
  }

  /** 一条审计记录的前后内容和封存位置 */
  @Get('entries/:id')
  @Permission('audit.read')
  entry(@Acting() person: ActingPerson, @Param('id', EntryIdPipe) id: string): Promise<AuditEntryDetailDto> {
    return this.trail.one(person, id);
  }

  /** 有说法的动作，供筛选 */
  @Get('actions')
  @Permission('audit.read')
  actions(): AuditActionListDto {
    return { items: [...actionWords()].map(([action, label]) => ({ action, label })) };
  }

  /** 封存做到哪里 */
  @Get('sealing')
  @Permission('audit.read')
  sealing(@Acting() person: ActingPerson): Promise<SealingDto> {
    return this.trail.sealing(person);
  }

  /** 导出审计记录；受理后在后台进行，完成后下载 */
  @Post('exports')
  @HttpCode(202)
  @Permission('audit.export')
  async export(@Acting() person: ActingPerson, @Body() body: ExportTrailDto): Promise<TrailExportJobDto> {
    const { format, ...filter } = body;
    return { jobId: await this.exports.start(person, { format, filter }) };
  }

  /** 下载导出的审计记录 */
  @Get('exports/:jobId/file')
  @Permission('audit.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.exported.download(person, jobId, exportTrailTask);
  }
}
