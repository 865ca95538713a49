import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { formatYuan } from '@tidu/kernel';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import type { Disbursement } from '../payments/disbursement';
import { DisbursementsQueries } from '../payments/disbursements.queries';
import { DisbursementsService } from '../payments/disbursements.service';
import {
  BankAnswersDto,
  DisbursementDetailDto,
  type DisbursementDto,
  DisbursementListDto,
  DropDisbursementDto,
  MadeLineDto,
  NewDisbursementDto,
  ReturnedPaymentDto,
} from './budget.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('付款清单')
@Controller('/api/console/disbursements')
export class DisbursementsConsoleController {
  constructor(
    private readonly service: DisbursementsService,
    private readonly queries: DisbursementsQueries,
  ) {}

  /** 付款清单，后编的在前 */
  @Get()
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson): Promise<DisbursementListDto> {
    return { disbursements: (await this.queries.list(person)).map((one) => toList(one, person)) };
  }

  /** 一份清单的各笔 */
  @Get(':id')
  @Permission('measures.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<DisbursementDetailDto> {
    const { list, items } = await this.queries.one(person, id);
    const payments = items.map((item) => ({ ...item, amount: formatYuan(BigInt(item.amount)) }));
    return { ...toList(list, person), payments };
  }

  /** 把一条预算里待拨付的编成清单 */
  @Post()
  @Permission('measures.pay')
  async create(@Acting() person: ActingPerson, @Body() { line }: NewDisbursementDto): Promise<MadeLineDto> {
    return { id: await this.service.create(person, line) };
  }

  /** 批准清单；由编制以外的另一个人 */
  @Post(':id/approval')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.decide')
  approve(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<void> {
    return this.service.approve(person, id, version);
  }

  /** 撤销还没有送银行的清单，各笔回到待拨付 */
  @Post(':id/dropping')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.pay')
  drop(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: DropDisbursementDto,
  ): Promise<void> {
    return this.service.drop(person, id, version, reason);
  }

  /** 登记银行回单：已付，或退票和原因 */
  @Post(':id/answers')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.pay')
  answer(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { on, answers }: BankAnswersDto,
  ): Promise<void> {
    return this.service.answer(person, id, version, on, answers);
  }

  /** 登记到账后被银行退回的一笔：回到承诺，等企业更正账户再付 */
  @Post(':id/returns')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.pay')
  giveBack(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ReturnedPaymentDto,
  ): Promise<void> {
    return this.service.giveBack(person, id, version, body);
  }
}

function toList(
  { total, paid, createdAt, createdBy, approvedAt, changedAt: _at, changedByName: _by, ...list }: Disbursement,
  person: ActingPerson,
): DisbursementDto {
  return {
    ...{ ...list, total: formatYuan(BigInt(total)), paid: formatYuan(BigInt(paid)), mine: createdBy === person.id },
    ...{ createdAt: createdAt.toISOString(), approvedAt: approvedAt?.toISOString() ?? null },
  };
}
