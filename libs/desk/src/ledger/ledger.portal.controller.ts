import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { SatisfactionAnswerDto, ConfirmationDto, OwnLedgerDto } from './ledger.portal.dto';
import { LedgerService } from './ledger.service';
import { SatisfactionService } from './satisfaction.service';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

@ApiTags('确认与评价')
@Controller('/api/portal/desk/enterprises/:enterpriseId')
export class LedgerPortalController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly satisfaction: SatisfactionService,
  ) {}

  /** 请本企业确认是否落实的、请评价的 */
  @Get('ledger')
  @Permission('members.view')
  async own(@Acting() person: ActingPerson, @EnterpriseId() _enterpriseId: string): Promise<OwnLedgerDto> {
    const [toConfirm, questions] = await Promise.all([
      this.ledger.toConfirm(person),
      this.satisfaction.ofEnterprise(person),
    ]);
    const view = ({ id, title, reason, evidence, reportedAt }: (typeof toConfirm)[number]) => ({
      ...{ id, title, reason, evidence, reportedAt },
    });
    return { toConfirm: toConfirm.map(view), questions };
  }

  /** 确认已经落实，或说明没有落实 */
  @Post('reports/:id/confirmation')
  @HttpCode(204)
  @Permission('members.submit')
  confirm(
    @Acting() person: ActingPerson,
    @EnterpriseId() _enterpriseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { done, reason }: ConfirmationDto,
  ): Promise<void> {
    return this.ledger.confirm(person, id, done, reason);
  }

  /** 评价办理情况；评分低的换一个人回访 */
  @Post('questions/:id/answer')
  @HttpCode(204)
  @Permission('members.submit')
  answer(
    @Acting() person: ActingPerson,
    @EnterpriseId() _enterpriseId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { score, comment }: SatisfactionAnswerDto,
  ): Promise<void> {
    return this.satisfaction.answer(person, id, score, comment);
  }
}
