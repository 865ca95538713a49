import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { EnterprisesQueries } from '../enterprises.queries';
import { type Indicator, indicators } from './indicators';

/** An indicator with its number; null: nothing of the kind has been recorded yet, so that nobody knows. */
export type CountedIndicator = Indicator & { count: number | null };

/** The indicators with their counts; each is the count of the list under the same filter, so the two can't differ. */
@Injectable()
export class IndicatorsQueries {
  constructor(
    private readonly enterprises: EnterprisesQueries,
    private readonly database: Database,
  ) {}

  async list(person: ActingPerson): Promise<CountedIndicator[]> {
    const counted: CountedIndicator[] = [];
    // one after the other: a home page must not take all the connections there are
    for (const indicator of indicators()) {
      const count = await this.enterprises.count(person, indicator.filter);
      counted.push({ ...indicator, count: count > 0 || (await this.isRecorded(person, indicator)) ? count : null });
    }
    return counted;
  }

  /** Whether anything of what is counted has ever been recorded: before that, none is not known to be none. */
  private async isRecorded(person: ActingPerson, { filter: { title, aboveScale } }: Indicator): Promise<boolean> {
    if (title === undefined && aboveScale === undefined) return true;
    const row = await this.database.read(person, (tx) =>
      tx.row<{ titles: boolean; scales: boolean }>(
        `select exists (select from title_held where title = $1) as titles, exists (select from scale_status) as scales`,
        [title ?? ''],
      ),
    );
    return (title === undefined || row?.titles === true) && (aboveScale === undefined || row?.scales === true);
  }
}
