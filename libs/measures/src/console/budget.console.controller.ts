import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { formatYuan } from '@tidu/kernel';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import type { BudgetLine } from '../budget/budget-line';
import { BudgetLinesService } from '../budget/budget-lines.service';
import {
  AllocatedDto,
  type BudgetLineDto,
  BudgetLineListDto,
  BudgetLinesQuery,
  ChangedBudgetLineDto,
  MadeLineDto,
  NewLineDto,
} from './budget.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('扶持预算')
@Controller('/api/console/budget-lines')
export class BudgetConsoleController {
  constructor(private readonly lines: BudgetLinesService) {}

  /** 各条预算：全年、预留、承诺、已付、还剩 */
  @Get()
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson, @Query() { year }: BudgetLinesQuery): Promise<BudgetLineListDto> {
    return { lines: (await this.lines.list(person, year ?? null)).map(toLine) };
  }

  /** 设立一条预算 */
  @Post()
  @Permission('measures.budget')
  async create(@Acting() person: ActingPerson, @Body() body: NewLineDto): Promise<MadeLineDto> {
    return { id: await this.lines.create(person, body) };
  }

  /** 修改；不能少于已经用掉的 */
  @Put(':id')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.budget')
  change(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ChangedBudgetLineDto,
  ): Promise<void> {
    return this.lines.change(person, id, version, body);
  }

  /** 同比例折算：把剩下的分给审核通过、等待折算的 */
  @Post(':id/allocations')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('measures.budget')
  async allocate(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
  ): Promise<AllocatedDto> {
    const { cases, asked, given } = await this.lines.allocate(person, id, version);
    return { cases, asked: formatYuan(asked), given: formatYuan(given) };
  }
}

function toLine({ total, reserved, committed, paid, changedAt, ...line }: BudgetLine): BudgetLineDto {
  const left = BigInt(total) - BigInt(reserved) - BigInt(committed) - BigInt(paid);
  const yuan = (fen: string) => formatYuan(BigInt(fen));
  return {
    ...{ ...line, total: yuan(total), reserved: yuan(reserved), committed: yuan(committed), paid: yuan(paid) },
    ...{ left: formatYuan(left), changedAt: changedAt.toISOString() },
  };
}
