import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import {
  CurrentProfileDto,
  DistrictProfileDto,
  ProfileRegionListDto,
  ProfileRegionsQuery,
  SetProfileDto,
} from '../profile/profile.dto';
import { ProfileService } from '../profile/profile.service';

@ApiTags('本区档案')
@Controller('/api/console/profile')
export class ProfileConsoleController {
  constructor(private readonly profiles: ProfileService) {}

  /** 本区档案和上次由谁、为什么修改 */
  @Get()
  @Permission('access.read')
  async get(@Acting() person: ActingPerson): Promise<CurrentProfileDto> {
    return { profile: await this.profiles.get(person) };
  }

  /** 找本区的行政区划，至多三十条 */
  @Get('regions')
  @Permission('access.read')
  async regions(@Query() { q }: ProfileRegionsQuery): Promise<ProfileRegionListDto> {
    const found = await this.profiles.regions(q.trim());
    return { items: found.map(({ code, path }) => ({ code, path })) };
  }

  /** 写下本区档案；第一次的 If-Match 为 0 */
  @Put()
  @ApiIfMatch()
  @Permission('reference.profile')
  set(
    @Acting() person: ActingPerson,
    @IfMatch() version: number,
    @Body() { reason, ...names }: SetProfileDto,
  ): Promise<DistrictProfileDto> {
    return this.profiles.set(person, names, version, reason);
  }
}
