import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { ReviewService } from '../applications/review.service';
import { OpeningRequestsService } from '../openings/opening-requests.service';
import {
  ActDto,
  AssignmentDto,
  DoneDto,
  MadeConflictDto,
  OpeningAnswerDto,
  RemarkTextDto,
} from './applications.console.dto';
import { ReviewerListDto, WhyDto } from './batches.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('申报办理')
@Controller('/api/console/recognition')
export class ReviewConsoleController {
  constructor(
    private readonly review: ReviewService,
    private readonly openings: OpeningRequestsService,
  ) {}

  /** 初审：通过、退回补正、不通过 */
  @Post('applications/:id/reviews')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('recognition.review')
  reviews(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ActDto,
  ): Promise<DoneDto> {
    return this.review.act(person, id, 'reviewer', body, version);
  }

  /** 批准、不予批准、发回重审、复议 */
  @Post('applications/:id/decisions')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('recognition.decide')
  decides(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ActDto,
  ): Promise<DoneDto> {
    return this.review.act(person, id, 'approver', body, version);
  }

  /** 上报，登记上级的决定 */
  @Post('applications/:id/records')
  @HttpCode(200)
  @ApiIfMatch()
  @Permission('recognition.manage')
  records(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: ActDto,
  ): Promise<DoneDto> {
    return this.review.act(person, id, 'recorder', body, version);
  }

  /** 写一条内部意见，企业看不到 */
  @Post('applications/:id/remarks')
  @HttpCode(204)
  @Permission('recognition.review')
  remark(@Acting() person: ActingPerson, @OneId() id: string, @Body() { text }: RemarkTextDto): Promise<void> {
    return this.review.remark(person, id, text);
  }

  /** 可以承办这件申报的人 */
  @Get('applications/:id/officers')
  @Permission('recognition.manage')
  async officers(@Acting() person: ActingPerson, @OneId() id: string): Promise<ReviewerListDto> {
    return { items: await this.review.officers(person, id) };
  }

  /** 改由另一个人承办 */
  @Post('applications/:id/assignment')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.manage')
  assign(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { officer, reason }: AssignmentDto,
  ): Promise<void> {
    return this.review.assign(person, id, officer, reason, version);
  }

  /** 声明回避：不再初审、决定这家企业的申报 */
  @Post('applications/:id/conflicts')
  @Permission('recognition.review')
  async declare(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { reason }: WhyDto,
  ): Promise<MadeConflictDto> {
    return { id: await this.review.declareConflict(person, id, reason) };
  }

  /** 解除别人的回避 */
  @Post('conflicts/:id/lifting')
  @HttpCode(204)
  @Permission('recognition.decide')
  lift(@Acting() person: ActingPerson, @OneId() id: string, @Body() { reason }: WhyDto): Promise<void> {
    return this.review.liftConflict(person, id, reason);
  }

  /** 答复企业打开一项的申请：打开，或写明为什么不打开；企业会看到 */
  @Post('openings/:id/answer')
  @HttpCode(204)
  @Permission('recognition.review')
  answerOpening(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() { opened, answer }: OpeningAnswerDto,
  ): Promise<void> {
    return this.openings.answer(person, id, opened, answer);
  }
}
