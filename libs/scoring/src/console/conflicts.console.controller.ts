import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { ConflictsService } from '../conflicts/conflicts.service';
import { ConflictRowListDto, ConflictRowsQuery, WeighConflictsDto, WeighingStartedDto } from './conflicts.console.dto';

@ApiTags('数据质量')
@Controller('/api/console/figure-conflicts')
export class ConflictsConsoleController {
  constructor(private readonly conflicts: ConflictsService) {}

  /** 来源冲突，按对评价结论的影响排列 */
  @Get()
  @Permission('scoring.read')
  list(@Acting() person: ActingPerson, @Query() query: ConflictRowsQuery): Promise<ConflictRowListDto> {
    return this.conflicts.list(person, query);
  }

  /** 重新查找一个年度的来源冲突，并算出换一个来源会改变什么；受理后在后台进行 */
  @Post()
  @HttpCode(202)
  @Permission('figures.check')
  async weigh(@Acting() person: ActingPerson, @Body() { year }: WeighConflictsDto): Promise<WeighingStartedDto> {
    return { jobId: await this.conflicts.start(person, year) };
  }
}
