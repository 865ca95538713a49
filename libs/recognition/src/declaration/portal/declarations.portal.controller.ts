import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, PathNumber, Permission } from '@tidu/platform';
import { batchView } from '../batch';
import { DeclarationViewService } from '../declaration-view.service';
import { DeclarationsService } from '../declarations.service';
import { OpeningsService } from '../openings.service';
import { OpeningRequestsService } from '../../openings/opening-requests.service';
import { OwnActsService } from '../own-acts.service';
import { PurposesService } from '../purposes.service';
import { SubmissionsService } from '../submissions.service';
import { draftOf } from './draft-of';
import {
  AskOpeningDto,
  BeginDeclarationDto,
  BegunDeclarationDto,
  ChangedPurposeDto,
  ChangePurposeDto,
  DeclarationDto,
  DeclarationReasonDto,
  OpeningListDto,
  ReceiptDto,
  DeclaredRevisionDto,
  SaveDeclarationDto,
  SavedDeclarationDto,
  CaseStandingDto,
} from './declaration.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);
const Id = () => Param('id', ParseUUIDPipe);

@ApiTags('申报')
@Controller('/api/portal/enterprises/:enterpriseId')
export class DeclarationsPortalController {
  constructor(
    private readonly openings: OpeningsService,
    private readonly declarations: DeclarationsService,
    private readonly views: DeclarationViewService,
    private readonly submissions: SubmissionsService,
    private readonly acts: OwnActsService,
    private readonly purposes: PurposesService,
    private readonly requests: OpeningRequestsService,
  ) {}

  /** 开放的批次：可以选的申报类型，不能选的写明为什么；本企业在办的申报 */
  @Get('batches')
  @Permission('members.view')
  async openingsOf(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<OpeningListDto> {
    const found = await this.openings.of(person, enterpriseId);
    return { items: found.map(({ batch, ...rest }) => ({ ...rest, batch: batchView(batch) })) };
  }

  /** 开始申报；本企业已经开始的接着填，不另起一件 */
  @Post('applications')
  @Permission('members.fill')
  async begin(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Body() { batchId, purpose }: BeginDeclarationDto,
  ): Promise<BegunDeclarationDto> {
    return { id: await this.declarations.begin(person, enterpriseId, batchId, purpose) };
  }

  /** 一件申报：要填的、已知的、草稿、进度、可以做的事 */
  @Get('applications/:id')
  @Permission('members.view')
  one(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string, @Id() id: string): Promise<DeclarationDto> {
    return this.views.of(person, enterpriseId, id);
  }

  /** 改申报类型：还没有提交的可以改，填的按项目保留，佐证保留，法定代表人的确认作废 */
  @Put('applications/:id/purpose')
  @ApiIfMatch()
  @Permission('members.fill')
  changePurpose(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { purpose }: ChangePurposeDto,
  ): Promise<ChangedPurposeDto> {
    return this.purposes.change(person, { enterpriseId, id, version }, purpose);
  }

  /** 保存草稿，错的也先存着；If-Match 为读到的 draftVersion，还没有存过的为 0 */
  @Put('applications/:id/draft')
  @ApiIfMatch()
  @Permission('members.fill')
  async save(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { unit, answers, evidence }: SaveDeclarationDto,
  ): Promise<SavedDeclarationDto> {
    const content = draftOf({ unit, answers, evidence });
    const saved = await this.declarations.save(person, enterpriseId, id, version, content);
    const problems = saved.problems.map(({ where, code, message }) => ({ field: where.field ?? '', code, message }));
    return { version: saved.version, problems };
  }

  /** 提交法定代表人确认过的内容，得到回执；代办不能提交 */
  @Post('applications/:id/submissions')
  @ApiIfMatch()
  @Permission('members.submit')
  submit(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @IfMatch() version: number,
  ): Promise<ReceiptDto> {
    return this.submissions.submit(person, enterpriseId, id, version);
  }

  /** 提交的一版，用来打印盖章 */
  @Get('applications/:id/revisions/:number')
  @Permission('members.view')
  revision(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @Param('number', PathNumber) number: number,
  ): Promise<DeclaredRevisionDto> {
    return this.views.revision(person, enterpriseId, id, number);
  }

  /** 撤回申报 */
  @Post('applications/:id/withdrawal')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('members.submit')
  withdraw(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: DeclarationReasonDto,
  ): Promise<CaseStandingDto> {
    return this.acts.act(person, { enterpriseId, id, version }, 'withdraw', reason);
  }

  /** 申请复议 */
  @Post('applications/:id/appeal')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('members.submit')
  appeal(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: DeclarationReasonDto,
  ): Promise<CaseStandingDto> {
    return this.acts.act(person, { enterpriseId, id, version }, 'appeal', reason);
  }

  /** 退回补正时，请承办人打开没有勾出的一项 */
  @Post('applications/:id/opening-requests')
  @HttpCode(204)
  @Permission('members.fill')
  askOpening(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Id() id: string,
    @Body() { fact, reason }: AskOpeningDto,
  ): Promise<void> {
    return this.requests.ask(person, { enterpriseId, id, fact, reason });
  }
}
