import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TakeoversService } from '../membership/takeovers.service';
import { EnterpriseHomeDto, ObjectionDto } from './enterprise.portal.dto';
import { HomeQueries } from './home.queries';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

@ApiTags('企业')
@Controller('/api/portal/enterprises/:enterpriseId')
export class EnterprisePortalController {
  constructor(
    private readonly queries: HomeQueries,
    private readonly takeovers: TakeoversService,
  ) {}

  /** 企业首页：登记事项、各年度填报、接管通知 */
  @Get()
  @Permission('members.view')
  home(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<EnterpriseHomeDto> {
    return this.queries.home(person, enterpriseId);
  }

  /** 对接管申请提出异议 */
  @Post('takeovers/:id/objection')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.manage')
  object(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { objection }: ObjectionDto,
  ): Promise<void> {
    return this.takeovers.object(person, enterpriseId, id, version, objection);
  }
}
