import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ActKey, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { PoolQueries } from '../pool/pool.queries';
import { poolRules } from '../pool/pool-rules';
import { type ProposalKey, PoolService } from '../pool/pool.service';
import {
  AcceptProposalsDto,
  DecidedProposalsDto,
  DismissProposalsDto,
  LeavePoolDto,
  NewPoolEntryDto,
  PoolChoicesDto,
  PoolDetailDto,
  PoolEntryPageDto,
  PoolIdDto,
  PoolPlanDto,
  PoolQuery,
  PoolRunAcceptedDto,
  PoolStepEndDto,
  PoolTermsDto,
  ProposalKeyDto,
  ProposalPageDto,
  PoolProposalsQuery,
} from './pool.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('培育库')
@Controller('/api/console/pool')
export class PoolConsoleController {
  constructor(
    private readonly queries: PoolQueries,
    private readonly pool: PoolService,
  ) {}

  /** 培育库，按目标年度 */
  @Get()
  @Permission('recognition.read')
  list(@Acting() person: ActingPerson, @Query() query: PoolQuery): Promise<PoolEntryPageDto> {
    return this.queries.list(person, query);
  }

  /** 人工入库 */
  @Post()
  @Permission('recognition.manage')
  async enter(
    @Acting() person: ActingPerson,
    @ActKey() key: string,
    @Body() body: NewPoolEntryDto,
  ): Promise<PoolIdDto> {
    const { enterprise: enterpriseId, officer: officerId, ...entry } = body;
    return { id: await this.pool.enter(person, key, { ...entry, enterpriseId, officerId }) };
  }

  /** 可以当责任人的、出库的原因 */
  @Get('choices')
  @Permission('recognition.read')
  async choices(@Acting() person: ActingPerson): Promise<PoolChoicesDto> {
    const leaving = [...poolRules().leaving].map(([code, label]) => ({ code, label }));
    return { officers: await this.queries.officers(person), leaving };
  }

  /** 入库建议，差得少的在前 */
  @Get('proposals')
  @Permission('recognition.read')
  proposals(@Acting() person: ActingPerson, @Query() query: PoolProposalsQuery): Promise<ProposalPageDto> {
    return this.queries.proposals(person, query);
  }

  /** 把建议的企业成批入库，逐家有结果 */
  @Post('proposals/acceptances')
  @HttpCode(200)
  @Permission('recognition.manage')
  async accept(@Acting() person: ActingPerson, @Body() body: AcceptProposalsDto): Promise<DecidedProposalsDto> {
    const { items, officer: officerId, year, note } = body;
    return { items: await this.pool.accept(person, items.map(toKey), { year, officerId, note }) };
  }

  /** 不采纳建议，以后不再提 */
  @Post('proposals/dismissals')
  @HttpCode(200)
  @Permission('recognition.manage')
  async dismiss(
    @Acting() person: ActingPerson,
    @Body() { items, reason }: DismissProposalsDto,
  ): Promise<DecidedProposalsDto> {
    return { items: await this.pool.dismiss(person, items.map(toKey), reason) };
  }

  /** 按规则逐家预演，提出入库建议 */
  @Post('runs')
  @HttpCode(202)
  @Permission('recognition.manage')
  async run(@Acting() person: ActingPerson): Promise<PoolRunAcceptedDto> {
    return { jobId: await this.pool.run(person) };
  }

  /** 一条入库记录、计划和逐年进展 */
  @Get(':id')
  @Permission('recognition.read')
  one(@Acting() person: ActingPerson, @OneId() id: string): Promise<PoolDetailDto> {
    return this.queries.one(person, id);
  }

  /** 改目标年度、责任人、备注 */
  @Patch(':id')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  change(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { officer: officerId, year, note }: PoolTermsDto,
  ): Promise<void> {
    return this.pool.change(person, id, version, { year, officerId, note });
  }

  /** 往计划里加步骤 */
  @Post(':id/steps')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  plan(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { steps }: PoolPlanDto,
  ): Promise<void> {
    return this.pool.plan(person, id, version, steps);
  }

  /** 一个步骤做完了，或不做了 */
  @Post(':id/steps/:stepId/end')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  step(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('stepId', ParseUUIDPipe) stepId: string,
    @IfMatch() version: number,
    @Body() { means, remark }: PoolStepEndDto,
  ): Promise<void> {
    return this.pool.step(person, id, stepId, version, means, remark);
  }

  /** 出库，写明原因 */
  @Post(':id/leaving')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  leave(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { why, leftOn, reason }: LeavePoolDto,
  ): Promise<void> {
    return this.pool.leave(person, id, version, why, leftOn, reason);
  }
}

const toKey = ({ enterprise: enterpriseId, track, title }: ProposalKeyDto): ProposalKey => ({
  enterpriseId,
  track,
  title,
});
