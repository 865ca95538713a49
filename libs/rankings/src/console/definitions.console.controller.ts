import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { DefinitionsService } from '../definitions/definitions.service';
import type { StoredDefinition } from '../definitions/definitions.store';
import { rulesOf } from '../definitions/diff';
import { ReadinessService } from '../readiness/readiness.service';
import {
  CheckedDefinitionDto,
  DefinitionTextDto,
  MadeDefinitionDto,
  MadeWaiverDto,
  NewDefinitionDto,
  NewWaiverDto,
  type RankingDefinitionDto,
  RankingDefinitionListDto,
  RankingGapListDto,
  RankingGapsQuery,
  ReadinessDto,
  WholeDefinitionDto,
} from './definitions.console.dto';
import { RankingJobDto } from './rankings.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('排名定义')
@Controller('/api/console/ranking-definitions')
export class DefinitionsConsoleController {
  constructor(
    private readonly definitions: DefinitionsService,
    private readonly readiness: ReadinessService,
  ) {}

  /** 排名定义的各版，新的在前 */
  @Get()
  @Permission('rankings.read')
  async list(@Acting() person: ActingPerson): Promise<RankingDefinitionListDto> {
    return { items: (await this.definitions.list(person)).map(toDefinition) };
  }

  /** 检查一份定义的文字，看与上一版的差别；什么也不存 */
  @Post('checks')
  @HttpCode(200)
  @Permission('rankings.create')
  async check(@Acting() person: ActingPerson, @Body() { text }: DefinitionTextDto): Promise<CheckedDefinitionDto> {
    const { body, version, changes, label, words } = await this.definitions.check(person, text);
    return { version, title: body.title, changes, rules: rulesOf(body, label, words) };
  }

  /** 存为新的一版；由另一个人发布后才能用 */
  @Post()
  @Permission('rankings.create')
  async propose(@Acting() person: ActingPerson, @Body() body: NewDefinitionDto): Promise<MadeDefinitionDto> {
    return { id: await this.definitions.propose(person, body) };
  }

  /** 一版定义：原文、口径、与上一版的差别 */
  @Get(':id')
  @Permission('rankings.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<WholeDefinitionDto> {
    const { definition, before, changes, label, words } = await this.definitions.get(person, id);
    return {
      ...toDefinition(definition),
      ...{
        text: definition.text,
        rules: rulesOf(definition.body, label, words),
        beforeVersion: before?.version ?? null,
        changes,
      },
      classes: definition.body.classes?.list.map(({ code }) => code) ?? [],
    };
  }

  /** 发布一版定义；写的人不能自己发布 */
  @Post(':id/publication')
  @HttpCode(204)
  @Permission('rankings.freeze')
  publish(@Acting() person: ActingPerson, @OneId() id: string): Promise<void> {
    return this.definitions.publish(person, id);
  }

  /** 数据就绪：各种缺口各有几处 */
  @Get(':id/readiness')
  @Permission('rankings.read')
  summary(@Acting() person: ActingPerson, @OneId() id: string): Promise<ReadinessDto> {
    return this.readiness.summary(person, id);
  }

  /** 数据缺口逐处：缺数、暂用数、异常值，谁负责 */
  @Get(':id/gaps')
  @Permission('rankings.read')
  gaps(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() query: RankingGapsQuery,
  ): Promise<RankingGapListDto> {
    return this.readiness.gaps(person, id, query);
  }

  /** 把数据缺口交办：每家一项任务，给它的责任人，没有的给自己；已经交办、还没有办结的不再交办。受理后在后台进行 */
  @Post(':id/gap-tasks')
  @HttpCode(202)
  @Permission('rankings.create')
  async giveTasks(@Acting() person: ActingPerson, @OneId() id: string): Promise<RankingJobDto> {
    return { jobId: await this.readiness.giveTasks(person, id) };
  }

  /** 放行一处缺口，写明理由；姓名和理由印在附件里 */
  @Post(':id/enterprises/:enterpriseId/waivers')
  @Permission('rankings.create')
  async waive(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Param('enterpriseId', ParseUUIDPipe) enterpriseId: string,
    @Body() body: NewWaiverDto,
  ): Promise<MadeWaiverDto> {
    return { id: await this.readiness.waive(person, id, { ...body, enterpriseId }) };
  }
}

const toDefinition = (definition: StoredDefinition): RankingDefinitionDto => {
  const { id, code, version, title, own, year, asOf, hash, note, proposedByName, publishedByName } = definition;
  return {
    ...{ id, code, version, title, own, year, asOf, hash, note, proposedByName, publishedByName },
    proposedAt: definition.proposedAt.toISOString(),
    publishedAt: definition.publishedAt?.toISOString() ?? null,
  };
};
