import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { formatYuan } from '@tidu/kernel';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { MatchingsService } from '../matching/matchings.service';
import { type MeasureStandings, StandingsQueries } from '../matching/standings.queries';
import { whyLabels } from '../matching/standing-sql';
import {
  MatchingStartedDto,
  type MeasureStandingsDto,
  NewestMatchingDto,
  StandingPageDto,
  StandingsQuery,
  TakeUpDto,
  TakeUpQuery,
} from './matching.console.dto';

@ApiTags('应享未享')
@Controller('/api/console')
export class MatchingConsoleController {
  constructor(
    private readonly matchings: MatchingsService,
    private readonly standings: StandingsQueries,
  ) {}

  /** 全部企业对全部施行中的措施匹配一遍 */
  @Post('measure-matchings')
  @HttpCode(202)
  @Permission('measures.manage')
  async start(@Acting() person: ActingPerson): Promise<MatchingStartedDto> {
    return { jobId: await this.matchings.start(person) };
  }

  /** 最近一次匹配：每项措施符合条件几家，已享受、办理中、受阻、应享未享各几家，为什么 */
  @Get('measure-matchings/newest')
  @Permission('measures.read')
  async newest(@Acting() person: ActingPerson): Promise<NewestMatchingDto> {
    const found = await this.standings.summary(person);
    if (!found) return { matching: null };
    const { id, asOf, at, personName, enterprises } = found.run;
    const measures = found.measures.map(toStandings);
    return { matching: { id, asOf, at: at.toISOString(), personName, enterprises, measures } };
  }

  /** 这些数背后的名单：谁符合哪一项，在哪里，为什么，还有几天 */
  @Get('measure-standings')
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson, @Query() { measure, ...query }: StandingsQuery): Promise<StandingPageDto> {
    const page = await this.standings.list(person, { ...query, ...(measure !== undefined && { measureId: measure }) });
    const items = page.items.map(({ amount, since, ...row }) => ({
      ...{ ...row, amount: amount === null ? null : formatYuan(BigInt(amount)), since: since?.toISOString() ?? null },
      whyText: row.why && whyLabels[row.why],
    }));
    return { ...page, items };
  }

  /** 享受面：按所有制、规模、地区 */
  @Get('measure-take-up')
  @Permission('measures.read')
  async takeUp(@Acting() person: ActingPerson, @Query() { by }: TakeUpQuery): Promise<TakeUpDto> {
    const parts = await this.standings.takeUp(person, by);
    return {
      parts: parts.map((part) => ({ ...part, amount: part.amount === null ? null : formatYuan(BigInt(part.amount)) })),
    };
  }
}

function toStandings({ outcomes, whys, unclaimedAmount, ...row }: MeasureStandings): MeasureStandingsDto {
  const [, manual = 0, unknown = 0, unmet = 0] = outcomes;
  return {
    ...{ ...row, manual, unknown, unmet, unclaimedAmount: formatYuan(BigInt(unclaimedAmount)) },
    whys: whys.map(({ why, count }) => ({ why, label: whyLabels[why], count })),
  };
}
