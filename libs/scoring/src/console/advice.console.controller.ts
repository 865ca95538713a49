import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { EnterpriseAdviceService } from '../advice/enterprise-advice.service';
import { AdviceQuery, EnterpriseAdviceDto } from './advice.console.dto';

@ApiTags('评价')
@Controller('/api/console/enterprises')
export class AdviceConsoleController {
  constructor(private readonly advice: EnterpriseAdviceService) {}

  /** 差一步清单：一个企业要达到一个标准，最省的几种办法，按它现有的事实表核算 */
  @Get(':id/advice')
  @Permission('scoring.read')
  get(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AdviceQuery,
  ): Promise<EnterpriseAdviceDto> {
    return this.advice.of(person, id, query);
  }
}
