import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission, KeepsNoAnswers } from '@tidu/platform';
import type { Response } from 'express';
import { OwnSession } from '../sessions/own-session';
import type { Session } from '../sessions/session';
import { CodeDto, SessionDto } from '../sign-in/sign-in.dto';
import { StartedSession } from '../sign-in/started-session';
import { ChangePasswordDto, FactorSecretDto, OwnSessionListDto } from './own.dto';
import { OwnService } from './own.service';

@ApiTags('我的安全')
@KeepsNoAnswers()
@Controller('/api/access/own')
export class OwnAccessController {
  constructor(
    private readonly own: OwnService,
    private readonly started: StartedSession,
  ) {}

  /** 我在哪些地方登录着 */
  @Get('sessions')
  @Permission('access.own')
  async sessions(@OwnSession() session: Session): Promise<OwnSessionListDto> {
    const items = await this.own.list(session);
    return { items: items.map((one) => ({ ...one, current: one.id === session.id })) };
  }

  /** 结束自己的一个登录 */
  @Delete('sessions/:id')
  @HttpCode(204)
  @Permission('access.own')
  revoke(@OwnSession() session: Session, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.own.revoke(session, id);
  }

  /** 改口令；其他登录随之结束 */
  @Put('password')
  @Permission('access.own')
  async password(
    @OwnSession() session: Session,
    @Body() { current, password }: ChangePasswordDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.started.show(response, await this.own.changePassword(session, current, password));
  }

  /** 取一个新的动态口令密钥；输对一次动态口令后才生效 */
  @Post('factor')
  @Permission('access.own')
  offer(@OwnSession() session: Session): Promise<FactorSecretDto> {
    return this.own.offerFactor(session);
  }

  /** 输入手机上的动态口令，第二因素生效 */
  @Put('factor')
  @Permission('access.own')
  async accept(
    @OwnSession() session: Session,
    @Body() { code }: CodeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.started.show(response, await this.own.acceptFactor(session, code));
  }
}
