import { Injectable } from '@nestjs/common';
import type { ActingPerson } from '@tidu/platform';
import type { StandardDetailDto } from '../console/standards.console.dto';
import { reviewWords } from './release-errors';
import { ReleasesService } from './releases.service';
import { changeViews, clauseViews, releaseView, standardView } from './standard-view';
import type { PublishedStandard } from './standards.service';

/** Everything the page of one release of a standard shows. */
@Injectable()
export class StandardDetails {
  constructor(private readonly releases: ReleasesService) {}

  async of(person: ActingPerson, standard: PublishedStandard): Promise<StandardDetailDto> {
    const { standardId, version, evaluator } = standard;
    const whole = await this.releases.get(standardId, version);
    const releases = (await this.releases.list(standardId)).map(releaseView);
    const release = releases.find((one) => one.version === version);
    if (!release) throw new Error(`release ${standardId}@${version} is not listed`);
    const twoPersons = await this.releases.twoPersons(person);
    const { document } = evaluator.release;
    return {
      ...standardView(standard),
      ...{ note: document.note, clauses: clauseViews(standard), changes: changeViews(document) },
      ...{ document: whole.document, cases: whole.cases, release, releases },
      review: { twoPersons, says: reviewWords(twoPersons) },
    };
  }
}
