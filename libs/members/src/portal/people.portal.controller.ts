import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InvitationsService } from '../membership/invitations.service';
import { MembershipsService } from '../membership/memberships.service';
import { MemberListDto, MemberReasonDto, MemberRightsDto } from './enterprise.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);
const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('成员与代办')
@Controller('/api/portal/enterprises/:enterpriseId')
export class PeoplePortalController {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly invitations: InvitationsService,
  ) {}

  /** 谁可以代表本企业，还有哪些邀请没有用 */
  @Get('members')
  @Permission('members.view')
  async list(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<MemberListDto> {
    const [members, invitations] = await Promise.all([
      this.memberships.list(person, enterpriseId),
      this.invitations.list(person, enterpriseId),
    ]);
    return { members, invitations };
  }

  /** 改权限或到期日 */
  @Patch('members/:id')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.manage')
  change(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: MemberRightsDto,
  ): Promise<void> {
    return this.memberships.change(person, enterpriseId, id, version, body);
  }

  /** 停止代表本企业，立即生效 */
  @Post('members/:id/end')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.manage')
  end(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: MemberReasonDto,
  ): Promise<void> {
    return this.memberships.end(person, enterpriseId, id, version, reason);
  }
}
