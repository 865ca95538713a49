import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { toNotice } from '../notices/notice-view';
import {
  CorrectedSupportNoticeDto,
  MadeSupportNoticeDto,
  MeasureNoticesDto,
  NewSupportNoticeDto,
} from '../notices/support-notice.dto';
import { SupportNoticesQueries } from '../notices/support-notices.queries';
import { SupportNoticesService } from '../notices/support-notices.service';
import { measureProcedures } from '../rules/procedures';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('扶持结果公示')
@Controller('/api/console')
export class SupportNoticesConsoleController {
  constructor(
    private readonly notices: SupportNoticesService,
    private readonly queries: SupportNoticesQueries,
  ) {}

  /** 一项措施：几件待公示，公示过哪些 */
  @Get('measures/:id/notices')
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson, @OneId() id: string): Promise<MeasureNoticesDto> {
    const { waiting, notices } = await this.queries.ofMeasure(person, id);
    const shown = notices.map(({ mine, correctable, ...notice }) => ({ ...toNotice(notice), mine, correctable }));
    return { waiting, leastWorkingDays: measureProcedures().noticeWorkingDays, notices: shown };
  }

  /** 公示已到账的结果：任何人都能看到名称、隐去中间的代码、地区和金额 */
  @Post('measures/:id/notices')
  @Permission('measures.decide')
  async publish(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: NewSupportNoticeDto,
  ): Promise<MadeSupportNoticeDto> {
    return { id: await this.notices.publish(person, id, body) };
  }

  /** 更正一份结果公示，由发布以外的人：写明理由另发一份，公示期重新计算；原来的留着，标明已更正 */
  @Post('support-notices/:id/corrections')
  @Permission('measures.decide')
  async correct(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { names, reason, ...given }: CorrectedSupportNoticeDto,
  ): Promise<MadeSupportNoticeDto> {
    return { id: await this.notices.correct(person, id, given, names, reason) };
  }
}
