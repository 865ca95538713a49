import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { ClaimWords } from '../claim-words.service';
import { ConfirmationsService } from '../confirmations.service';
import {
  AskConfirmationDto,
  ConfirmationLinkDto,
  ConfirmationTokenDto,
  ConfirmDto,
  ConfirmedDto,
  HeldConfirmationDto,
} from './declaration.portal.dto';

/** Links of the legal representative: what opens them, and what makes them, holds a secret. */
@KeepsNoAnswers()
@ApiTags('申报')
@Controller('/api/portal')
export class ConfirmationsPortalController {
  constructor(
    private readonly confirmations: ConfirmationsService,
    private readonly words: ClaimWords,
  ) {}

  /** 把现在的内容定下来，得到给法定代表人的确认链接；先前的链接作废 */
  @Post('enterprises/:enterpriseId/applications/:id/confirmations')
  @Permission('members.submit')
  ask(
    @Acting() person: ActingPerson,
    @Param('enterpriseId', ParseUUIDPipe) enterpriseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { lastFour }: AskConfirmationDto,
  ): Promise<ConfirmationLinkDto> {
    return this.confirmations.ask(person, enterpriseId, id, lastFour);
  }

  /** 确认链接里要确认的是什么 */
  @Post('confirmation-holders')
  @HttpCode(200)
  @Permission('members.enter')
  async held(@Body() { token }: ConfirmationTokenDto): Promise<HeldConfirmationDto> {
    return this.words.of(await this.confirmations.holder(token));
  }

  /** 法定代表人确认这份内容 */
  @Post('confirmations')
  @HttpCode(200)
  @Permission('members.enter')
  confirm(@Body() { token, name, lastFour }: ConfirmDto): Promise<ConfirmedDto> {
    return this.confirmations.confirm(token, { name, lastFour, role: '法定代表人' });
  }
}
