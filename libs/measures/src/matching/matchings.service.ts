import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService } from '@tidu/platform';
import { matchTask } from './match.job';

/** Starts bulk matchings. */
@Injectable()
export class MatchingsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
  ) {}

  /** @throws DomainError `MEASURES.WHOLE_SCOPE`: who sees a part would make a matching that looks like all. */
  async start(person: ActingPerson): Promise<string> {
    if (!person.scope.everything)
      throw new DomainError('forbidden', 'MEASURES.WHOLE_SCOPE', '匹配针对全部企业，须由能看到全部企业的人发起。');
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, matchTask, {}));
  }
}
