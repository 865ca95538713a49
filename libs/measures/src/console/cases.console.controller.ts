import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { shanghaiDay, systemClock } from '@tidu/kernel';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { actsFrom, stateOf } from '../cases/case-acts.service';
import { SupportBansService } from '../cases/support-bans.service';
import { toBan, toCase, toStep } from '../cases/case-view';
import { CasesQueries } from '../cases/cases.queries';
import { ReviewsService } from '../cases/reviews.service';
import { CatalogueQueries } from '../catalogue/catalogue.queries';
import {
  CaseClockDto,
  CasesQuery,
  DecisionActDto,
  LiftSupportBanDto,
  MadeSupportBanDto,
  NewSupportBanDto,
  ReviewActDto,
  SupportCaseDetailDto,
  SupportCasePageDto,
} from './cases.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);
const today = () => shanghaiDay(systemClock.now());

@ApiTags('扶持办理')
@Controller('/api/console/measure-cases')
export class CasesConsoleController {
  constructor(
    private readonly queries: CasesQueries,
    private readonly reviews: ReviewsService,
    private readonly measures: CatalogueQueries,
    private readonly bans: SupportBansService,
  ) {}

  /** 办理队列，先到期的在前 */
  @Get()
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson, @Query() { overdue, ...query }: CasesQuery): Promise<SupportCasePageDto> {
    const filter = { ...query, ...(overdue !== undefined && { overdue: overdue === 'true' }) };
    const { items, next, count } = await this.queries.list(person, filter);
    return { items: items.map((one) => toCase(one, today())), next, count };
  }

  /** 从条款到账上：各环节现在几件、逾期几件、平均停留几天 */
  @Get('clock')
  @Permission('measures.read')
  async clock(@Acting() person: ActingPerson): Promise<CaseClockDto> {
    const found = await this.queries.clock(person);
    const states = found.map(({ state, ...rest }) => {
      const { label, holder, workingDays } = stateOf(state);
      return { state, label, holder, workingDays, ...rest };
    });
    return { states };
  }

  /** 一件：金额怎样算的，办过什么，现在能办什么 */
  @Get(':id')
  @Permission('measures.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<SupportCaseDetailDto> {
    const { found, steps } = await this.queries.one(person, id);
    const { known } = await this.measures.one(person, found.measureId);
    const inputs = known.measure.inputs.map(({ code, label }) => ({ code, label, text: found.inputs[code] ?? '' }));
    const acts = actsFrom(found, ['reviewer', 'approver']).map(({ code, label, by, needs }) => ({
      ...{
        act: code,
        label,
        by: by === 'approver' ? by : ('reviewer' as const),
        needsReason: needs.includes('reason'),
        needsEvidence: needs.includes('evidence'),
      },
    }));
    const bans = (await this.bans.of(person, id)).map(toBan);
    return { ...toCase(found, today()), workings: found.workings, inputs, steps: steps.map(toStep), acts, bans };
  }

  /** 经办：审核通过、退回更正、不予通过、登记已提供服务、登记已退回 */
  @Post(':id/reviews')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.review')
  review(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ReviewActDto,
  ): Promise<void> {
    return this.reviews.review(person, id, version, body);
  }

  /** 批准人：批准拨付、停止拨付、要求退回；不能是审核的人 */
  @Post(':id/decisions')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('measures.decide')
  decide(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: DecisionActDto,
  ): Promise<void> {
    return this.reviews.decide(person, id, version, body);
  }

  /** 追回资金的，记入限制申报：期内不能申报扶持，也不能申报称号 */
  @Post(':id/bans')
  @Permission('measures.decide')
  async ban(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: NewSupportBanDto,
  ): Promise<MadeSupportBanDto> {
    return { id: await this.bans.record(person, id, body) };
  }

  /** 解除因这一件记的限制申报；记录保留 */
  @Post(':id/ban-lifting')
  @HttpCode(204)
  @Permission('measures.decide')
  lift(@Acting() person: ActingPerson, @OneId() id: string, @Body() { reason }: LiftSupportBanDto): Promise<void> {
    return this.bans.lift(person, id, reason);
  }
}
