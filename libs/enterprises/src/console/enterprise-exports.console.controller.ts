import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { EnterpriseExports } from '../export/enterprise-exports.service';
import { mediaTypes } from '../export/export-enterprises.job';
import { ExportEnterprisesDto, ExportJobDto } from './enterprise-exports.console.dto';

@ApiTags('企业：导出')
@Controller('/api/console/enterprise-exports')
export class EnterpriseExportsConsoleController {
  constructor(private readonly exports: EnterpriseExports) {}

  /** 导出筛选后的或选定的企业；受理后在后台进行，完成后下载 */
  @Post()
  @HttpCode(202)
  @Permission('enterprises.export')
  async start(@Acting() person: ActingPerson, @Body() body: ExportEnterprisesDto): Promise<ExportJobDto> {
    return { jobId: await this.exports.start(person, body) };
  }

  /** 下载导出的文件 */
  @Get(':jobId/file')
  @Permission('enterprises.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    const { stream, format, name, size } = await this.exports.file(person, jobId);
    const disposition = `attachment; filename="enterprises.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`;
    return new StreamableFile(stream, { type: mediaTypes[format], length: size, disposition });
  }
}
