import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { JudgementsService } from '../judgements/judgements.service';
import { FiguresAsOfQuery } from './figures.console.dto';
import { JudgementDto, JudgementListDto, NewJudgementDto, RevocationDto } from './judgements.console.dto';

@ApiTags('人工判断')
@Controller('/api/console')
export class JudgementsConsoleController {
  constructor(private readonly judgements: JudgementsService) {}

  /** 一家企业的人工判断，现在（或某一天）有效的在前 */
  @Get('enterprises/:id/judgements')
  @Permission('figures.read')
  async list(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf }: FiguresAsOfQuery,
  ): Promise<JudgementListDto> {
    return { items: await this.judgements.ofEnterprise(person, id, asOf) };
  }

  /** 记录一项判断；已有判断的，写明取代哪一条 */
  @Post('enterprises/:id/judgements')
  @Permission('figures.judge')
  judge(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewJudgementDto,
  ): Promise<JudgementDto> {
    return this.judgements.judge(person, id, body);
  }

  /** 撤销一项判断，不另作判断 */
  @Post('judgements/:id/revocation')
  @HttpCode(200)
  @Permission('figures.judge')
  revoke(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevocationDto,
  ): Promise<JudgementDto> {
    return this.judgements.revoke(person, id, body.reason);
  }
}
