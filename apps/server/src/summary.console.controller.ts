import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, boundedCount, countLimit, Database, Permission } from '@tidu/platform';
import { SummaryDto } from './summary.console.dto';

@ApiTags('工作台')
@Controller('/api/console/summary')
export class SummaryConsoleController {
  constructor(private readonly database: Database) {}

  /** 登记簿里有多少企业、哪些年度有数据、是否含演示数据 */
  @Get()
  @Permission('enterprises.read')
  summary(@Acting() person: ActingPerson): Promise<SummaryDto> {
    return this.database.read(person, async (tx) => {
      const row = await tx.row<{ counted: number; demo: boolean; years: number[] | null }>(
        `select (select count(*)::int from (select from enterprise limit ${countLimit}) e) as counted,
                exists (select from enterprise where demo) as demo, ${years} as years`,
      );
      return { enterprises: boundedCount(row?.counted ?? 0), demo: row?.demo ?? false, years: row?.years ?? [] };
    });
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
