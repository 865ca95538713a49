import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { EnterprisesQueries } from '@tidu/enterprises';
import {
  Acting,
  type ActingPerson,
  ApiIfMatch,
  attachment,
  IfMatch,
  Permission,
  tableTypes,
  type UploadedPart,
  xlsxTemplate,
} from '@tidu/platform';
import { ImportParcelsService } from '../import/import-parcels.service';
import { parcelTemplate } from '../import/parcel-columns';
import { ParcelsQueries } from '../parcels.queries';
import { ParcelsService } from '../parcels.service';
import { toEnterpriseParcels, toParcelRow, toWholeParcel } from './parcel-view';
import {
  EditedParcelDto,
  EnterpriseParcelsDto,
  MadeParcelDto,
  NewDivisionDto,
  NewParcelDto,
  ParcelEndDto,
  ParcelImportDto,
  ParcelJobDto,
  ParcelListDto,
  ParcelsDayQuery,
  ParcelsQuery,
  WholeParcelDto,
} from './parcels.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('用地台账')
@ApiExtraModels(ParcelImportDto)
@Controller('/api/console')
export class ParcelsConsoleController {
  constructor(
    private readonly parcels: ParcelsService,
    private readonly queries: ParcelsQueries,
    private readonly enterprises: EnterprisesQueries,
    private readonly imports: ImportParcelsService,
  ) {}

  /** 地块，按编号；看某一天的划分 */
  @Get('parcels')
  @Permission('parcels.read')
  async list(@Acting() person: ActingPerson, @Query() query: ParcelsQuery): Promise<ParcelListDto> {
    const { items, next, count } = await this.queries.list(person, query);
    return { items: items.map(toParcelRow), next, count };
  }

  /** 登记一个地块和它怎样划分 */
  @Post('parcels')
  @Permission('parcels.write')
  async create(@Acting() person: ActingPerson, @Body() body: NewParcelDto): Promise<MadeParcelDto> {
    return { id: await this.parcels.create(person, body) };
  }

  /** 用地台账的导入模板（XLSX） */
  @Get('parcels/import-template')
  @Permission('parcels.write')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async template(): Promise<StreamableFile> {
    const file = await xlsxTemplate('用地台账', parcelTemplate);
    const disposition = attachment('用地台账-模板.xlsx');
    return new StreamableFile(file, { type: tableTypes.xlsx, length: file.length, disposition });
  }

  /** 导入用地台账（CSV 或 XLSX）：一个地块的各行要么全部导入，要么全部退回；答复后台任务号，结果在“导入”里看 */
  @Post('parcels/imports')
  @HttpCode(202)
  @Permission('parcels.write')
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      allOf: [
        { $ref: getSchemaPath(ParcelImportDto) },
        { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
      ],
    },
  })
  async import(
    @Acting() person: ActingPerson,
    @UploadedFile() file: UploadedPart | undefined,
    @Body() options: ParcelImportDto,
  ): Promise<ParcelJobDto> {
    return { jobId: await this.imports.request(person, file?.stored, options) };
  }

  /** 一个地块：那一天怎样划分，记过的每一次划分 */
  @Get('parcels/:id')
  @Permission('parcels.read')
  async get(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() { day }: ParcelsDayQuery,
  ): Promise<WholeParcelDto> {
    return toWholeParcel(await this.queries.one(person, id, day));
  }

  /** 改坐落、园区 */
  @Patch('parcels/:id')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('parcels.write')
  edit(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: EditedParcelDto,
  ): Promise<void> {
    return this.parcels.edit(person, id, version, body);
  }

  /** 从某一天起重新划分；以前的留着 */
  @Post('parcels/:id/divisions')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('parcels.write')
  divide(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: NewDivisionDto,
  ): Promise<void> {
    return this.parcels.divide(person, id, version, body);
  }

  /** 终止：从某一天起不再是地块（收回、注销） */
  @Post('parcels/:id/end')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('parcels.write')
  end(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ParcelEndDto,
  ): Promise<void> {
    return this.parcels.end(person, id, version, body);
  }

  /** 一家企业那一天用的地块，合并进来的记录一起 */
  @Get('enterprises/:id/parcels')
  @Permission('parcels.read')
  async ofEnterprise(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() { day }: ParcelsDayQuery,
  ): Promise<EnterpriseParcelsDto> {
    await this.enterprises.one(person, id);
    return toEnterpriseParcels(await this.queries.ofEnterprise(person, id, day));
  }
}
