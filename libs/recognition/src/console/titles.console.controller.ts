import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, ApiIfMatch, IfMatch, Permission } from '@tidu/platform';
import { CancellationsService } from '../titles/cancellations.service';
import { RenewalsService } from '../titles/renewals.service';
import { titleRules } from '../titles/title-rules';
import { TitlesQueries } from '../titles/titles.queries';
import {
  CancellationDto,
  CauseListDto,
  HeldTitlePageDto,
  RenewalNoticesDto,
  RenewalPageDto,
  RenewalsQuery,
  TitleReasonDto,
  TitlesQuery,
  ToldListDto,
} from './titles.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('称号')
@Controller('/api/console/titles')
export class TitlesConsoleController {
  constructor(
    private readonly titles: TitlesQueries,
    private readonly renewals: RenewalsService,
    private readonly cancellations: CancellationsService,
  ) {}

  /** 谁持有哪个称号，先到期的在前；有效与否由日期算出 */
  @Get()
  @Permission('recognition.read')
  list(@Acting() person: ActingPerson, @Query() query: TitlesQuery): Promise<HeldTitlePageDto> {
    return this.titles.list(person, query);
  }

  /** 待复核：一年内到期的，到期时适用哪个标准，按最新数据会怎样 */
  @Get('renewals')
  @Permission('recognition.read')
  due(@Acting() person: ActingPerson, @Query() query: RenewalsQuery): Promise<RenewalPageDto> {
    return this.renewals.list(person, query);
  }

  /** 取消称号的原因，各自的依据和禁止申报的年数 */
  @Get('causes')
  @Permission('recognition.read')
  causes(): CauseListDto {
    return { items: [...titleRules().causes.values()] };
  }

  /** 通知企业称号将到期，逐家有结果，每个称号只通知一次 */
  @Post('renewal-notices')
  @HttpCode(200)
  @Permission('recognition.manage')
  async tell(@Acting() person: ActingPerson, @Body() { titles }: RenewalNoticesDto): Promise<ToldListDto> {
    return { items: await this.renewals.tell(person, titles) };
  }

  /** 取消称号：登记原因和来文，原来的认定照样保留 */
  @Post(':id/cancellation')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.titles')
  cancel(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() body: CancellationDto,
  ): Promise<void> {
    return this.cancellations.cancel(person, id, version, body);
  }

  /** 恢复取消错了的称号，禁止申报随之解除 */
  @Post(':id/reinstatement')
  @HttpCode(204)
  @ApiIfMatch()
  @Permission('recognition.titles')
  reinstate(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @IfMatch() version: number,
    @Body() { reason }: TitleReasonDto,
  ): Promise<void> {
    return this.cancellations.reinstate(person, id, version, reason);
  }
}
