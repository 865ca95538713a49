import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '@tidu/platform';
import { CodeListQuery, FactListDto, IndustryListDto, RegionListDto } from '../reference.dto';
import { factList, pageByCode } from '../reference.pages';
import { ReferenceService } from '../reference.service';

@ApiTags('参照表')
@Controller('/api/console')
export class ReferenceConsoleController {
  constructor(private readonly reference: ReferenceService) {}

  /** 指标字典 */
  @Get('facts')
  @Permission('reference.read')
  async facts(): Promise<FactListDto> {
    return factList(await this.reference.facts());
  }

  /** 行政区划，按代码排列 */
  @Get('regions')
  @Permission('reference.read')
  async regions(@Query() { q, parent, limit, after }: CodeListQuery): Promise<RegionListDto> {
    return pageByCode((await this.reference.regions()).search(q, parent), limit, after);
  }

  /** 国民经济行业，按代码排列 */
  @Get('industries')
  @Permission('reference.read')
  async industries(@Query() { q, parent, limit, after }: CodeListQuery): Promise<IndustryListDto> {
    return pageByCode((await this.reference.industries()).search(q, parent), limit, after);
  }
}
