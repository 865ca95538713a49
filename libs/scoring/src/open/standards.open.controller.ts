import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Permission, PathCode } from '@tidu/platform';
import { StandardListDto } from '../console/standards.console.dto';
import { standardView, wholeList } from '../standards/standard-view';
import { StandardsService } from '../standards/standards.service';
import { OpenStandardsService } from './open-standards.service';
import {
  EvaluateFactsDto,
  EvaluationDto,
  OpenStandardDto,
  StandardChoiceDto,
  StandardChoiceQuery,
} from './standards.open.dto';

@ApiTags('标准')
@Controller('/api/open/standards')
export class StandardsOpenController {
  constructor(
    private readonly standards: StandardsService,
    private readonly open: OpenStandardsService,
  ) {}

  /** 正在使用的标准 */
  @Get()
  @Permission('open.read')
  async list(): Promise<StandardListDto> {
    return wholeList((await this.standards.active()).map(standardView));
  }

  /** 某个称号、地区、用途、日期适用哪个标准；没有或不止一个时说明原因 */
  @Get('choice')
  @Permission('open.read')
  choice(@Query() query: StandardChoiceQuery): Promise<StandardChoiceDto> {
    return this.open.choose(query);
  }

  /** 一个已核对的标准与它用到的指标，供页面自行评价 */
  @Get(':id')
  @Permission('open.read')
  get(@Param('id', new PathCode('标准')) id: string): Promise<OpenStandardDto> {
    return this.open.get(id);
  }

  /** 按给出的事实预评估；不保存任何内容 */
  @Post(':id/evaluations')
  @HttpCode(200)
  @Permission('open.read')
  @ApiBody({ type: EvaluateFactsDto })
  evaluate(@Param('id', new PathCode('标准')) id: string, @Body() body: string): Promise<EvaluationDto> {
    return this.open.evaluate(id, body);
  }
}
