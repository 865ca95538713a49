import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import type { ConsultationItem } from '../consultations/consultation';
import { ConsultationsQueries } from '../consultations/consultations.queries';
import { ConsultationsService } from '../consultations/consultations.service';
import { RepliesService } from '../consultations/replies.service';
import {
  BatchConsultationsDto,
  ConsultationDto,
  type ConsultationItemDto,
  GivenConsultationsDto,
  GivenReplyDto,
  SentConsultationsDto,
} from './consultations.console.dto';

const OneId = () => Param('id', ParseUUIDPipe);

@ApiTags('部门联审')
@Controller('/api/console/recognition')
export class ConsultationsConsoleController {
  constructor(
    private readonly consultations: ConsultationsService,
    private readonly replies: RepliesService,
    private readonly queries: ConsultationsQueries,
  ) {}

  /** 这个批次可以问的部门，和问过的名单，后发的在前 */
  @Get('batches/:id/consultations')
  @Permission('recognition.read')
  ofBatch(@Acting() person: ActingPerson, @OneId() id: string): Promise<BatchConsultationsDto> {
    return this.queries.ofBatch(person, id);
  }

  /** 征求部门意见：每个部门一份名单，按工作日定期限 */
  @Post('batches/:id/consultations')
  @Permission('recognition.review')
  async send(
    @Acting() person: ActingPerson,
    @OneId() id: string,
    @Body() body: GivenConsultationsDto,
  ): Promise<SentConsultationsDto> {
    return { ids: await this.consultations.send(person, id, body) };
  }

  /** 一份联审名单，每件的答复 */
  @Get('consultations/:id')
  @Permission('recognition.read')
  async one(@Acting() person: ActingPerson, @OneId() id: string): Promise<ConsultationDto> {
    const { consultation, batchName, rule, items } = await this.queries.one(person, id);
    return { ...consultation, batchName, rule, items: items.map(toItem) };
  }

  /** 登记部门的答复，全部登记或一件不记 */
  @Post('consultations/:id/replies')
  @HttpCode(204)
  @Permission('recognition.review')
  reply(@Acting() person: ActingPerson, @OneId() id: string, @Body() body: GivenReplyDto): Promise<void> {
    return this.replies.record(person, id, body);
  }
}

const toItem = ({ consultationId: _, ...item }: ConsultationItem): ConsultationItemDto => item;
