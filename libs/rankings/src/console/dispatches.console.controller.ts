import { Body, Controller, Get, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ExportedFiles } from '@tidu/audit';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { DispatchesService } from '../dispatch/dispatches.service';
import { exportSnapshotTask } from '../files/snapshot-export';
import { DispatchListDto, FileCheckDto, MadeDispatchDto, NewDispatchDto } from './snapshots.console.dto';

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

  /** 报送前自检：行数、重复、根值，文件与屏幕对不对得上 */
  @Get('ranking-snapshots/:id/files/:jobId/check')
  @Permission('rankings.export')
  check(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('jobId', ParseUUIDPipe) job: string,
  ): Promise<FileCheckDto> {
    return this.dispatches.check(person, id, job);
  }

  /** 登记报送：报给谁、哪天、哪一版、哪个文件；没有通过自检的不能登记 */
  @Post('ranking-snapshots/:id/dispatches')
  @Permission('rankings.export')
  async register(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: NewDispatchDto,
  ): Promise<MadeDispatchDto> {
    return { id: await this.dispatches.register(person, id, body) };
  }

  /** 这份排名各版的报送登记，收到旧版、应收回的标出 */
  @Get('ranking-snapshots/:id/dispatches')
  @Permission('rankings.read')
  async list(@Acting() person: ActingPerson, @OneId() id: string): Promise<DispatchListDto> {
    const items = await this.dispatches.list(person, id);
    return { items: items.map(({ registeredAt, ...one }) => ({ ...one, registeredAt: registeredAt.toISOString() })) };
  }
}
