import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '@tidu/platform';
import { CurrentDistrictDto } from '../profile/profile.dto';
import { FactListDto } from '../reference.dto';
import { factList } from '../reference.pages';
import { ReferenceService } from '../reference.service';

@ApiTags('参照表')
@Controller('/api/open')
export class ReferenceOpenController {
  constructor(private readonly reference: ReferenceService) {}

  /** 指标字典：评价所用的每个事实 */
  @Get('facts')
  @Permission('open.read')
  async facts(): Promise<FactListDto> {
    return factList(await this.reference.facts());
  }

  /** 这是哪个区县、哪个部门的登记簿 */
  @Get('district')
  @Permission('open.read')
  async district(): Promise<CurrentDistrictDto> {
    return { district: await this.reference.district() };
  }
}
