import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ScaleLineDto, ScaleWarningListDto, ScaleWarningQuery } from './scale-warnings.console.dto';
import { ScaleWarningsQueries } from './scale-warnings.queries';

@ApiTags('规上名单')
@Controller('/api/console/scale-warnings')
export class ScaleWarningsConsoleController {
  constructor(private readonly warnings: ScaleWarningsQueries) {}

  /** 规上预警：数值与名单不在线的同一边的企业，离线最远的在前 */
  @Get()
  @Permission('figures.read')
  list(@Acting() person: ActingPerson, @Query() query: ScaleWarningQuery): Promise<ScaleWarningListDto> {
    return this.warnings.list(person, query);
  }

  /** 预警线、按哪个指标、有数据的最近一年 */
  @Get('line')
  @Permission('figures.read')
  line(@Acting() person: ActingPerson): Promise<ScaleLineDto> {
    return this.warnings.line(person);
  }
}
