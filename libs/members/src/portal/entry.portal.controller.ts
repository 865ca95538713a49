import { StartedSession, visitorOf } from '@tidu/access';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { InvitationsService } from '../membership/invitations.service';
import { RegistrationsService } from '../registrations/registrations.service';
import { InvitationTokenDto, InvitedToDto, JoinDto, RegisterDto, RegisteredDto } from './own.portal.dto';

/** What works before anybody signs in: no other operation of the portal does. */
@KeepsNoAnswers()
@ApiTags('注册')
@Controller('/api/portal')
export class EntryPortalController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly invitations: InvitationsService,
    private readonly started: StartedSession,
  ) {}

  /** 自助注册并申请代表一家企业；得到只能看到自己申请的登录 */
  @Post('registrations')
  @Permission('members.enter')
  async register(
    @Acting() visitor: ActingPerson,
    @Body() body: RegisterDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegisteredDto> {
    const token = await this.registrations.register(visitor, body, body, visitorOf(request));
    await this.started.begin(response, token);
    return { next: 'proof' };
  }

  /** 邀请链接是谁发的、给什么权限，还能不能用 */
  @Post('invitation-holders')
  @HttpCode(200)
  @Permission('members.enter')
  async invited(@Body() { token }: InvitationTokenDto): Promise<InvitedToDto> {
    const { enterpriseName, inviteeName, role, rights, validUntil, createdByName, expiresAt } =
      await this.invitations.holder(token);
    return { enterpriseName, inviteeName, role, rights, validUntil, createdByName, expiresAt };
  }

  /** 用邀请链接建账号并登录 */
  @Post('members')
  @HttpCode(204)
  @Permission('members.enter')
  async join(
    @Acting() visitor: ActingPerson,
    @Body() { token, ...account }: JoinDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.started.begin(response, await this.invitations.joinAnew(visitor, token, account, visitorOf(request)));
  }
}
