import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ChangeReportsService } from '../change-reports.service';
import { changeRules } from '../change-rules';
import { NewChangeReportDto, OwnChangesDto, ReportedChangeDto } from './change-reports.portal.dto';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

@ApiTags('重大变化报告')
@Controller('/api/portal/enterprises/:enterpriseId/change-reports')
export class ChangeReportsPortalController {
  constructor(private readonly reports: ChangeReportsService) {}

  /** 还要报告的、报告过的重大变化 */
  @Get()
  @Permission('members.view')
  async own(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<OwnChangesDto> {
    const { months, source, kinds } = changeRules();
    const own = await this.reports.own(person, enterpriseId);
    const open = own.open.map(({ enterpriseId: _, ...one }) => one);
    return { ...own, open, months, source, kinds: [...kinds.values()].map(({ code, label }) => ({ code, label })) };
  }

  /** 报告一项重大变化；过了期限的也收，标明逾期 */
  @Post()
  @Permission('members.submit')
  report(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Body() body: NewChangeReportDto,
  ): Promise<ReportedChangeDto> {
    return this.reports.report(person, enterpriseId, body);
  }
}
