import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission, PathCode } from '@tidu/platform';
import { PeersQueries } from '../peers/peers.queries';
import { SegmentsService } from '../segments/segments.service';
import {
  DimensionListDto,
  EnterpriseSegmentListDto,
  MovementDto,
  MovementQuery,
  PeersDto,
  SegmentJobDto,
  StartSegmentsDto,
} from './segments.console.dto';

@ApiTags('企业分类与同类比较')
@Controller('/api/console')
export class SegmentsConsoleController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly peers: PeersQueries,
  ) {}

  /** 各种分法：规则、已分类的年度、最新一年的家数 */
  @Get('segments')
  @Permission('scoring.read')
  async list(@Acting() person: ActingPerson): Promise<DimensionListDto> {
    return { items: await this.segments.list(person) };
  }

  /** 按规则给一个年度的企业分类；受理后在后台进行 */
  @Post('segment-runs')
  @HttpCode(202)
  @Permission('scoring.run')
  async start(@Acting() person: ActingPerson, @Body() body: StartSegmentsDto): Promise<SegmentJobDto> {
    return { jobId: await this.segments.start(person, body.year) };
  }

  /** 两年之间各类的变动 */
  @Get('segments/:dimension/movement')
  @Permission('scoring.read')
  movement(
    @Acting() person: ActingPerson,
    @Param('dimension', new PathCode('分法')) dimension: string,
    @Query() query: MovementQuery,
  ): Promise<MovementDto> {
    return this.segments.movement(person, dimension, query);
  }

  /** 一家企业历年的分类和依据 */
  @Get('enterprises/:id/segments')
  @Permission('scoring.read')
  async ofEnterprise(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EnterpriseSegmentListDto> {
    return { items: await this.segments.ofEnterprise(person, id) };
  }

  /** 一家企业最新年度在同行业、同区县、同细分市场里的位置 */
  @Get('enterprises/:id/peers')
  @Permission('scoring.read')
  peersOf(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<PeersDto> {
    return this.peers.ofEnterprise(person, id);
  }
}
