import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, PageQuery, Permission } from '@tidu/platform';
import { BandQueries } from '../snapshots/band.queries';
import { CompareService } from '../snapshots/compare.service';
import { toSide, toSnapshot } from './snapshot-view';
import { BandDetailDto, MovementListDto, PairDto } from './snapshots.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('年度排名')
@Controller('/api/console/ranking-snapshots')
export class ComparisonsConsoleController {
  constructor(
    private readonly compare: CompareService,
    private readonly bands: BandQueries,
  ) {}

  /** 甲为什么排在乙前面：按快照逐项并列，另列出冻结以后变了的数据 */
  @Get(':id/enterprises/:enterpriseId/beside/:otherId')
  @Permission('rankings.read')
  async pair(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('enterpriseId', ParseUUIDPipe) one: string,
    @Param('otherId', ParseUUIDPipe) other: string,
  ): Promise<PairDto> {
    const { snapshot, a, b, indicators, pillars, why } = await this.compare.pair(person, id, { a: one, b: other });
    return { why, a: toSide(a, snapshot), b: toSide(b, snapshot), indicators, pillars };
  }

  /** 一家的名次区间：由哪项还可能变的数字决定，核实成多少就定了 */
  @Get(':id/enterprises/:enterpriseId/band')
  @Permission('rankings.read')
  async band(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('enterpriseId', ParseUUIDPipe) enterpriseId: string,
  ): Promise<BandDetailDto> {
    const { row, band, figures } = await this.bands.one(person, id, enterpriseId);
    return { name: row.name, rank: row.rank, band, figures };
  }

  /** 与另一份快照（上年、更正前）比：定义的差别，各企业名次的变动，变动大的在前 */
  @Get(':id/movements/:otherId')
  @Permission('rankings.read')
  async movements(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('otherId', ParseUUIDPipe) other: string,
    @Query() query: PageQuery,
  ): Promise<MovementListDto> {
    const { before, after, counts, ...rest } = await this.compare.movements(person, id, other, query);
    const { up, down, entered, left } = counts;
    return { ...rest, before: toSnapshot(before), after: toSnapshot(after), counts: { up, down, entered, left } };
  }
}
