import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ConflictsQueries } from '../resolutions/conflicts.queries';
import { ResolutionsService } from '../resolutions/resolutions.service';
import { FiguresAsOfQuery } from './figures.console.dto';
import { RevocationDto } from './judgements.console.dto';
import { ConflictListDto, NewResolutionDto, ResolutionIdDto } from './resolutions.console.dto';

@ApiTags('数据质量')
@Controller('/api/console')
export class ResolutionsConsoleController {
  constructor(
    private readonly conflicts: ConflictsQueries,
    private readonly resolutions: ResolutionsService,
  ) {}

  /** 一家企业各来源不一致的地方，与现在（或某一天）以谁为准 */
  @Get('enterprises/:id/figure-conflicts')
  @Permission('figures.read')
  async list(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf }: FiguresAsOfQuery,
  ): Promise<ConflictListDto> {
    return { items: await this.conflicts.ofEnterprise(person, id, asOf) };
  }

  /** 定下以哪个来源为准；优先于取数优先级，下次评价生效 */
  @Post('enterprises/:id/figure-resolutions')
  @Permission('figures.resolve')
  resolve(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewResolutionDto,
  ): Promise<ResolutionIdDto> {
    return this.resolutions.resolve(person, id, body);
  }

  /** 取消一项处理，恢复按取数优先级 */
  @Post('figure-resolutions/:id/end')
  @HttpCode(204)
  @Permission('figures.resolve')
  end(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevocationDto,
  ): Promise<void> {
    return this.resolutions.end(person, id, body.reason);
  }
}
