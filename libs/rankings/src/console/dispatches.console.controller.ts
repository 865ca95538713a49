import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ExportedFiles } from '@tidu/audit';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { DispatchesService } from '../dispatch/dispatches.service';
import { exportSnapshotTask } from '../files/snapshot-export';
import { DispatchListDto, NewDispatchDto } from './dispatches.console.dto';
import { RankingJobDto } from './rankings.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('年度排名')
@Controller('/api/console')
export class DispatchesConsoleController {
  constructor(
    private readonly dispatches: DispatchesService,
    private readonly exported: ExportedFiles,
  ) {}

  /** 下载年度排名的导出文件 */
  @Get('ranking-exports/:jobId/file')
  @Permission('rankings.export')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  file(@Acting() person: ActingPerson, @Param('jobId', ParseUUIDPipe) jobId: string): Promise<StreamableFile> {
    return this.exported.download(person, jobId, exportSnapshotTask);
  }

  /** 报送前自检：行数、重复、根值，文件与屏幕对不对得上。受理后在后台逐行核对，任务结果里写明 */
  @Post('ranking-snapshots/:id/files/:jobId/checks')
  @HttpCode(202)
  @Permission('rankings.export')
  async check(
    @Acting() person: ActingPerson,
    @OneId() snapshotId: string,
    @Param('jobId', ParseUUIDPipe) exportJobId: string,
  ): Promise<RankingJobDto> {
    return { jobId: await this.dispatches.check(person, { snapshotId, exportJobId }) };
  }

  /** 登记报送：报给谁、哪天、哪一版、哪个文件。受理后在后台自检，没有通过的不登记 */
  @Post('ranking-snapshots/:id/dispatches')
  @HttpCode(202)
  @Permission('rankings.export')
  async register(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: NewDispatchDto,
  ): Promise<RankingJobDto> {
    return { jobId: await this.dispatches.register(person, id, body) };
  }

  /** 这份排名各版的报送登记，收到旧版、应收回的标出 */
  @Get('ranking-snapshots/:id/dispatches')
  @Permission('rankings.read')
  async list(@Acting() person: ActingPerson, @OneId() id: string): Promise<DispatchListDto> {
    const items = await this.dispatches.list(person, id);
    return { items: items.map(({ registeredAt, ...one }) => ({ ...one, registeredAt: registeredAt.toISOString() })) };
  }
}
