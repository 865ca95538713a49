import { Acting, type ActingPerson, ApiIfMatch, attachment, IfMatch, Permission } from '@tidu/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Registration } from '../registrations/registration';
import { stateWords } from '../registrations/registration.transitions';
import { ReviewQueries } from '../review/review.queries';
import { ReviewService } from '../review/review.service';
import {
  AnswerDto,
  ApprovalDto,
  RequestDetailDto,
  RequestDto,
  RequestPageDto,
  RequestsQuery,
} from './requests.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('企业账号')
@Controller('/api/console/member-requests')
export class RequestsConsoleController {
  constructor(
    private readonly review: ReviewService,
    private readonly queries: ReviewQueries,
  ) {}

  /** 企业人员的申请，先来的在前 */
  @Get()
  @Permission('members.read')
  async list(@Acting() person: ActingPerson, @Query() query: RequestsQuery): Promise<RequestPageDto> {
    const { items, next, count } = await this.queries.list(person, query);
    return { items: items.map(toRequest), next, count };
  }

  /** 一份申请，旁边是登记簿所知的 */
  @Get(':id')
  @Permission('members.read')
  async get(@Acting() person: ActingPerson, @OneId() id: string): Promise<RequestDetailDto> {
    const { request, known, administrators, others, channel } = await this.queries.detail(person, id);
    const named = others.map((one) => ({ ...one, stateWords: stateWords[one.state] }));
    return { request: toRequest(request), known, administrators, others: named, channel };
  }

  /** 下载授权书；下载会记入审计 */
  @Get(':id/proof')
  @Permission('members.decide')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async proof(@Acting() person: ActingPerson, @OneId() id: string): Promise<StreamableFile> {
    const { stream, size, fileName, mediaType } = await this.queries.proof(person, id);
    return new StreamableFile(stream, { type: mediaType, length: size, disposition: attachment(fileName) });
  }

  /** 授权书属实，通过；已有管理员的先进入异议期 */
  @Post(':id/approval')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.decide')
  approve(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { enterprise }: ApprovalDto,
  ): Promise<void> {
    return this.review.approve(person, id, version, enterprise);
  }

  /** 退回，请申请人重新证明 */
  @Post(':id/return')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.decide')
  giveBack(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { answer }: AnswerDto,
  ): Promise<void> {
    return this.review.giveBack(person, id, version, answer);
  }

  /** 不通过 */
  @Post(':id/refusal')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.decide')
  refuse(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { answer }: AnswerDto,
  ): Promise<void> {
    return this.review.refuse(person, id, version, answer);
  }

  /** 驳回异议，通过 */
  @Post(':id/overruling')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('members.decide')
  overrule(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { answer }: AnswerDto,
  ): Promise<void> {
    return this.review.overrule(person, id, version, answer);
  }
}

function toRequest(request: Registration): RequestDto {
  const { id, creditCode, enterpriseName, personName, phone, state, version, createdAt, changedAt } = request;
  const { changedByName, proofFileName, proofAt, approvedByName, approvedAt, objectionUntil } = request;
  const { objection, objectedAt, objectedByName, answer } = request;
  return {
    ...{ id, creditCode, enterpriseName, personName, phone, state, stateWords: stateWords[state], version },
    ...{ createdAt, changedAt, changedByName, proofFileName, proofAt, approvedByName, approvedAt, objectionUntil },
    ...{ objection, objectedAt, objectedByName, answer },
  };
}
