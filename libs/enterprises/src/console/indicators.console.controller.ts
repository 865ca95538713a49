import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { IndicatorsQueries } from '../indicators/indicators.queries';
import { IndicatorListDto } from './indicators.console.dto';

@ApiTags('工作台')
@Controller('/api/console/indicators')
export class IndicatorsConsoleController {
  constructor(private readonly indicators: IndicatorsQueries) {}

  /** 工作台的指标：口径、今天的数，和点开后的名单筛选 */
  @Get()
  @Permission('enterprises.read')
  async list(@Acting() person: ActingPerson): Promise<IndicatorListDto> {
    return { items: await this.indicators.list(person) };
  }
}
