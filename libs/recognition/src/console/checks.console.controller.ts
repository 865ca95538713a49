import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { DrawsQueries, type WholeDraw } from '../checks/draws.queries';
import { DrawsService } from '../checks/draws.service';
import { VisitsService } from '../checks/visits.service';
import {
  BatchDrawsDto,
  type DrawDto,
  GivenDrawDto,
  GivenRedrawDto,
  GivenVisitDto,
  MadeDrawDto,
  MadeVisitDto,
} from './checks.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('双随机抽查')
@Controller('/api/console/recognition')
export class ChecksConsoleController {
  constructor(
    private readonly draws: DrawsService,
    private readonly visits: VisitsService,
    private readonly queries: DrawsQueries,
  ) {}

  /** 这个批次的抽取，后抽的在前；每次都能照种子重做 */
  @Get('batches/:id/draws')
  @Permission('recognition.read')
  async ofBatch(@Acting() person: ActingPerson, @OneId() id: string): Promise<BatchDrawsDto> {
    const { items, ...rules } = await this.queries.ofBatch(person, id);
    return { ...rules, items: items.map((draw) => toDraw(draw, person.id)) };
  }

  /** 抽取要检查的申报和派去的人；没有进过抽取的才在范围里 */
  @Post('batches/:id/draws')
  @Permission('recognition.manage')
  async draw(@Acting() person: ActingPerson, @OneId() id: string, @Body() body: GivenDrawDto): Promise<MadeDrawDto> {
    return { id: await this.draws.draw(person, id, body) };
  }

  /** 提出重抽，写明理由；另一人确认时才抽 */
  @Post('draws/:id/redraws')
  @Permission('recognition.manage')
  async propose(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { reason, seed }: GivenRedrawDto,
  ): Promise<MadeDrawDto> {
    return { id: await this.draws.propose(person, id, reason, seed) };
  }

  /** 确认重抽并抽取；提出的人不能确认，两次抽取都留着 */
  @Post('redraws/:id/confirmation')
  @Permission('recognition.decide')
  async confirm(@Acting() person: ActingPerson, @OneId() id: string): Promise<MadeDrawDto> {
    return { id: await this.draws.confirm(person, id) };
  }

  /** 登记实地检查；抽中的由派去的人登记 */
  @Post('applications/:id/visits')
  @Permission('recognition.review')
  async visit(@Acting() person: ActingPerson, @OneId() id: string, @Body() body: GivenVisitDto): Promise<MadeVisitDto> {
    return { id: await this.visits.record(person, id, body) };
  }
}

function toDraw(
  { cases, redraws, drawnAt, batchId: _batch, drawnBy: _by, ...draw }: WholeDraw,
  personId: string,
): DrawDto {
  return {
    ...{ ...draw, drawnAt: drawnAt.toISOString() },
    cases: cases.map(({ drawId: _, ...one }) => one),
    redraws: redraws.map(({ drawId: _, proposedBy, proposedAt, confirmedAt, ...one }) => ({
      ...{ ...one, mine: proposedBy === personId, proposedAt: proposedAt.toISOString() },
      confirmedAt: confirmedAt?.toISOString() ?? null,
    })),
  };
}
