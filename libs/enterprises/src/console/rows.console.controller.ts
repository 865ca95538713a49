import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ActKey, ApiIfMatch, IfMatch, OneOf, Permission } from '@tidu/platform';
import { ContactWaysService } from '../dated/contact-ways.service';
import { DatedService } from '../dated/dated.service';
import {
  aliasTable,
  chainTable,
  type DatedKind,
  datedTables,
  nameTable,
  noteTable,
  zoneTable,
} from '../dated/dated-tables';
import { acceptedName, aliasCode } from '../identity/check-identity';
import { LinksService } from '../links/links.service';
import { actOf, EndDto, MadeDto, ReasonDto } from './acts.dto';
import {
  ConfirmLinkDto,
  FailedContactDto,
  entryOf,
  linkOf,
  NewAliasDto,
  NewChainDto,
  NewContactDto,
  NewLinkDto,
  NewNoteDto,
  NewZoneDto,
  ShortNameDto,
} from './rows.console.dto';

const kinds = Object.keys(datedTables) as DatedKind[];
const kindPipe = new OneOf('登记内容', kinds);
const ApiKind = () => ApiParam({ name: 'kind', enum: kinds });

@ApiTags('企业：有起止日的内容')
@Controller('/api/console/enterprises/:id')
export class RowsConsoleController {
  constructor(
    private readonly dated: DatedService,
    private readonly links: LinksService,
    private readonly contacts: ContactWaysService,
  ) {}

  /** 登记简称 */
  @Post('names')
  @Permission('enterprises.edit')
  async addShortName(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: ShortNameDto,
  ): Promise<MadeDto> {
    const entry = entryOf(body, { kind: 'short', name: acceptedName(body.name) });
    return { id: await this.dated.add(person, nameTable, id, entry, actOf(body, key)) };
  }

  /** 登记旧代码：15 位注册号或组织机构代码 */
  @Post('aliases')
  @Permission('enterprises.edit')
  async addAlias(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: NewAliasDto,
  ): Promise<MadeDto> {
    const entry = entryOf(body, { kind: body.kind, code: aliasCode(body.kind, body.code) });
    return { id: await this.dated.add(person, aliasTable, id, entry, actOf(body, key)) };
  }

  /** 登记所在园区 */
  @Post('zones')
  @Permission('enterprises.edit')
  async addZone(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: NewZoneDto,
  ): Promise<MadeDto> {
    const entry = entryOf(body, { zoneCode: body.zoneCode });
    return { id: await this.dated.add(person, zoneTable, id, entry, actOf(body, key)) };
  }

  /** 登记所属产业链 */
  @Post('chains')
  @Permission('enterprises.edit')
  async addChain(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: NewChainDto,
  ): Promise<MadeDto> {
    const entry = entryOf(body, { chainCode: body.chainCode });
    return { id: await this.dated.add(person, chainTable, id, entry, actOf(body, key)) };
  }

  /** 登记联系人 */
  @Post('contacts')
  @Permission('enterprises.edit')
  async addContact(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: NewContactDto,
  ): Promise<MadeDto> {
    const { role, name, position, phone, mail } = body;
    const entry = entryOf(body, { role, name, position, phone, mail });
    return { id: await this.contacts.add(person, id, entry, actOf(body, key)) };
  }

  /** 记下一位联系人的电话或邮箱联系不上：不再往那里发，并请所在镇街的经办人核实 */
  @Post('contacts/:rowId/failures')
  @HttpCode(204)
  @Permission('enterprises.contacts')
  @ApiIfMatch()
  async failContact(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('rowId', ParseUUIDPipe) rowId: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: FailedContactDto,
  ): Promise<void> {
    await this.contacts.fail(person, { enterpriseId, rowId, version }, body.way, actOf(body, key));
  }

  /** 写备注 */
  @Post('notes')
  @Permission('enterprises.edit')
  async addNote(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: NewNoteDto,
  ): Promise<MadeDto> {
    return { id: await this.dated.add(person, noteTable, id, entryOf(body, { text: body.text }), actOf(body, key)) };
  }

  /** 登记企业之间的关系 */
  @Post('links')
  @Permission('enterprises.edit')
  async addLink(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @ActKey() key: string,
    @Body() body: NewLinkDto,
  ): Promise<MadeDto> {
    return { id: await this.links.add(person, id, linkOf(body), actOf(body, key)) };
  }

  /** 记下一方已确认配套关系；双方都确认才算数 */
  @Post('links/:rowId/confirmations')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiIfMatch()
  async confirmLink(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('rowId', ParseUUIDPipe) rowId: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: ConfirmLinkDto,
  ): Promise<void> {
    await this.links.confirm(person, { enterpriseId, rowId, version }, body.side, actOf(body, key));
  }

  /** 一项内容到某天为止 */
  @Post(':kind/:rowId/end')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiKind()
  @ApiIfMatch()
  async end(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('kind', kindPipe) kind: DatedKind,
    @Param('rowId', ParseUUIDPipe) rowId: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: EndDto,
  ): Promise<void> {
    const place = { enterpriseId, rowId, version };
    await this.dated.end(person, datedTables[kind], place, body.validUntil, actOf(body, key));
  }

  /** 撤回记错的一项内容；撤回的仍留有记录 */
  @Post(':kind/:rowId/withdrawal')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiKind()
  @ApiIfMatch()
  async withdraw(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('kind', kindPipe) kind: DatedKind,
    @Param('rowId', ParseUUIDPipe) rowId: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: ReasonDto,
  ): Promise<void> {
    await this.dated.withdraw(person, datedTables[kind], { enterpriseId, rowId, version }, actOf(body, key));
  }
}
