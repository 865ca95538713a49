import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InvitationsService } from '../membership/invitations.service';
import { InvitationLinkDto, NewInvitationDto } from './enterprise.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

/** Invitations; the answer holds the link, which is kept nowhere. */
@KeepsNoAnswers()
@ApiTags('成员与代办')
@Controller('/api/portal/enterprises/:enterpriseId/invitations')
export class InvitationsPortalController {
  constructor(private readonly invitations: InvitationsService) {}

  /** 邀请成员或代办，得到交给本人的一次性链接 */
  @Post()
  @Permission('members.manage')
  invite(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Body() body: NewInvitationDto,
  ): Promise<InvitationLinkDto> {
    return this.invitations.invite(person, enterpriseId, body);
  }

  /** 收回邀请 */
  @Delete(':id')
  @HttpCode(204)
  @Permission('members.manage')
  revoke(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    return this.invitations.revoke(person, enterpriseId, id);
  }
}
