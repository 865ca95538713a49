import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, PageQuery, Permission, PathCode } from '@tidu/platform';
import {
  EvidenceChangeListDto,
  EvidenceDayQuery,
  EvidenceListDto,
  EvidenceListQuery,
  EvidenceReasonDto,
  EvidenceStatementDto,
  EvidenceSavedDto,
  EvidenceSummaryDto,
} from './evidence.console.dto';
import { EvidenceQueries } from './evidence.queries';
import { EvidenceService } from './evidence.service';

@ApiTags('佐证')
@Controller('/api/console/enterprises/:id')
export class EvidenceConsoleController {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly service: EvidenceService,
  ) {}

  /** 一家企业的佐证：各种登记了多少，哪些核查过 */
  @Get('evidence')
  @Permission('enterprises.read')
  summary(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf }: EvidenceDayQuery,
  ): Promise<EvidenceSummaryDto> {
    return this.evidence.summary(person, id, asOf);
  }

  /** 佐证的变更记录：谁、何时、为什么、改前、改后 */
  @Get('evidence-changes')
  @Permission('enterprises.read')
  changes(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<EvidenceChangeListDto> {
    return this.evidence.changes(person, id, query);
  }

  /** 一种佐证的清单 */
  @Get('evidence/:kind')
  @Permission('enterprises.read')
  list(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind', new PathCode('佐证种类')) kind: string,
    @Query() query: EvidenceListQuery,
  ): Promise<EvidenceListDto> {
    return this.evidence.list(person, id, kind, query);
  }

  /** 登记一条佐证 */
  @Post('evidence/:kind')
  @Permission('enterprises.evidence')
  async record(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind', new PathCode('佐证种类')) kind: string,
    @Body() { reason, ...statement }: EvidenceStatementDto,
  ): Promise<EvidenceSavedDto> {
    return this.service.record(person, id, kind, statement, reason).then(saved);
  }

  /** 更正一条佐证；原来的内容留在变更记录里 */
  @Put('evidence/:kind/:recordId')
  @ApiIfMatch()
  @Permission('enterprises.evidence')
  async correct(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('kind', new PathCode('佐证种类')) kind: string,
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @IfMatch() version: number,
    @Body() { reason, ...statement }: EvidenceStatementDto,
  ): Promise<EvidenceSavedDto> {
    return this.service.correct(person, { enterpriseId, kind, recordId, version }, statement, reason).then(saved);
  }

  /** 撤回登记错的一条佐证；不删除，只是不再算数 */
  @Post('evidence/:kind/:recordId/withdrawal')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('enterprises.evidence')
  async withdraw(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @Param('kind', new PathCode('佐证种类')) kind: string,
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @IfMatch() version: number,
    @Body() { reason }: EvidenceReasonDto,
  ): Promise<EvidenceSavedDto> {
    return this.service.withdraw(person, { enterpriseId, kind, recordId, version }, reason).then(saved);
  }
}

const saved = ({ id, version }: EvidenceSavedDto): EvidenceSavedDto => ({ id, version });
