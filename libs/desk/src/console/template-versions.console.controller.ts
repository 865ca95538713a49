import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Put, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  Acting,
  type ActingPerson,
  ApiIfMatch,
  attachment,
  IfMatch,
  Permission,
  StoredFiles,
  tableTypes,
} from '@tidu/platform';
import fs from 'node:fs';
import { TemplatesQueries } from '../templates/templates.queries';
import { TemplatesService } from '../templates/templates.service';
import { TemplateMappingDto } from './templates.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('报送')
@Controller('/api/console/desk/template-versions')
export class TemplateVersionsConsoleController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly queries: TemplatesQueries,
    private readonly files: StoredFiles,
  ) {}

  /** 逐列说明填什么；没有写到的列留空 */
  @Put(':id/mapping')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  map(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { columns }: TemplateMappingDto,
  ): Promise<void> {
    return this.templates.map(person, id, version, columns);
  }

  /** 模板原文件 */
  @Get(':id/file')
  @Permission('desk.read')
  @ApiOkResponse({ content: { [tableTypes.xlsx]: { schema: { type: 'string', format: 'binary' } } } })
  async file(@Acting() person: ActingPerson, @OneId() id: string): Promise<StreamableFile> {
    const { fileSha256, fileName } = await this.queries.version(person, id);
    const disposition = attachment(fileName);
    return new StreamableFile(fs.createReadStream(this.files.path(fileSha256)), { type: tableTypes.xlsx, disposition });
  }
}
