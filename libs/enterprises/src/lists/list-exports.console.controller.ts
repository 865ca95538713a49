import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, attachment, Permission, StoredFiles } from '@tidu/platform';
import { createReadStream } from 'node:fs';
import { ListExportAcceptedDto, ListExportRequestDto } from './list-exports.console.dto';
import { ListsService } from './lists.service';

@ApiTags('企业')
@Controller('/api/console/list-exports')
export class ListExportsConsoleController {
  constructor(
    private readonly lists: ListsService,
    private readonly files: StoredFiles,
  ) {}

  /** 导出企业名册或一种佐证清单，附口径说明；答复后台任务号 */
  @Post()
  @HttpCode(202)
  @Permission('enterprises.read')
  async create(@Acting() person: ActingPerson, @Body() body: ListExportRequestDto): Promise<ListExportAcceptedDto> {
    const { list, format, ...filter } = body;
    return { jobId: await this.lists.requestExport(person, { list, format, filter }) };
  }

  /** 下载导出的文件 */
  @Get(':jobId/file')
  @Permission('enterprises.read')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    const { sha256, name, mediaType, size } = await this.lists.exported(person, jobId);
    return new StreamableFile(createReadStream(this.files.path(sha256)), {
      ...{ type: mediaType, length: size, disposition: attachment(name) },
    });
  }
}
