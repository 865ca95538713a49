import { visitorOf } from '@tidu/access';
import {
  Acting,
  type ActingPerson,
  ApiIfMatch,
  FileAlone,
  IfMatch,
  Permission,
  type UploadedPart,
} from '@tidu/platform';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Req,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { InvitationsService } from '../membership/invitations.service';
import { MembershipsService } from '../membership/memberships.service';
import { ProofBudget } from '../registrations/proof-budget';
import { possibleActs, ProofsService } from '../registrations/proofs.service';
import type { Registration } from '../registrations/registration';
import { stateWords } from '../registrations/registration.transitions';
import { RegistrationsService } from '../registrations/registrations.service';
import { ClaimCodeDto, ClaimDto, InvitationTokenDto, JoinedDto, OwnPlaceDto, OwnRequestDto } from './own.portal.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('我的申请')
@Controller('/api/portal/own')
export class OwnPortalController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly proofs: ProofsService,
    private readonly memberships: MembershipsService,
    private readonly invitations: InvitationsService,
  ) {}

  /** 我可以代表哪些企业，我的申请到哪一步了 */
  @Get()
  @Permission('members.own')
  async place(@Acting() person: ActingPerson): Promise<OwnPlaceDto> {
    const [enterprises, requests] = await Promise.all([this.memberships.own(person), this.registrations.own(person)]);
    return { enterprises, requests: requests.map(toOwnRequest) };
  }

  /** 用现有账号再申请代表一家企业 */
  @Post('requests')
  @HttpCode(204)
  @Permission('members.own')
  async ask(@Acting() person: ActingPerson, @Body() body: ClaimDto, @Req() request: Request): Promise<void> {
    await this.registrations.ask(person, body, visitorOf(request));
  }

  /** 上传授权书（PDF、PNG、JPEG，至多 10 MB），代替先前的 */
  @Put('requests/:id/proof')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.own')
  @FileAlone()
  @UseInterceptors(ProofBudget)
  upload(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @UploadedFile() file: UploadedPart | undefined,
  ): Promise<void> {
    return this.proofs.upload(person, id, version, file?.stored);
  }

  /** 输入口令函上的口令 */
  @Post('requests/:id/code')
  @HttpCode(204)
  @Permission('members.own')
  enterCode(@Acting() person: ActingPerson, @OneId() id: string, @Body() { code }: ClaimCodeDto): Promise<void> {
    return this.proofs.enterCode(person, id, code);
  }

  /** 撤回申请 */
  @Post('requests/:id/withdrawal')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.own')
  withdraw(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<void> {
    return this.proofs.withdraw(person, id, version);
  }

  /** 用现有账号接受邀请 */
  @Post('memberships')
  @Permission('members.own')
  async join(@Acting() person: ActingPerson, @Body() { token }: InvitationTokenDto): Promise<JoinedDto> {
    return { enterpriseId: await this.invitations.joinAs(person, token) };
  }
}

function toOwnRequest(request: Registration): OwnRequestDto {
  const { id, creditCode, enterpriseName, phone, state, version, createdAt, changedAt } = request;
  const { proofFileName, answer, objectionUntil } = request;
  return {
    ...{ id, creditCode, enterpriseName, phone, state, stateWords: stateWords[state], version, createdAt, changedAt },
    ...{ proofFileName, answer, objectionUntil: state === 'objection' ? objectionUntil : null },
    acts: possibleActs(request),
  };
}
