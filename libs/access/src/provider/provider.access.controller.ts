import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, KeepsNoAnswers, Permission } from '@tidu/platform';
import type { Request, Response } from 'express';
import { PersonDto } from '../persons/persons.dto';
import { OwnSession } from '../sessions/own-session';
import type { Session } from '../sessions/session';
import { SessionCookie, visitorOf } from '../sessions/session-cookie';
import { SessionsService } from '../sessions/sessions.service';
import { StartedSession } from '../sign-in/started-session';
import { ProviderClient } from './provider-client';
import { ProviderDoor } from './provider-door';
import { ProviderLinks } from './provider-links';
import {
  BeginOwnDto,
  BeginSignInDto,
  CurrentProviderDto,
  ProviderAddressDto,
  ProviderAnswerDto,
  ProviderReturnDto,
  ProviderSubjectDto,
} from './provider.dto';
import { ProviderService } from './provider.service';

@ApiTags('统一认证')
@KeepsNoAnswers()
@Controller('/api/access')
export class ProviderAccessController {
  constructor(
    private readonly provider: ProviderService,
    private readonly client: ProviderClient,
    private readonly linksOf: ProviderLinks,
    private readonly door: ProviderDoor,
    private readonly started: StartedSession,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  /** 能不能用统一认证登录 */
  @Get('provider')
  @Permission('access.enter')
  current(): CurrentProviderDto {
    const { provider } = this.client;
    return { provider: provider ? { label: provider.label } : null };
  }

  /** 去统一认证登录：得到要去的网址 */
  @Post('provider/attempts')
  @Permission('access.enter')
  async begin(
    @Body() { anew }: BeginSignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProviderAddressDto> {
    return this.door.leave(response, await this.provider.beginSignIn(this.door.backTo(request), anew));
  }

  /** 登录着的人去统一认证：关联自己的账号，或再确认一次是本人 */
  @Post('own/provider/attempts')
  @Permission('access.own')
  async beginOwn(
    @OwnSession() session: Session,
    @Body() { purpose, code }: BeginOwnDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProviderAddressDto> {
    const back = this.door.backTo(request);
    const begun =
      purpose === 'link'
        ? await this.provider.beginLink(session, back)
        : await this.provider.beginStepUp(session, code, back);
    return this.door.leave(response, begun);
  }

  /** 从统一认证回来 */
  @Post('provider/returns')
  @HttpCode(200)
  @Permission('access.enter')
  async comeBack(
    @Body() { answer }: ProviderAnswerDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProviderReturnDto> {
    const session = await this.sessions.of(this.cookie.read(request));
    const attempt = this.door.enter(request, response);
    const { purpose, token } = await this.provider.finish(attempt, answer, session, visitorOf(request));
    return { purpose, session: await this.started.show(response, token) };
  }

  /** 解除自己的关联 */
  @Delete('own/provider')
  @HttpCode(204)
  @Permission('access.own')
  unlink(@OwnSession() session: Session): Promise<void> {
    return this.provider.unlink(session);
  }

  /** 登记、更换或解除某人的统一认证账号；登记后安全管理员须重新核实本人 */
  @Put('persons/:id/provider')
  @ApiIfMatch()
  @Permission('access.persons')
  set(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { subject, reason }: ProviderSubjectDto,
  ): Promise<PersonDto> {
    return this.linksOf.set(person, id, version, subject, reason);
  }
}
