import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { scopeWords } from '../definitions/scope-words';
import { SnapshotsQueries } from '../snapshots/snapshots.queries';
import { SnapshotsService } from '../snapshots/snapshots.service';
import { RankingJobDto } from './rankings.console.dto';
import { toRow, toSnapshot, wholeView } from './snapshot-view';
import {
  ExportSnapshotDto,
  GivenFreezeDto,
  GivenTieDto,
  NewSnapshotDto,
  RowProofDto,
  SnapshotListDto,
  SnapshotRowListDto,
  SnapshotRowsQuery,
  SnapshotSpreadDto,
  SnapshotsQuery,
  WholeSnapshotDto,
} from './snapshots.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('年度排名')
@Controller('/api/console/ranking-snapshots')
export class SnapshotsConsoleController {
  constructor(
    private readonly snapshots: SnapshotsService,
    private readonly queries: SnapshotsQueries,
    private readonly reference: ReferenceService,
  ) {}

  /** 年度排名的快照，新的在前 */
  @Get()
  @Permission('rankings.read')
  async list(@Acting() person: ActingPerson, @Query() query: SnapshotsQuery): Promise<SnapshotListDto> {
    const { items, next, count } = await this.queries.list(person, query);
    return { items: items.map(toSnapshot), next, count };
  }

  /** 按已发布的定义排名，成为预览；更正时写明更正哪一份和理由。受理后在后台进行 */
  @Post()
  @HttpCode(202)
  @Permission('rankings.create')
  async run(@Acting() person: ActingPerson, @Body() body: NewSnapshotDto): Promise<RankingJobDto> {
    return { jobId: await this.snapshots.run(person, body) };
  }

  /** 一份快照：口径、计数、各版、入围线上的同分、放行 */
  @Get(':id')
  @Permission('rankings.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<WholeSnapshotDto> {
    const { snapshot, versions, tied, decision, waivers } = await this.queries.one(person, id);
    return {
      ...{ ...toSnapshot(snapshot), ...wholeView(snapshot, await scopeWords(this.reference)) },
      ...{ versions: versions.map(toSnapshot), tie: tied, decision },
      waivers: waivers.map((one) => ({ ...one, fact: snapshot.cohort.facts[one.fact]?.label ?? one.fact })),
    };
  }

  /** 名单，按名次 */
  @Get(':id/rows')
  @Permission('rankings.read')
  async rows(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() query: SnapshotRowsQuery,
  ): Promise<SnapshotRowListDto> {
    const { snapshot, items, next, count } = await this.queries.rows(person, id, query);
    return { items: items.map((row) => toRow(row, snapshot)), next, count };
  }

  /** 总分的分布 */
  @Get(':id/distribution')
  @Permission('rankings.read')
  distribution(@Acting() person: ActingPerson, @OneId() id: string): Promise<SnapshotSpreadDto> {
    return this.queries.distribution(person, id);
  }

  /** 舍弃一份预览 */
  @Delete(':id')
  @HttpCode(204)
  @Permission('rankings.create')
  discard(@Acting() person: ActingPerson, @OneId() id: string): Promise<void> {
    return this.snapshots.discard(person, id);
  }

  /** 决定入围线上同分的取舍，写明理由；由另一个人在冻结时确认 */
  @Post(':id/tie')
  @HttpCode(204)
  @Permission('rankings.create')
  decideTie(@Acting() person: ActingPerson, @OneId() id: string, @Body() body: GivenTieDto): Promise<void> {
    return this.snapshots.decideTie(person, id, body);
  }

  /** 复核冻结；生成的人、决定取舍的人不能自己冻结。受理后在后台逐行核对，再冻结 */
  @Post(':id/freeze')
  @HttpCode(202)
  @Permission('rankings.freeze')
  async freeze(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { rowsRoot }: GivenFreezeDto,
  ): Promise<RankingJobDto> {
    return { jobId: await this.snapshots.freeze(person, id, rowsRoot) };
  }

  /** 公开一份冻结的排名：名称遮盖，不带任何数据 */
  @Post(':id/disclosure')
  @HttpCode(204)
  @Permission('rankings.freeze')
  disclose(@Acting() person: ActingPerson, @OneId() id: string): Promise<void> {
    return this.snapshots.disclose(person, id);
  }

  /** 导出冻结的排名，可以离线核对；受理后在后台进行 */
  @Post(':id/exports')
  @HttpCode(202)
  @Permission('rankings.export')
  async export(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { format }: ExportSnapshotDto,
  ): Promise<RankingJobDto> {
    return { jobId: await this.snapshots.export(person, id, format) };
  }

  /** 一家企业的行在快照里的证明 */
  @Get(':id/enterprises/:enterpriseId/proof')
  @Permission('rankings.read')
  async proof(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('enterpriseId', ParseUUIDPipe) enterpriseId: string,
  ): Promise<RowProofDto> {
    const { snapshot, row, path } = await this.queries.proof(person, id, enterpriseId);
    const { rowsRoot, root, total } = snapshot;
    return { position: row.position, name: row.name, leaf: row.hash, leaves: total + 1, path, rowsRoot, root };
  }
}
