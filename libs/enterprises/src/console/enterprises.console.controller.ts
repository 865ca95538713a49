import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { EnterprisesQueries } from '../enterprises.queries';
import { EnterpriseDetailDto, EnterpriseListDto, EnterpriseListQuery } from './enterprises.console.dto';

@ApiTags('企业')
@Controller('/api/console/enterprises')
export class EnterprisesConsoleController {
  constructor(private readonly enterprises: EnterprisesQueries) {}

  /** 企业列表：筛选、按名称查找、翻页 */
  @Get()
  @Permission('enterprises.read')
  list(@Acting() person: ActingPerson, @Query() query: EnterpriseListQuery): Promise<EnterpriseListDto> {
    return this.enterprises.list(person, query);
  }

  /** 一家企业的登记信息 */
  @Get(':id')
  @Permission('enterprises.read')
  one(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<EnterpriseDetailDto> {
    return this.enterprises.one(person, id);
  }
}
