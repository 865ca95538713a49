import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { EnterprisesQueries } from '../enterprises.queries';
import {
  EnterpriseCountDto,
  EnterpriseFilterQuery,
  EnterpriseListDto,
  EnterpriseListQuery,
} from './enterprises.console.dto';

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

  /** 符合条件的企业有多少家：列表只数到一万，这里数全 */
  @Get('count')
  @Permission('enterprises.read')
  async count(@Acting() person: ActingPerson, @Query() query: EnterpriseFilterQuery): Promise<EnterpriseCountDto> {
    return { count: await this.enterprises.count(person, query) };
  }
}
