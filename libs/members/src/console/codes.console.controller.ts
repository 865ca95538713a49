import { Acting, type ActingPerson, ApiIfMatch, IfMatch, KeepsNoAnswers, Permission } from '@tidu/platform';
import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReviewService } from '../review/review.service';
import { IssueCodeDto, IssuedCodeDto } from './requests.console.dto';

/** Codes of letters; the answer holds one, which is kept nowhere. */
@KeepsNoAnswers()
@ApiTags('企业账号')
@Controller('/api/console/member-requests/:id/codes')
export class CodesConsoleController {
  constructor(private readonly review: ReviewService) {}

  /** 发口令：打印在函上寄到登记地址，或经通知渠道发出；先前的口令作废 */
  @Post()
  @ApiIfMatch()
  @Permission('members.decide')
  issueCode(
    @Acting() person: ActingPerson,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { via }: IssueCodeDto,
  ): Promise<IssuedCodeDto> {
    return this.review.issueCode(person, id, version, via);
  }
}
