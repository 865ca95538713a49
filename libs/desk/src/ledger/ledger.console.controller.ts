import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  Acting,
  type ActingPerson,
  ActKey,
  ApiIfMatch,
  attachment,
  FileAlone,
  IfMatch,
  Permission,
  type UploadedPart,
} from '@tidu/platform';
import { toTask } from '../console/tasks.console.controller';
import { TaskReasonDto, TaskSettlementDto } from '../console/tasks.console.dto';
import { BulletinFiles } from './bulletin-file';
import { BulletinQueries } from './bulletin.queries';
import {
  AddedFileDto,
  BulletinDto,
  BulletinQuery,
  LedgerCountsDto,
  LedgerQuery,
  NewPromiseDto,
  PromisePageDto,
  RecordedPromiseDto,
  TaskBesideDto,
} from './ledger.console.dto';
import { LedgerQueries } from './ledger.queries';
import { ledgerRules, type PromiseSource } from './ledger-rules';
import { LedgerService } from './ledger.service';
import { TaskFilesService } from './task-files.service';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('台账')
@Controller('/api/console/desk')
export class LedgerConsoleController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly queries: LedgerQueries,
    private readonly files: TaskFilesService,
    private readonly bulletins: BulletinQueries,
    private readonly workbooks: BulletinFiles,
  ) {}

  /** 承诺台账，先到期的在前 */
  @Get('promises')
  @Permission('desk.read')
  async list(@Acting() person: ActingPerson, @Query() query: LedgerQuery): Promise<PromisePageDto> {
    const page = await this.queries.list(person, query);
    const view = ({ source, sourceName, sourceNote, madeOn, reported, ...task }: (typeof page.items)[number]) => ({
      ...toTask(task),
      ...{ source, sourceName, sourceNote, madeOn, reported },
    });
    return { ...page, items: page.items.map(view) };
  }

  /** 部署、检查、落实各有几项，各打开自己的名单 */
  @Get('promises/counts')
  @Permission('desk.read')
  counts(@Acting() person: ActingPerson): Promise<LedgerCountsDto> {
    return this.queries.counts(person);
  }

  /** 记一项承诺：会议、走访、文件或答复里答应的事，有责任人和期限 */
  @Post('promises')
  @Permission('desk.act')
  async promise(
    @Acting() person: ActingPerson,
    @ActKey() key: string,
    @Body() { workingDays, enterprise: enterpriseId, ...body }: NewPromiseDto,
  ): Promise<RecordedPromiseDto> {
    const due = workingDays === undefined ? undefined : { workingDays };
    return { id: await this.ledger.promise(person, key, { ...body, enterpriseId, due }) };
  }

  /** 一项任务的佐证材料、落实报告和来源 */
  @Get('tasks/:id/beside')
  @Permission('desk.read')
  async beside(@Acting() person: ActingPerson, @OneId() id: string): Promise<TaskBesideDto> {
    const { files, reports, origin } = await this.queries.beside(person, id);
    const acts = person.permissions === 'all' || person.permissions.has('desk.act');
    return {
      files,
      reports: reports.map(
        ({ taskId: _taskId, enterpriseId: _enterpriseId, title: _title, reportedBy, ...report }) => ({
          ...report,
          checks: acts && report.state === 'waiting' && reportedBy !== person.id,
        }),
      ),
      origin: origin && {
        ...{ sourceNote: origin.sourceNote, madeOn: origin.madeOn },
        sourceName: ledgerRules().sources[origin.source as PromiseSource],
      },
    };
  }

  /** 上传佐证材料（PDF、图片、Word、Excel、OFD，至多 64 MB） */
  @Post('tasks/:id/files')
  @Permission('desk.act')
  @FileAlone()
  async addFile(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @UploadedFile() file: UploadedPart | undefined,
  ): Promise<AddedFileDto> {
    return { id: await this.files.add(person, id, file?.stored) };
  }

  /** 下载一份佐证材料 */
  @Get('task-files/:id/content')
  @Permission('desk.read')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async content(@Acting() person: ActingPerson, @OneId() id: string): Promise<StreamableFile> {
    const { stream, size, fileName, mediaType } = await this.files.content(person, id);
    return new StreamableFile(stream, { type: mediaType, length: size, disposition: attachment(fileName) });
  }

  /** 报告落实：等另一个人核对，或由企业确认 */
  @Post('tasks/:id/reports')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  report(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: TaskSettlementDto,
  ): Promise<void> {
    return this.ledger.report(person, id, version, body);
  }

  /** 核对：确已落实，办结 */
  @Post('tasks/:id/acceptance')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  accept(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: TaskReasonDto,
  ): Promise<void> {
    return this.ledger.accept(person, id, version, reason);
  }

  /** 核对：没有落实，继续办 */
  @Post('tasks/:id/rejection')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('desk.act')
  giveBack(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: TaskReasonDto,
  ): Promise<void> {
    return this.ledger.giveBack(person, id, version, reason);
  }

  /** 一个月的通报，按截至日终了时的台账重算 */
  @Get('bulletin')
  @Permission('desk.read')
  bulletin(@Acting() person: ActingPerson, @Query() { month, asOf }: BulletinQuery): Promise<BulletinDto> {
    return this.bulletins.of(person, month, asOf);
  }

  /** 通报（XLSX）：同一天重算，内容逐字节相同 */
  @Get('bulletin/workbook')
  @Permission('desk.read')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async workbook(@Acting() person: ActingPerson, @Query() { month, asOf }: BulletinQuery): Promise<StreamableFile> {
    const { name, type, body } = await this.workbooks.workbook(person, month, asOf);
    return new StreamableFile(body, { type, disposition: attachment(name) });
  }
}
