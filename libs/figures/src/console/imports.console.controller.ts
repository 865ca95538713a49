import { TrailOfReads } from '@tidu/audit';
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
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import {
  Acting,
  type ActingPerson,
  attachment,
  Permission,
  StoredFiles,
  type UploadedPart,
  writeCsv,
} from '@tidu/platform';
import type { Response } from 'express';
import { createReadStream } from 'node:fs';
import { ImportsQueries, problemColumns } from '../imports.queries';
import { ImportsService } from '../imports.service';
import {
  ImportAcceptedDto,
  ImportChangeListDto,
  ImportChangeQuery,
  ImportDto,
  ImportListDto,
  ImportProblemListDto,
  ImportProblemQuery,
  ImportRequestDto,
  UndoRequestDto,
} from './imports.console.dto';

@ApiTags('导入')
@ApiExtraModels(ImportRequestDto)
@Controller('/api/console/imports')
export class ImportsConsoleController {
  constructor(
    private readonly imports: ImportsQueries,
    private readonly service: ImportsService,
    private readonly files: StoredFiles,
    private readonly reads: TrailOfReads,
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

  /** 被拒绝的行，每行一次，改好可再导入 */
  @Get(':jobId/fix-file')
  @Permission('figures.import')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  fixFile(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.download(person, jobId, 'fixFile');
  }

  /** 上传文件的副本，问题批注在单元格里 */
  @Get(':jobId/annotated-file')
  @Permission('figures.import')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  annotatedFile(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.download(person, jobId, 'annotatedFile');
  }

  /** 撤销整次导入；之后又有改动的记录保持不变，逐条列出 */
  @Post(':jobId/undo')
  @HttpCode(202)
  @Permission('figures.import')
  async undo(
    @Acting() person: ActingPerson,
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @Body() { reason }: UndoRequestDto,
  ): Promise<ImportAcceptedDto> {
    await this.imports.one(person, jobId);
    return { jobId: await this.service.undo(person, jobId, reason) };
  }

  /** 一次导入新建、改动的记录，以及撤销时的结果 */
  @Get(':jobId/changes')
  @Permission('figures.import')
  changes(
    @Acting() person: ActingPerson,
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @Query() query: ImportChangeQuery,
  ): Promise<ImportChangeListDto> {
    return this.imports.changes(person, jobId, query);
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
    await this.noteRead(person, jobId, { name: `${fileName}：问题清单` });
    response.type('text/csv; charset=utf-8').attachment(`${fileName.replace(/\.\w+$/, '')}-问题清单.csv`);
    await writeCsv(problemColumns, this.imports.problemRows(person, jobId), response);
    response.end();
  }

  private async download(person: ActingPerson, jobId: string, which: 'fixFile' | 'annotatedFile') {
    const { sha256, name, mediaType, size } = await this.imports.copy(person, jobId, which);
    await this.noteRead(person, jobId, { name, sha256 });
    return new StreamableFile(createReadStream(this.files.path(sha256)), {
      ...{ type: mediaType, length: size, disposition: attachment(name) },
    });
  }

  private noteRead(person: ActingPerson, jobId: string, after: object): Promise<void> {
    return this.reads.note(person, {
      ...{ action: 'figures.readImportFile', objectType: 'job_run', objectId: jobId, after },
    });
  }
}
