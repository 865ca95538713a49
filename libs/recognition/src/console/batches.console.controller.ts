import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { BatchesQueries, type BatchView } from '../batches/batches.queries';
import { BatchesService } from '../batches/batches.service';
import {
  BatchDto,
  BatchesQuery,
  BatchPageDto,
  ChangedBatchDto,
  GivenBatchDto,
  MadeBatchDto,
  WhyDto,
} from './batches.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('申报批次')
@Controller('/api/console/recognition/batches')
export class BatchesConsoleController {
  constructor(
    private readonly batches: BatchesService,
    private readonly queries: BatchesQueries,
  ) {}

  /** 申报批次，后截止的在前 */
  @Get()
  @Permission('recognition.read')
  async list(@Acting() person: ActingPerson, @Query() query: BatchesQuery): Promise<BatchPageDto> {
    const { items, next, count } = await this.queries.list(person, query);
    return { items: items.map(toBatch), next, count };
  }

  /** 一个批次 */
  @Get(':id')
  @Permission('recognition.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<BatchDto> {
    return toBatch(await this.queries.one(person, id));
  }

  /** 设立批次，公布之前只有工作人员看得到 */
  @Post()
  @Permission('recognition.manage')
  async create(@Acting() person: ActingPerson, @Body() body: GivenBatchDto): Promise<MadeBatchDto> {
    return { id: await this.batches.create(person, body) };
  }

  /** 修改批次；公布以后称号、层级、程序、年度和标准不能改 */
  @Put(':id')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  change(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason, ...given }: ChangedBatchDto,
  ): Promise<void> {
    return this.batches.change(person, id, version, given, reason);
  }

  /** 公布：企业看得到，标准固定下来 */
  @Post(':id/announcement')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  announce(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<void> {
    return this.batches.announce(person, id, version);
  }

  /** 结束：不再收申报，已收的照常办理 */
  @Post(':id/ending')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  end(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: WhyDto,
  ): Promise<void> {
    return this.batches.end(person, id, version, reason);
  }
}

function toBatch({ opensAt, closesAt, createdAt, changedAt, ...batch }: BatchView): BatchDto {
  const { id, name, title, level, procedure, procedureName, year, graceMinutes, quota, note, officerId, officerName } =
    batch;
  const { state, standards, window, counts, version, createdByName, changedByName } = batch;
  return {
    ...{ id, name, title, level, procedure, procedureName, year, graceMinutes, quota, note, officerId, officerName },
    ...{ state, standards, window, version, createdByName, changedByName },
    counts: counts as BatchDto['counts'],
    ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
    ...{ createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() },
  };
}
