import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ScoreCardsService } from '../cards/score-cards.service';
import { wholeList } from '../standards/standard-view';
import { ScoreCardDetailDto, ScoreCardListDto } from './score-cards.console.dto';

@ApiTags('评价')
@Controller('/api/console')
export class ScoreCardsConsoleController {
  constructor(private readonly cards: ScoreCardsService) {}

  /** 一个企业在各标准、各年度下当前的评价卡 */
  @Get('enterprises/:id/score-cards')
  @Permission('scoring.read')
  async ofEnterprise(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ScoreCardListDto> {
    return wholeList(await this.cards.ofEnterprise(person, id));
  }

  /** 一张评价卡与逐条解释 */
  @Get('score-cards/:runId/:enterpriseId')
  @Permission('scoring.read')
  get(
    @Acting() person: ActingPerson,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Param('enterpriseId', ParseUUIDPipe) enterpriseId: string,
  ): Promise<ScoreCardDetailDto> {
    return this.cards.explained(person, runId, enterpriseId);
  }
}
