import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ActKey, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { acceptedName } from '../identity/check-identity';
import { CreationService } from '../identity/creation.service';
import { type Edit, IdentityService } from '../identity/identity.service';
import { actOf, type EditDto, MadeDto, ReasonDto } from './acts.dto';
import {
  CorrectCodeDto,
  EditIdentityDto,
  FormerNameDto,
  NewEnterpriseDto,
  patchOf,
  RenameDto,
} from './identity.console.dto';

@ApiTags('企业：登记事项')
@Controller('/api/console/enterprises')
export class IdentityConsoleController {
  constructor(
    private readonly identity: IdentityService,
    private readonly creation: CreationService,
  ) {}

  /** 登记一家企业 */
  @Post()
  @Permission('enterprises.edit')
  async create(
    @Acting() person: ActingPerson,
    @ActKey() key: string,
    @Body() body: NewEnterpriseDto,
  ): Promise<MadeDto> {
    const { creditCode, pilot = false, name, regionCode = null } = body;
    return { id: await this.creation.create(person, { creditCode, pilot, name, regionCode }, actOf(body, key)) };
  }

  /** 修改（自某日起）或更正登记事项；改前的留作历史 */
  @Patch(':id')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiIfMatch()
  async edit(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: EditIdentityDto,
  ): Promise<void> {
    await this.identity.edit(person, id, patchOf(body.values), editOf(body, key, version));
  }

  /** 更名（自某日起，原名成为曾用名），或更正名称里的错字 */
  @Post(':id/renames')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiIfMatch()
  async rename(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: RenameDto,
  ): Promise<void> {
    await this.identity.rename(person, id, acceptedName(body.name), editOf(body, key, version));
  }

  /** 补记曾用名 */
  @Post(':id/former-names')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiIfMatch()
  async addFormerName(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: FormerNameDto,
  ): Promise<void> {
    const { validFrom = null, validUntil } = body;
    const former = { name: acceptedName(body.name), validFrom, validUntil };
    await this.identity.addFormerName(person, id, former, editOf(body, key, version));
  }

  /** 撤回记错的曾用名 */
  @Post(':id/former-names/:rowId/withdrawal')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiIfMatch()
  async withdrawFormerName(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('rowId', ParseUUIDPipe) rowId: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: ReasonDto,
  ): Promise<void> {
    await this.identity.withdrawFormerName(person, id, rowId, editOf(body, key, version));
  }

  /** 更正或更换统一社会信用代码；原代码留作旧代码，仍可据以找到 */
  @Post(':id/credit-codes')
  @HttpCode(204)
  @Permission('enterprises.edit')
  @ApiIfMatch()
  async correctCode(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: CorrectCodeDto,
  ): Promise<void> {
    await this.identity.correctCode(person, id, body.creditCode, body.pilot ?? false, editOf(body, key, version));
  }
}

function editOf(body: ReasonDto & Partial<EditDto>, key: string, version: number): Edit {
  return { act: actOf(body, key), version, effectiveOn: body.effectiveOn ?? null };
}
