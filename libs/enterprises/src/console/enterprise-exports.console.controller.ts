import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ExportedFiles } from '@tidu/audit';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { exportListTask } from '../export/export-list.job';
import { ListExports } from '../export/list-exports.service';
import { ExportableListListDto, ExportJobDto, ExportListDto } from './enterprise-exports.console.dto';

@ApiTags('企业：导出')
@Controller('/api/console/enterprise-exports')
export class EnterpriseExportsConsoleController {
  constructor(
    private readonly exports: ListExports,
    private readonly exported: ExportedFiles,
  ) {}

  /** 可以导出的清单，限于您看得到的 */
  @Get('lists')
  @Permission('enterprises.export')
  async lists(@Acting() person: ActingPerson): Promise<ExportableListListDto> {
    return { items: await this.exports.lists(person) };
  }

  /** 导出一种清单，限于筛选后的或选定的企业，附口径说明；受理后在后台进行，完成后下载 */
  @Post()
  @HttpCode(202)
  @Permission('enterprises.export')
  async start(@Acting() person: ActingPerson, @Body() body: ExportListDto): Promise<ExportJobDto> {
    const { list = 'enterprises', sort = 'id', ...rest } = body;
    return { jobId: await this.exports.start(person, { list, sort, ...rest }) };
  }

  /** 下载导出的文件 */
  @Get(':jobId/file')
  @Permission('enterprises.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.exported.download(person, jobId, exportListTask);
  }
}
