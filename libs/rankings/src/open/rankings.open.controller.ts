import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { KeepsNoAnswers, PathCode, Permission } from '@tidu/platform';
import { rulesOf } from '../definitions/diff';
import { type PublicRanking, PublicRankingsQueries } from './public-rankings.queries';
import {
  InclusionDto,
  PublicCountsDto,
  type PublicRankingDto,
  PublicRankingListDto,
  PublicRowListDto,
  PublicRowsQuery,
  WholePublicRankingDto,
} from './rankings.open.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('公开的排名')
@KeepsNoAnswers()
@Controller('/api/open/rankings')
export class RankingsOpenController {
  constructor(private readonly queries: PublicRankingsQueries) {}

  /** 公开的排名，新的在前 */
  @Get()
  @Permission('open.read')
  async list(): Promise<PublicRankingListDto> {
    return { items: (await this.queries.list()).map(toPublic) };
  }

  /** 一份公开的排名和它的口径 */
  @Get(':id')
  @Permission('open.read')
  async get(@OneId() id: string): Promise<WholePublicRankingDto> {
    const { body, cohort, words, ...ranking } = await this.queries.one(id);
    return { ...toPublic(ranking), rules: rulesOf(body, (code) => cohort.facts[code]?.label ?? code, words) };
  }

  /** 名单，名称遮盖 */
  @Get(':id/rows')
  @Permission('open.read')
  rows(@OneId() id: string, @Query() query: PublicRowsQuery): Promise<PublicRowListDto> {
    return this.queries.rows(id, query);
  }

  /** 各地区、各行业各等次的家数，小于 5 的不公布 */
  @Get(':id/counts')
  @Permission('open.read')
  counts(@OneId() id: string): Promise<PublicCountsDto> {
    return this.queries.counts(id);
  }

  /** 按统一社会信用代码查一家在不在名单里，附证明 */
  @Get(':id/enterprises/:code')
  @Permission('open.read')
  async inclusion(@OneId() id: string, @Param('code', new PathCode('企业')) code: string): Promise<InclusionDto> {
    const { ranking, row, leaf, leaves, path } = await this.queries.inclusion(id, code);
    const { position, rank, class: own, name } = row;
    return { position, rank, class: own, name, leaf, leaves, path, rowsRoot: ranking.rowsRoot, root: ranking.root };
  }
}

const toPublic = ({ disclosedAt, ...ranking }: PublicRanking): PublicRankingDto => ({
  ...ranking,
  disclosedAt: disclosedAt.toISOString(),
});
