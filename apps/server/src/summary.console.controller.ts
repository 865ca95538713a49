import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { findDuplicatesTask } from '@tidu/enterprises';
import { checkFiguresTask } from '@tidu/figures';
import { Acting, type ActingPerson, boundedCount, countLimit, Database, JobsService, Permission } from '@tidu/platform';
import { weighConflictsTask } from '@tidu/scoring';
import { type LookedForDto, SummaryDto } from './summary.console.dto';

@ApiTags('工作台')
@Controller('/api/console/summary')
export class SummaryConsoleController {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
  ) {}

  /** 登记簿里有多少企业、哪些年度有数据、是否含演示数据、各种查找做到何时 */
  @Get()
  @Permission('enterprises.read')
  async summary(@Acting() person: ActingPerson): Promise<SummaryDto> {
    const [held, lookedFor] = await Promise.all([this.held(person), this.lookedFor(person)]);
    return { ...held, lookedFor };
  }

  private held(person: ActingPerson): Promise<Omit<SummaryDto, 'lookedFor'>> {
    return this.database.read(person, async (tx) => {
      const row = await tx.row<{ counted: number; demo: boolean; years: number[] | null }>(
        `select (select count(*)::int from (select from enterprise limit ${countLimit}) e) as counted,
                exists (select from enterprise where demo) as demo, ${years} as years`,
      );
      return { enterprises: boundedCount(row?.counted ?? 0), demo: row?.demo ?? false, years: row?.years ?? [] };
    });
  }

  private async lookedFor(person: ActingPerson): Promise<LookedForDto> {
    const tasks = { conflicts: weighConflictsTask, flags: checkFiguresTask, duplicates: findDuplicatesTask };
    const done = await this.jobs.lastDone(person, Object.values(tasks));
    const at = (task: string) => done.get(task)?.toISOString() ?? null;
    return { conflicts: at(tasks.conflicts), flags: at(tasks.flags), duplicates: at(tasks.duplicates) };
  }
}

/** The few years there are, by hopping along the index instead of reading every row. */
const years = `(
  with recursive y as (
    (select year from figures where "supersededAt" is null order by year desc limit 1)
    union all
    select (select f.year from figures f where f."supersededAt" is null and f.year < y.year order by f.year desc limit 1)
    from y where y.year is not null)
  select array_agg(year::int) from y where year is not null)`;
