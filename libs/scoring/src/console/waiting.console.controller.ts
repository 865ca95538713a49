import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { WaitingService } from '../waiting/waiting.service';
import { WaitingListDto, WaitingQuery } from './waiting.console.dto';

@ApiTags('人工判断')
@Controller('/api/console/judgements')
export class WaitingConsoleController {
  constructor(private readonly waiting: WaitingService) {}

  /** 等待判断的企业：在最近一次评价里等哪些判断、为什么 */
  @Get('waiting')
  @Permission('scoring.read')
  list(@Acting() person: ActingPerson, @Query() query: WaitingQuery): Promise<WaitingListDto> {
    return this.waiting.list(person, query);
  }
}
