import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ActKey, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { DuplicatesService } from '../duplicates/duplicates.service';
import { MergesService } from '../duplicates/merges.service';
import { SplitsService } from '../duplicates/splits.service';
import { actOf, MadeDto, ReasonDto } from './acts.dto';
import {
  DuplicateDecisionDto,
  DuplicateListDto,
  DuplicateSearchDto,
  DuplicatesQuery,
  MergeDto,
  SplitDto,
} from './duplicates.console.dto';

@ApiTags('企业：重复、合并与拆分')
@Controller('/api/console')
export class DuplicatesConsoleController {
  constructor(
    private readonly duplicates: DuplicatesService,
    private readonly merges: MergesService,
    private readonly splits: SplitsService,
  ) {}

  /** 疑似重复的企业，凭的规则多的在前 */
  @Get('duplicates')
  @Permission('enterprises.read')
  list(@Acting() person: ActingPerson, @Query() query: DuplicatesQuery): Promise<DuplicateListDto> {
    return this.duplicates.list(person, query);
  }

  /** 按规则在登记簿里查找疑似重复；答复后台任务号 */
  @Post('duplicates/searches')
  @HttpCode(202)
  @Permission('enterprises.merge')
  async search(@Acting() person: ActingPerson): Promise<DuplicateSearchDto> {
    return { jobId: await this.duplicates.search(person) };
  }

  /** 判断一对疑似重复是两家企业，或重新待判断 */
  @Post('duplicates/:firstId/:secondId/decisions')
  @HttpCode(204)
  @Permission('enterprises.merge')
  async decide(
    @Acting() person: ActingPerson,
    @Param('firstId', ParseUUIDPipe) firstId: string,
    @Param('secondId', ParseUUIDPipe) secondId: string,
    @ActKey() key: string,
    @Body() body: DuplicateDecisionDto,
  ): Promise<void> {
    await this.duplicates.decide(person, [firstId, secondId], body.state, actOf(body, key));
  }

  /** 合并：同一家企业的两条记录，或一家企业并入另一家；都可撤销 */
  @Post('merges')
  @Permission('enterprises.merge')
  async merge(@Acting() person: ActingPerson, @ActKey() key: string, @Body() body: MergeDto): Promise<MadeDto> {
    const { mergedId, mergedVersion, survivorId, survivorVersion, effectiveOn = null } = body;
    const request = { mergedId, mergedVersion, survivorId, survivorVersion, effectiveOn };
    return { id: await this.merges.merge(person, request, actOf(body, key)) };
  }

  /** 撤销合并 */
  @Post('merges/:mergeId/undo')
  @HttpCode(204)
  @Permission('enterprises.merge')
  async undoMerge(
    @Acting() person: ActingPerson,
    @Param('mergeId', ParseUUIDPipe) mergeId: string,
    @ActKey() key: string,
    @Body() body: ReasonDto,
  ): Promise<void> {
    await this.merges.undo(person, mergeId, actOf(body, key));
  }

  /** 拆分：一条记录里其实是两家企业 */
  @Post('enterprises/:id/splits')
  @Permission('enterprises.merge')
  @ApiIfMatch()
  async split(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) enterpriseId: string,
    @IfMatch() version: number,
    @ActKey() key: string,
    @Body() body: SplitDto,
  ): Promise<MadeDto> {
    const { creditCode, pilot = false, name, regionCode = null, moved } = body;
    const request = { enterpriseId, version, other: { creditCode, pilot, name, regionCode }, moved: { ...moved } };
    return { id: await this.splits.split(person, request, actOf(body, key)) };
  }

  /** 撤销拆分：内容退回，拆出的记录并入原记录 */
  @Post('splits/:splitId/undo')
  @HttpCode(204)
  @Permission('enterprises.merge')
  async undoSplit(
    @Acting() person: ActingPerson,
    @Param('splitId', ParseUUIDPipe) splitId: string,
    @ActKey() key: string,
    @Body() body: ReasonDto,
  ): Promise<void> {
    await this.splits.undo(person, splitId, actOf(body, key));
  }
}
