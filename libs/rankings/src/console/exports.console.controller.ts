import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ExportedFiles } from '@tidu/audit';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { exportRankingTask } from '../jobs/export-ranking.job';

@ApiTags('排名')
@Controller('/api/console/exports')
export class ExportsConsoleController {
  constructor(private readonly exported: ExportedFiles) {}

  /** 下载导出的文件 */
  @Get(':jobId/file')
  @Permission('rankings.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.exported.download(person, jobId, exportRankingTask);
  }
}
