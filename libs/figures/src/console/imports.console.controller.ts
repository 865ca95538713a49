import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiProduces, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission, writeCsv } from '@tidu/platform';
import type { Response } from 'express';
import { ImportsQueries, problemColumns } from '../imports.queries';
import { ImportsService } from '../imports.service';
import {
  ImportAcceptedDto,
  ImportDto,
  ImportListDto,
  ImportProblemListDto,
  ImportProblemQuery,
  ImportRequestDto,
} from './imports.console.dto';
import type { UploadedPart } from './upload';

@ApiTags('导入')
@ApiExtraModels(ImportRequestDto)
@Controller('/api/console/imports')
export class ImportsConsoleController {
  constructor(
    private readonly imports: ImportsQueries,
    private readonly service: ImportsService,
  ) {}

  /** 导入企业名册或年度数据（CSV 或 XLSX，至多 64 MB）；答复后台任务号 */
  @Post()
  @HttpCode(202)
  @Permission('figures.import')
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      allOf: [
        { $ref: getSchemaPath(ImportRequestDto) },
        { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
      ],
    },
  })
  async create(
    @Acting() person: ActingPerson,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() options: ImportRequestDto,
  ): Promise<ImportAcceptedDto> {
    return { jobId: await this.service.request(person, file?.stored, options) };
  }

  /** 最近的导入 */
  @Get()
  @Permission('figures.import')
  async list(@Acting() person: ActingPerson): Promise<ImportListDto> {
    const items = await this.imports.recent(person);
    return { items, next: null, count: { value: items.length, exact: items.length < 50 } };
  }

  /** 一次导入的进展与结果 */
  @Get(':jobId')
  @Permission('figures.import')
  one(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<ImportDto> {
    return this.imports.one(person, jobId);
  }

  /** 一次导入的问题与提醒，按行号排列 */
  @Get(':jobId/problems')
  @Permission('figures.import')
  problems(
    @Acting() person: ActingPerson,
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @Query() query: ImportProblemQuery,
  ): Promise<ImportProblemListDto> {
    return this.imports.problems(person, jobId, query);
  }

  /** 问题与提醒的清单，CSV 文件 */
  @Get(':jobId/problems.csv')
  @Permission('figures.import')
  @ApiProduces('text/csv')
  async problemsFile(
    @Acting() person: ActingPerson,
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { fileName } = await this.imports.one(person, jobId);
    response.type('text/csv; charset=utf-8').attachment(`${fileName.replace(/\.\w+$/, '')}-问题清单.csv`);
    await writeCsv(problemColumns, this.imports.problemRows(person, jobId), response);
    response.end();
  }
}
