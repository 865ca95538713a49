import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, IfMatch, OneOf, Permission, PathCode } from '@tidu/platform';
import { type OwnList, ownLists, OwnListsService, type OwnValues } from '../own-lists.service';
import {
  OwnAddDto,
  OwnChangeDto,
  OwnEntryDto,
  OwnListDto,
  OwnQuery,
  type OwnValuesDto,
  PastEntryListDto,
} from './code-tables.console.dto';

const OneList = () => Param('list', new OneOf('本区清单', ownLists));

@ApiTags('代码表')
@Controller('/api/console/own-lists/:list')
@ApiParam({ name: 'list', enum: ownLists })
export class OwnListsConsoleController {
  constructor(private readonly lists: OwnListsService) {}

  /** 园区（zone），或产业链及环节（chain） */
  @Get()
  @Permission('reference.read')
  async list(@Acting() person: ActingPerson, @OneList() list: OwnList, @Query() { on }: OwnQuery): Promise<OwnListDto> {
    return { items: await this.lists.list(person, list, on) };
  }

  /** 增加一条 */
  @Post()
  @Permission('reference.edit')
  add(@Acting() person: ActingPerson, @OneList() list: OwnList, @Body() body: OwnAddDto): Promise<OwnEntryDto> {
    return this.lists.add(person, list, body.code, valuesOf(body), body.reason);
  }

  /** 从某天起改为这样，或写明撤销日期 */
  @Put(':code')
  @ApiHeader({ name: 'If-Match', required: true, description: '所见的 version' })
  @Permission('reference.edit')
  change(
    @Acting() person: ActingPerson,
    @OneList() list: OwnList,
    @Param('code', new PathCode('园区或产业链')) code: string,
    @IfMatch() version: number,
    @Body() body: OwnChangeDto,
  ): Promise<OwnEntryDto> {
    return this.lists.change(person, list, code, version, valuesOf(body), body);
  }

  /** 过去的内容 */
  @Get(':code/history')
  @Permission('reference.read')
  async history(
    @Acting() person: ActingPerson,
    @OneList() list: OwnList,
    @Param('code', new PathCode('园区或产业链')) code: string,
  ): Promise<PastEntryListDto> {
    return { items: await this.lists.history(person, list, code) };
  }
}

function valuesOf({ name, level = null, parent = null, note = '', ...days }: OwnValuesDto): OwnValues {
  return { name, level, parent, note, validFrom: days.validFrom ?? null, validUntil: days.validUntil ?? null };
}
