import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, PathCode, PathNumber, Permission } from '@tidu/platform';
import { StandardDetails } from '../standards/standard-details';
import { standardView, wholeList } from '../standards/standard-view';
import { ReleasesService } from '../standards/releases.service';
import { StandardsService } from '../standards/standards.service';
import { StandardDetailDto, StandardDiffDto, StandardDiffQuery, StandardListDto } from './standards.console.dto';

@ApiTags('标准')
@Controller('/api/console/standards')
export class StandardsConsoleController {
  constructor(
    private readonly standards: StandardsService,
    private readonly releases: ReleasesService,
    private readonly details: StandardDetails,
  ) {}

  /** 正在使用的标准 */
  @Get()
  @Permission('scoring.read')
  async list(): Promise<StandardListDto> {
    return wholeList((await this.standards.active()).map(standardView));
  }

  /** 一个标准在用的一版（都没有启用时为最新一版）：条款、原文与历次发布 */
  @Get(':id')
  @Permission('scoring.read')
  async get(@Acting() person: ActingPerson, @Param('id', new PathCode('标准')) id: string): Promise<StandardDetailDto> {
    return this.details.of(person, await this.standards.activeOrNewest(id));
  }

  /** 一个标准的某一版 */
  @Get(':id/releases/:version')
  @Permission('scoring.read')
  async release(
    @Acting() person: ActingPerson,
    @Param('id', new PathCode('标准')) id: string,
    @Param('version', PathNumber) version: number,
  ): Promise<StandardDetailDto> {
    return this.details.of(person, await this.standards.version(id, version));
  }

  /** 两版之间逐条的不同 */
  @Get(':id/diff')
  @Permission('scoring.read')
  async diff(
    @Param('id', new PathCode('标准')) id: string,
    @Query() { from, to }: StandardDiffQuery,
  ): Promise<StandardDiffDto> {
    return { standardId: id, from, to, differences: await this.releases.diff(id, from, to) };
  }
}
