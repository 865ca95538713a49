import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, IfMatch, OneOf, Permission } from '@tidu/platform';
import { codeEntries } from '../code-entries';
import { type NationalTable, nationalTables } from '../overrides';
import { OverridesService } from '../overrides.service';
import { pageByCode } from '../reference.pages';
import { ReferenceService } from '../reference.service';
import {
  CodeEntryListDto,
  CodeTableQuery,
  OverrideDto,
  OverrideListDto,
  OverrideQuery,
  OverrideRequestDto,
  WithdrawalDto,
} from './code-tables.console.dto';

@ApiTags('代码表')
@Controller('/api/console')
export class CodeTablesConsoleController {
  constructor(
    private readonly reference: ReferenceService,
    private readonly overrides: OverridesService,
  ) {}

  /** 国家代码表，连同本区的更正：区划、街道（须指定区划）、行业、战略性新兴产业 */
  @Get('code-tables/:table')
  @ApiParam({ name: 'table', enum: nationalTables })
  @Permission('reference.read')
  async entries(
    @Param('table', new OneOf('代码表', nationalTables)) table: NationalTable,
    @Query() query: CodeTableQuery,
  ): Promise<CodeEntryListDto> {
    return pageByCode(await codeEntries(this.reference, table, query), query.limit, query.after);
  }

  /** 本区的更正，最近的在前，含已撤回的 */
  @Get('code-overrides')
  @Permission('reference.read')
  async list(@Acting() person: ActingPerson, @Query() { table }: OverrideQuery): Promise<OverrideListDto> {
    return { items: await this.overrides.list(person, table) };
  }

  /** 增加、停用或更正一个代码，写明依据与理由 */
  @Post('code-overrides')
  @Permission('reference.edit')
  add(@Acting() person: ActingPerson, @Body() request: OverrideRequestDto): Promise<OverrideDto> {
    return this.overrides.add(person, request);
  }

  /** 撤回一条更正 */
  @Post('code-overrides/:id/withdrawal')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: true, description: '所见的 version' })
  @Permission('reference.edit')
  withdraw(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: WithdrawalDto,
  ): Promise<OverrideDto> {
    return this.overrides.withdraw(person, id, version, reason);
  }
}
