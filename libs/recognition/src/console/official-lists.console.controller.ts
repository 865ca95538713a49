import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import {
  Acting,
  type ActingPerson,
  ApiIfMatch,
  IfMatch,
  PageQuery,
  Permission,
  type UploadedPart,
} from '@tidu/platform';
import { ListDecisionsService } from '../lists/list-decisions.service';
import { ListGrantsService } from '../lists/list-grants.service';
import type { OfficialList } from '../lists/official-list';
import { OfficialListsQueries, type RowView } from '../lists/official-lists.queries';
import { OfficialListsService } from '../lists/official-lists.service';
import {
  AbsentEnterprisePageDto,
  BringListDto,
  BroughtListDto,
  DecidedRowsDto,
  ListAcceptedDto,
  ListDecisionDto,
  ListReasonDto,
  ListRowsQuery,
  ListsQuery,
  OfficialListDetailDto,
  OfficialListDto,
  OfficialListPageDto,
  OfficialListRowDto,
  OfficialListRowPageDto,
} from './official-lists.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('官方名单')
@ApiExtraModels(BringListDto)
@Controller('/api/console/official-lists')
export class OfficialListsConsoleController {
  constructor(
    private readonly queries: OfficialListsQueries,
    private readonly service: OfficialListsService,
    private readonly decisions: ListDecisionsService,
    private readonly grants: ListGrantsService,
  ) {}

  /** 官方名单，日期新的在前 */
  @Get()
  @Permission('recognition.read')
  async list(@Acting() person: ActingPerson, @Query() query: ListsQuery): Promise<OfficialListPageDto> {
    const { items, next, count } = await this.queries.list(person, query);
    return { items: items.map(toList), next, count };
  }

  /** 上传一份官方名单（CSV、XLSX）或它的更正；答复后台任务号，同一个文件再传没有变化 */
  @Post()
  @HttpCode(202)
  @Permission('recognition.manage')
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      allOf: [
        { $ref: getSchemaPath(BringListDto) },
        { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
      ],
    },
  })
  bring(
    @Acting() person: ActingPerson,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() body: BringListDto,
  ): Promise<BroughtListDto> {
    return this.service.bring(person, file?.stored, body);
  }

  /** 一份名单和对账结果 */
  @Get(':id')
  @Permission('recognition.read')
  async one(@Acting() person: ActingPerson, @OneId() id: string): Promise<OfficialListDetailDto> {
    const { counts, hidden, differing, dropped, granted, held, recognised, files, ...list } = await this.queries.one(
      person,
      id,
    );
    const mine = list.createdBy === person.id;
    return { ...toList(list), counts, hidden, differing, dropped, granted, held, recognised, files, mine };
  }

  /** 名单的行，按文件里的次序 */
  @Get(':id/rows')
  @Permission('recognition.read')
  async rows(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() query: ListRowsQuery,
  ): Promise<OfficialListRowPageDto> {
    const { items, next, count } = await this.queries.rows(person, id, query);
    return { items: items.map(toRow), next, count };
  }

  /** 应在名单上而不在的本区企业：正在上级审核的、曾有这个称号的 */
  @Get(':id/absent')
  @Permission('recognition.read')
  absent(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() query: PageQuery,
  ): Promise<AbsentEnterprisePageDto> {
    return this.queries.absent(person, id, query);
  }

  /** 判断各行是哪家企业，逐行有结果 */
  @Post(':id/decisions')
  @HttpCode(200)
  @Permission('recognition.manage')
  async decide(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: ListDecisionDto,
  ): Promise<DecidedRowsDto> {
    const { enterprise: enterpriseId, ...decision } = body;
    return {
      items: await this.decisions.decide(person, id, {
        ...decision,
        ...(enterpriseId !== undefined && { enterpriseId }),
      }),
    };
  }

  /** 按名单登记称号，随之认定申报；上传的人不能做 */
  @Post(':id/grants')
  @HttpCode(202)
  @ApiIfMatch()
  @Permission('recognition.titles')
  async grant(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
  ): Promise<ListAcceptedDto> {
    return { jobId: await this.grants.grant(person, id, version) };
  }

  /** 撤销按名单登记的称号；已有事项以它为据的保留，写明原因 */
  @Post(':id/undo')
  @HttpCode(202)
  @ApiIfMatch()
  @Permission('recognition.titles')
  async undo(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: ListReasonDto,
  ): Promise<ListAcceptedDto> {
    return { jobId: await this.grants.undo(person, id, version, reason) };
  }
}

const toList = ({ fileId: _, pendingFileId, createdBy: __, ...list }: OfficialList): OfficialListDto => ({
  ...list,
  pending: pendingFileId !== null,
});

const toRow = ({
  listId: _,
  fileId: __,
  badCode: ___,
  titleId: ____,
  applicationId: _____,
  ...row
}: RowView): OfficialListRowDto => row;
