import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { RankingQueries } from '../ranking/ranking.queries';
import { TiesService } from '../ranking/ties.service';
import { pointsOf } from './case-view';
import { BatchRankingDto, MadeTieDto, TieProposalDto } from './ranking.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('申报批次')
@Controller('/api/console/recognition')
export class RankingConsoleController {
  constructor(
    private readonly queries: RankingQueries,
    private readonly ties: TiesService,
  ) {}

  /** 批次内的名次和名额线 */
  @Get('batches/:id/ranking')
  @Permission('recognition.read')
  async ranking(@Acting() person: ActingPerson, @OneId() id: string): Promise<BatchRankingDto> {
    const { rows, tie, ...ranking } = await this.queries.of(person, id);
    const items = rows.map(({ minPoints, maxPoints, ...row }) => ({ ...row, points: pointsOf(minPoints, maxPoints) }));
    if (!tie?.decision) return { ...ranking, items, tie: tie && { ...tie, decision: null } };
    const { proposedBy, ...decision } = tie.decision;
    return { ...ranking, items, tie: { ...tie, decision: { ...decision, mine: proposedBy === person.id } } };
  }

  /** 线上同分：写明理由，提出取哪几件 */
  @Post('batches/:id/ties')
  @Permission('recognition.decide')
  async propose(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: TieProposalDto,
  ): Promise<MadeTieDto> {
    return { id: await this.ties.propose(person, id, body.chosen, body.reason) };
  }

  /** 确认别人提出的取舍 */
  @Post('ties/:id/confirmation')
  @HttpCode(204)
  @Permission('recognition.decide')
  confirm(@Acting() person: ActingPerson, @OneId() id: string): Promise<void> {
    return this.ties.confirm(person, id);
  }
}
