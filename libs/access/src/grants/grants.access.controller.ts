import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission, KeepsNoAnswers } from '@tidu/platform';
import { PersonDto, AccessReasonDto } from '../persons/persons.dto';
import { accessRoles } from '../rules/roles';
import { ScopeBook } from '../scopes/scope-book';
import { GrantDto, GrantListDto, NewGrantDto, RoleListDto, ScopeOptionListDto, ScopeOptionsQuery } from './grants.dto';
import { GrantsService } from './grants.service';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('授权')
@KeepsNoAnswers()
@Controller('/api/access')
export class GrantsAccessController {
  constructor(
    private readonly grants: GrantsService,
    private readonly book: ScopeBook,
  ) {}

  /** 有哪些角色，各能做什么 */
  @Get('roles')
  @Permission('access.read')
  roles(): RoleListDto {
    return { items: accessRoles().all };
  }

  /** 按名称或代码找可以授予的范围；企业只给名称和代码，至多二十条 */
  @Get('scope-options')
  @Permission('access.grants')
  async scopes(@Acting() person: ActingPerson, @Query() { kind, q }: ScopeOptionsQuery): Promise<ScopeOptionListDto> {
    return { items: await this.book.find(person, kind, q.trim(), 20) };
  }

  /** 一个人的授权，含已收回的 */
  @Get('persons/:id/grants')
  @Permission('access.read')
  async list(@Acting() person: ActingPerson, @OneId() id: string): Promise<GrantListDto> {
    return { items: await this.grants.ofPerson(person, id) };
  }

  /** 授予角色，同时核实本人 */
  @Post('persons/:id/grants')
  @Permission('access.grants')
  grant(@Acting() person: ActingPerson, @OneId() id: string, @Body() body: NewGrantDto): Promise<GrantDto> {
    return this.grants.grant(person, id, body);
  }

  /** 重新发过链接的账号：核实本人后恢复原有角色 */
  @Post('persons/:id/confirmations')
  @ApiIfMatch()
  @Permission('access.grants')
  confirm(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<PersonDto> {
    return this.grants.confirm(person, id, version);
  }

  /** 收回一条授权，立即生效 */
  @Post('grants/:id/end')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('access.grants')
  end(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: AccessReasonDto,
  ): Promise<GrantDto> {
    return this.grants.end(person, id, version, reason);
  }
}
