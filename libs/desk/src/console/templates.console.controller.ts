import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission, type UploadedPart } from '@tidu/platform';
import { ReportSources } from '../templates/report-sources';
import { TemplatesQueries } from '../templates/templates.queries';
import { TemplatesService } from '../templates/templates.service';
import { toTemplate } from './template-view';
import {
  MadeTemplateDto,
  NewTemplateDto,
  NewTemplateVersionDto,
  ReportSourceListDto,
  TemplateDetailDto,
  TemplatePageDto,
  TemplatesQuery,
} from './templates.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);
const withFile = (dto: typeof NewTemplateDto | typeof NewTemplateVersionDto) => ({
  schema: {
    allOf: [
      { $ref: getSchemaPath(dto) },
      { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
    ],
  },
});

@ApiTags('报送')
@ApiExtraModels(NewTemplateDto, NewTemplateVersionDto)
@Controller('/api/console/desk')
export class TemplatesConsoleController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly queries: TemplatesQueries,
    private readonly sources: ReportSources,
  ) {}

  /** 可以填进模板的报送内容 */
  @Get('report-sources')
  @Permission('desk.read')
  reportSources(): ReportSourceListDto {
    return { items: this.sources.all().map(({ code, name }) => ({ code, name })) };
  }

  /** 报送模板，新的在前 */
  @Get('templates')
  @Permission('desk.read')
  async list(@Acting() person: ActingPerson, @Query() query: TemplatesQuery): Promise<TemplatePageDto> {
    const { items, next, count } = await this.queries.list(person, query);
    const dated = items.map(({ createdAt, versionAt, ...one }) => ({
      ...{ ...one, createdAt: createdAt.toISOString(), versionAt: versionAt.toISOString() },
    }));
    return { items: dated, next, count };
  }

  /** 一个模板：各版、与上一版的不同、各列填什么 */
  @Get('templates/:id')
  @Permission('desk.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<TemplateDetailDto> {
    return toTemplate(await this.queries.one(person, id));
  }

  /** 上传一个上级的模板（XLSX） */
  @Post('templates')
  @Permission('desk.act')
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody(withFile(NewTemplateDto))
  async add(
    @Acting() person: ActingPerson,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() body: NewTemplateDto,
  ): Promise<MadeTemplateDto> {
    const { documentId = null, ...given } = body;
    return { id: await this.templates.add(person, { ...given, documentId, file: file?.stored }) };
  }

  /** 上传模板的新版本，旧的留存 */
  @Post('templates/:id/versions')
  @Permission('desk.act')
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody(withFile(NewTemplateVersionDto))
  async addVersion(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() body: NewTemplateVersionDto,
  ): Promise<MadeTemplateDto> {
    const { documentId = null, ...given } = body;
    return { id: await this.templates.addVersion(person, id, { ...given, documentId, file: file?.stored }) };
  }
}
