import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, PageQuery, Permission } from '@tidu/platform';
import { NoticesQueries, type ObjectionView } from '../notices/notices.queries';
import { NoticesService } from '../notices/notices.service';
import { ObjectionsService } from '../notices/objections.service';
import { toNotice } from '../open/notices.open.controller';
import { noticeRules } from '../rules/notice-rules';
import {
  ObjectionAnswerDto,
  CorrectedPublicNoticeDto,
  ObjectionFilingDto,
  GivenPublicNoticeDto,
  MadeNoticeDto,
  NoticeObjectionDto,
  NoticeObjectionPageDto,
  ObjectionsQuery,
  StaffNoticePageDto,
  WaitingForNoticeDto,
} from './notices.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('公示与异议')
@Controller('/api/console/recognition')
export class NoticesConsoleController {
  constructor(
    private readonly notices: NoticesService,
    private readonly queries: NoticesQueries,
    private readonly objectionsService: ObjectionsService,
  ) {}

  /** 这个批次待公示的名单 */
  @Get('batches/:id/notice-list')
  @Permission('recognition.read')
  async waiting(@Acting() person: ActingPerson, @OneId() id: string): Promise<WaitingForNoticeDto> {
    const { intro, leastWorkingDays } = noticeRules();
    return { ...(await this.notices.waiting(person, id)), intro, leastWorkingDays };
  }

  /** 这个批次的公示，新的在前；更正过的也在 */
  @Get('batches/:id/notices')
  @Permission('recognition.read')
  async list(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Query() query: PageQuery,
  ): Promise<StaffNoticePageDto> {
    const { items, next, count } = await this.queries.ofBatch(person, id, query);
    return { items: items.map(({ correctable, ...notice }) => ({ ...toNotice(notice), correctable })), next, count };
  }

  /** 公示这个批次已批准的全部申报 */
  @Post('batches/:id/notices')
  @Permission('recognition.decide')
  async publish(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: GivenPublicNoticeDto,
  ): Promise<MadeNoticeDto> {
    return { id: await this.notices.publish(person, id, body) };
  }

  /** 更正公示：发一份新的，公示期重新计算 */
  @Post('notices/:id/corrections')
  @Permission('recognition.decide')
  async correct(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { corrections, reason, ...given }: CorrectedPublicNoticeDto,
  ): Promise<MadeNoticeDto> {
    return { id: await this.notices.correct(person, id, given, corrections, reason) };
  }

  /** 异议和线索，先到的在前 */
  @Get('objections')
  @Permission('recognition.manage')
  async objections(@Acting() person: ActingPerson, @Query() query: ObjectionsQuery): Promise<NoticeObjectionPageDto> {
    const { items, next, count } = await this.queries.objections(person, query);
    return { items: items.map(toObjection), next, count };
  }

  /** 受理异议：只有这一件停下来 */
  @Post('objections/:id/acceptance')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  accept(@Acting() person: ActingPerson, @OneId() id: string, @IfMatch() version: number): Promise<void> {
    return this.objectionsService.accept(person, id, version);
  }

  /** 阅存：核实过，不用受理 */
  @Post('objections/:id/filing')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  file(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { answer }: ObjectionFilingDto,
  ): Promise<void> {
    return this.objectionsService.file(person, id, version, answer);
  }

  /** 答复异议；初审、批准过这件申报的人不能答复 */
  @Post('objections/:id/answer')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.decide')
  answer(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { upheld, answer }: ObjectionAnswerDto,
  ): Promise<void> {
    return this.objectionsService.answer(person, id, version, upheld, answer);
  }
}

const toObjection = ({ receivedAt, ...objection }: ObjectionView): NoticeObjectionDto => ({
  ...objection,
  receivedAt: receivedAt.toISOString(),
});
