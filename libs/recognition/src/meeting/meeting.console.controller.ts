import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { pointsOf } from '../console/case-view';
import { GivenPackDto, MadePackDto, MeetingPackDto, type PackHeadlineDto, PackListDto } from './meeting.console.dto';
import { type PackHeadline, PacksQueries } from './packs.queries';
import { PacksService } from './packs.service';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('申报批次')
@Controller('/api/console/recognition')
export class MeetingConsoleController {
  constructor(
    private readonly packs: PacksService,
    private readonly queries: PacksQueries,
  ) {}

  /** 这个批次的上会材料，新的在前 */
  @Get('batches/:id/meeting-packs')
  @Permission('recognition.read')
  async list(@Acting() person: ActingPerson, @OneId() id: string): Promise<PackListDto> {
    return { items: (await this.queries.ofBatch(person, id)).map(headline) };
  }

  /** 冻结批次内的名次，做成上会材料：此后数据再变，它不变 */
  @Post('batches/:id/meeting-packs')
  @Permission('recognition.manage')
  async freeze(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { title }: GivenPackDto,
  ): Promise<MadePackDto> {
    return { id: await this.packs.freeze(person, id, title) };
  }

  /** 一份上会材料：汇总、逐件、冻结以后变了的 */
  @Get('meeting-packs/:id')
  @Permission('recognition.read')
  async one(@Acting() person: ActingPerson, @OneId() id: string): Promise<MeetingPackDto> {
    const { rows, ...pack } = await this.queries.one(person, id);
    const sheets = rows.map(
      ({ applicationId, position, content: { judged: _judged, minPoints, maxPoints, ...sheet } }) => ({
        ...{ applicationId, position, ...sheet, submittedPoints: pointsOf(minPoints, maxPoints) },
      }),
    );
    return { ...pack, ...headline(pack), sheets };
  }
}

const headline = ({ madeAt, ...pack }: PackHeadline): PackHeadlineDto => ({ ...pack, madeAt: madeAt.toISOString() });
