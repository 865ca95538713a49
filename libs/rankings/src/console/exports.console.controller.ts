import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { mediaTypes } from '../jobs/export-ranking.job';
import { RankingsService } from '../rankings.service';

@ApiTags('排名')
@Controller('/api/console/exports')
export class ExportsConsoleController {
  constructor(private readonly rankings: RankingsService) {}

  /** 下载导出的文件 */
  @Get(':jobId/file')
  @Permission('rankings.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    const { stream, format, name, size } = await this.rankings.file(person, jobId);
    return new StreamableFile(stream, {
      ...{ type: mediaTypes[format], length: size, disposition: contentDisposition(name, format) },
    });
  }
}

/** Old readers get a plain name, all others the Chinese one (RFC 6266, RFC 5987). */
function contentDisposition(fileName: string, format: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="ranking.${format}"; filename*=UTF-8''${encoded}`;
}
