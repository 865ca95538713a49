import { Injectable } from '@nestjs/common';
import type { ActingPerson } from '@tidu/platform';
import { EnterprisesQueries } from '../enterprises.queries';
import { type Indicator, indicators } from './indicators';

/** The indicators with their counts; each is the count of the list under the same filter, so the two can't differ. */
@Injectable()
export class IndicatorsQueries {
  constructor(private readonly enterprises: EnterprisesQueries) {}

  async list(person: ActingPerson): Promise<(Indicator & { count: number })[]> {
    const counted: (Indicator & { count: number })[] = [];
    // one after the other: a home page must not take all the connections there are
    for (const indicator of indicators())
      counted.push({ ...indicator, count: await this.enterprises.count(person, indicator.filter) });
    return counted;
  }
}
