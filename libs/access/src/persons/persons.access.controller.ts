import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission, KeepsNoAnswers } from '@tidu/platform';
import {
  CreatedPersonDto,
  IssuedLinkDto,
  NewPersonDto,
  PersonDto,
  PersonPageDto,
  PersonsQuery,
  PersonStatusDto,
  AccessReasonDto,
} from './persons.dto';
import { PersonsService } from './persons.service';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('账号')
@KeepsNoAnswers()
@Controller('/api/access/persons')
export class PersonsAccessController {
  constructor(private readonly persons: PersonsService) {}

  /** 账号名单 */
  @Get()
  @Permission('access.read')
  list(@Acting() person: ActingPerson, @Query() query: PersonsQuery): Promise<PersonPageDto> {
    return this.persons.list(person, query);
  }

  /** 一个账号 */
  @Get(':id')
  @Permission('access.read')
  get(@Acting() person: ActingPerson, @OneId() id: string): Promise<PersonDto> {
    return this.persons.get(person, id);
  }

  /** 新建账号，得到交给本人的一次性链接 */
  @Post()
  @Permission('access.persons')
  create(@Acting() person: ActingPerson, @Body() body: NewPersonDto): Promise<CreatedPersonDto> {
    return this.persons.create(person, body);
  }

  /** 重新发一次性链接：原口令、动态口令作废，安全管理员重新核实前不能使用 */
  @Post(':id/links')
  @ApiIfMatch()
  @Permission('access.persons')
  reissue(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: AccessReasonDto,
  ): Promise<IssuedLinkDto> {
    return this.persons.reissue(person, id, version, reason);
  }

  /** 停用或恢复账号 */
  @Patch(':id')
  @ApiIfMatch()
  @Permission('access.persons')
  setEnabled(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { enabled, reason }: PersonStatusDto,
  ): Promise<PersonDto> {
    return this.persons.setEnabled(person, id, version, enabled, reason);
  }
}
