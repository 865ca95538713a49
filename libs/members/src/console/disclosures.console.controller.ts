import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, KeepsNoAnswers, Permission } from '@tidu/platform';
import { ReviewQueries } from '../review/review.queries';
import { ApplicantPhoneDto, DisclosePhoneDto } from './requests.console.dto';

/** What is masked of a request, told whole for this one answer; nothing of it is kept. */
@KeepsNoAnswers()
@ApiTags('企业账号')
@Controller('/api/console/member-requests/:id/disclosures')
export class RequestDisclosuresConsoleController {
  constructor(private readonly queries: ReviewQueries) {}

  /** 写明理由，看申请人的完整电话；谁看了、为什么，记入审计 */
  @Post()
  @HttpCode(200)
  @Permission('members.decide')
  async disclose(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DisclosePhoneDto,
  ): Promise<ApplicantPhoneDto> {
    return { phone: await this.queries.phone(person, id, reason) };
  }
}
