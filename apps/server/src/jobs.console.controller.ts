import { Controller, Delete, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, JobsService, type JobView, Permission } from '@tidu/platform';
import { JobDto } from './jobs.console.dto';

@ApiTags('后台任务')
@Controller('/api/console/jobs')
export class JobsConsoleController {
  constructor(private readonly jobs: JobsService) {}

  /** 看一个任务做到哪里 */
  @Get(':id')
  @Permission('jobs.read')
  async get(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<JobDto> {
    return toDto(await this.jobs.get(person, id));
  }

  /** 取消一个任务；已完成的不变 */
  @Delete(':id')
  @Permission('jobs.cancel')
  async cancel(@Acting() person: ActingPerson, @Param('id', ParseUUIDPipe) id: string): Promise<JobDto> {
    return toDto(await this.jobs.cancel(person, id));
  }
}

function toDto(job: JobView): JobDto {
  return { ...job, result: job.result as Record<string, unknown> | null };
}
