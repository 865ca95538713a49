import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ExportedFiles } from '@tidu/audit';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { exportRehearsalTask } from '../rehearsal/rehearsal-file';
import { RehearsalsService } from '../rehearsal/rehearsals.service';
import { TuningService } from '../rehearsal/tuning.service';
import {
  CreateRehearsalDto,
  ExportRehearsalDto,
  OpenTuningDto,
  RehearsalDetailDto,
  RehearsalJobDto,
  RehearsalListDto,
  RehearsalRowListDto,
  RehearsalRowsQuery,
  RehearsalsQuery,
  TuningDto,
  TuningResultDto,
  TuningStepDto,
} from './rehearsals.console.dto';

@ApiTags('双跑')
@Controller('/api/console')
export class RehearsalsConsoleController {
  constructor(
    private readonly rehearsals: RehearsalsService,
    private readonly tuning: TuningService,
    private readonly exported: ExportedFiles,
  ) {}

  /** 新旧办法双跑；受理后在后台进行，任务结果里有双跑编号 */
  @Post('rehearsals')
  @HttpCode(202)
  @Permission('scoring.rehearse')
  async create(@Acting() person: ActingPerson, @Body() body: CreateRehearsalDto): Promise<RehearsalJobDto> {
    return { jobId: await this.rehearsals.start(person, body) };
  }

  /** 已做的双跑，新的在前 */
  @Get('rehearsals')
  @Permission('scoring.read')
  list(@Acting() person: ActingPerson, @Query() query: RehearsalsQuery): Promise<RehearsalListDto> {
    return this.rehearsals.list(person, query);
  }

  /** 一次双跑的结论：各种变化的企业数、不同的条款、原因 */
  @Get('rehearsals/:id')
  @Permission('scoring.read')
  get(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<RehearsalDetailDto> {
    return this.rehearsals.get(person, id);
  }

  /** 结果或得分有变化的企业 */
  @Get('rehearsals/:id/rows')
  @Permission('scoring.read')
  rows(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RehearsalRowsQuery,
  ): Promise<RehearsalRowListDto> {
    return this.rehearsals.rows(person, id, query);
  }

  /** 导出名单为文件；受理后在后台进行 */
  @Post('rehearsals/:id/exports')
  @HttpCode(202)
  @Permission('scoring.export')
  async export(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ExportRehearsalDto,
  ): Promise<RehearsalJobDto> {
    return { jobId: await this.rehearsals.export(person, id, body) };
  }

  /** 下载导出的名单 */
  @Get('rehearsal-exports/:jobId/file')
  @Permission('scoring.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.exported.download(person, jobId, exportRehearsalTask);
  }

  /** 开始试调门槛：把当年事实表读入内存，闲置一刻钟后自动结束 */
  @Post('tunings')
  @Permission('scoring.rehearse')
  open(@Acting() person: ActingPerson, @Body() body: OpenTuningDto): Promise<TuningDto> {
    return this.tuning.open(person, body);
  }

  /** 把一个门槛调到这里，看全部企业的结果 */
  @Post('tunings/:id/steps')
  @HttpCode(200)
  @Permission('scoring.rehearse')
  step(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TuningStepDto,
  ): Promise<TuningResultDto> {
    return this.tuning.step(person, id, body);
  }

  /** 结束试调 */
  @Delete('tunings/:id')
  @HttpCode(204)
  @Permission('scoring.rehearse')
  async close(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.tuning.close(person, id);
  }
}
