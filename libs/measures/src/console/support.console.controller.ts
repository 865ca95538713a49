import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { EnterpriseSupportService } from '../support/enterprise-support.service';
import { ReliefsService } from '../support/reliefs.service';
import { toSupport } from '../support/support-view';
import { EnterpriseSupportDto, MadeReliefDto, NewReliefDto, WithdrawReliefDto } from './support.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('扶持总账')
@Controller('/api/console')
export class SupportConsoleController {
  constructor(
    private readonly support: EnterpriseSupportService,
    private readonly reliefs: ReliefsService,
  ) {}

  /** 一家企业的扶持总账：符合什么、为什么，得了什么，减免了多少，互斥的怎样选 */
  @Get('enterprises/:id/support')
  @Permission('measures.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<EnterpriseSupportDto> {
    return toSupport(await this.support.of(person, id));
  }

  /** 登记减税降费 */
  @Post('enterprises/:id/tax-reliefs')
  @Permission('measures.manage')
  async record(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: NewReliefDto,
  ): Promise<MadeReliefDto> {
    return { id: await this.reliefs.record(person, id, body) };
  }

  /** 撤回登记错的减税降费 */
  @Post('tax-reliefs/:id/withdrawal')
  @HttpCode(204)
  @Permission('measures.manage')
  withdraw(@Acting() person: ActingPerson, @OneId() id: string, @Body() { reason }: WithdrawReliefDto): Promise<void> {
    return this.reliefs.withdraw(person, id, reason);
  }
}
