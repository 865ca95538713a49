import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { toNotice } from '../notices/notice-view';
import { MadeSupportNoticeDto, MeasureNoticesDto, NewSupportNoticeDto } from '../notices/support-notice.dto';
import { SupportNoticesQueries } from '../notices/support-notices.queries';
import { SupportNoticesService } from '../notices/support-notices.service';
import { measureProcedures } from '../rules/procedures';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('扶持结果公示')
@Controller('/api/console/measures/:id/notices')
export class SupportNoticesConsoleController {
  constructor(
    private readonly notices: SupportNoticesService,
    private readonly queries: SupportNoticesQueries,
  ) {}

  /** 一项措施：几件待公示，公示过哪些 */
  @Get()
  @Permission('measures.read')
  async list(@Acting() person: ActingPerson, @OneId() id: string): Promise<MeasureNoticesDto> {
    const { waiting, notices } = await this.queries.ofMeasure(person, id);
    return { waiting, leastWorkingDays: measureProcedures().noticeWorkingDays, notices: notices.map(toNotice) };
  }

  /** 公示已到账的结果：任何人都能看到名称、隐去中间的代码、地区和金额 */
  @Post()
  @Permission('measures.decide')
  async publish(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: NewSupportNoticeDto,
  ): Promise<MadeSupportNoticeDto> {
    return { id: await this.notices.publish(person, id, body) };
  }
}
