import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission, KeepsNoAnswers } from '@tidu/platform';
import type { Request, Response } from 'express';
import { OwnService } from '../own/own.service';
import { Links } from '../persons/links';
import { OwnSession } from '../sessions/own-session';
import type { Session } from '../sessions/session';
import { SessionCookie, visitorOf } from '../sessions/session-cookie';
import { SessionsService } from '../sessions/sessions.service';
import {
  CodeDto,
  CurrentSessionDto,
  LinkTokenDto,
  LinkHolderDto,
  RedeemDto,
  SessionDto,
  SignInDto,
  StepUpDto,
} from './sign-in.dto';
import { SignInService } from './sign-in.service';
import { StartedSession } from './started-session';

@ApiTags('登录')
@KeepsNoAnswers()
@Controller('/api/access')
export class SignInAccessController {
  constructor(
    private readonly signIn: SignInService,
    private readonly own: OwnService,
    private readonly links: Links,
    private readonly started: StartedSession,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  /** 用登录名和口令登录；设了第二因素的，接着要动态口令 */
  @Post('sessions')
  @Permission('access.enter')
  async enter(
    @Body() { loginName, password }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.started.show(response, await this.signIn.signIn(loginName, password, visitorOf(request)));
  }

  /** 登录的第二步：动态口令 */
  @Post('session/code')
  @HttpCode(200)
  @Permission('access.factor')
  async code(
    @OwnSession() session: Session,
    @Body() { code }: CodeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.started.show(response, await this.signIn.giveCode(session, code));
  }

  /** 导出、改权限之前再确认一次是本人 */
  @Post('session/step-up')
  @HttpCode(200)
  @Permission('access.own')
  async stepUp(
    @OwnSession() session: Session,
    @Body() { password, code }: StepUpDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.started.show(response, await this.signIn.stepUp(session, password, code));
  }

  /** 谁登录着、能做什么；没有登录时 session 为 null */
  @Get('session')
  @Permission('access.enter')
  async session(@Req() request: Request): Promise<CurrentSessionDto> {
    const session = await this.sessions.of(this.cookie.read(request));
    return { session: session && (await this.started.tell(session)) };
  }

  /** 退出登录 */
  @Delete('session')
  @HttpCode(204)
  @Permission('access.factor')
  async leave(@OwnSession() session: Session, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.signIn.signOut(session);
    this.cookie.clear(response);
  }

  /** 这个一次性链接是谁的，还能不能用 */
  @Post('link-holders')
  @HttpCode(200)
  @Permission('access.enter')
  async holder(@Body() { token }: LinkTokenDto): Promise<LinkHolderDto> {
    const { loginName, displayName } = await this.links.holder(token);
    return { loginName, displayName };
  }

  /** 用一次性链接设口令并登录 */
  @Post('passwords')
  @Permission('access.enter')
  async redeem(
    @Body() { token, password }: RedeemDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.started.show(response, await this.own.redeem(token, password, visitorOf(request)));
  }
}
