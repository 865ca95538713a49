import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { ClaimsService } from '../cases/claims.service';
import { ReviewsService } from '../cases/reviews.service';
import { EnterpriseSupportService } from '../support/enterprise-support.service';
import { toOwnSupport } from './own-support-view';
import { SupportClaimDto, ClaimedDto, MyMeasuresDto, OwnSupportActDto } from './support.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

@ApiTags('我的政策')
@Controller('/api/portal/enterprises/:enterpriseId')
export class SupportPortalController {
  constructor(
    private readonly support: EnterpriseSupportService,
    private readonly claims: ClaimsService,
    private readonly reviews: ReviewsService,
  ) {}

  /** 我的政策：符合什么、为什么，到哪一步，得了什么，互斥的怎样选 */
  @Get('measures')
  @Permission('members.view')
  async list(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<MyMeasuresDto> {
    return toOwnSupport(await this.support.of(person, enterpriseId));
  }

  /** 确认推送的（免申即享），或申报：核对账户、算出金额、预留预算 */
  @Post('measures/:measureId/claims')
  @Permission('members.submit')
  async claim(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Param('measureId', ParseUUIDPipe) measureId: string,
    @Body() body: SupportClaimDto,
  ): Promise<ClaimedDto> {
    return { id: await this.claims.claim(person, enterpriseId, measureId, body) };
  }

  /** 放弃、重新享受、更正收款账户 */
  @Post('measure-cases/:caseId/acts')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.submit')
  act(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Param('caseId', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: OwnSupportActDto,
  ): Promise<void> {
    return this.reviews.own(person, { enterpriseId, id, version }, body);
  }
}
