import { RecordQueries } from '@tidu/enterprises';
import { FiguresQueries } from '@tidu/figures';
import { systemClock, today } from '@tidu/kernel';
import { type ActingPerson, Database } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { memberRights, type MemberRole, permissionFor } from '../acting/rights';
import { notForYou } from '../members.errors';
import { TakeoversService } from '../membership/takeovers.service';
import type { EnterpriseHomeDto, OwnIdentityDto, OwnYearDto } from './enterprise.portal.dto';

/** How many accounting years the home page offers, the last finished one first. */
const offered = 3;

/** What an enterprise's people see first: who they are in the register, and how far their figures are. */
@Injectable()
export class HomeQueries {
  constructor(
    private readonly database: Database,
    private readonly records: RecordQueries,
    private readonly figures: FiguresQueries,
    private readonly takeovers: TakeoversService,
  ) {}

  async home(person: ActingPerson, enterpriseId: string): Promise<EnterpriseHomeDto> {
    const [identity, years, takeovers] = await Promise.all([
      this.identity(person, enterpriseId),
      this.years(person, enterpriseId),
      this.takeovers.notices(person, enterpriseId),
    ]);
    const { permissions } = person;
    const rights = memberRights.filter((right) => permissions !== 'all' && permissions.has(permissionFor(right)));
    return { identity, role: (person.principal?.role ?? 'member.holder') as MemberRole, rights, years, takeovers };
  }

  /** The bureau's own words about an enterprise (notes, officers, doubts) are not among them. */
  private async identity(person: ActingPerson, enterpriseId: string): Promise<OwnIdentityDto> {
    const answer = await this.records.one(person, enterpriseId, { own: true });
    if (!('record' in answer)) throw notForYou();
    const { id, name, creditCode, regionPath, industryName, registeredOn, registeredCapital } = answer.record;
    const { registeredAddress, productionAddress, legalRepresentative, demo } = answer.record;
    return {
      ...{ id, name, creditCode, regionPath, industryName, registeredOn, registeredCapital },
      ...{ registeredAddress, productionAddress, legalRepresentative, demo },
    };
  }

  private async years(person: ActingPerson, enterpriseId: string): Promise<OwnYearDto[]> {
    const [sets, drafts] = await Promise.all([
      this.figures.ofEnterprise(person, enterpriseId),
      this.database.read(person, (tx) =>
        tx.rows<{ year: number; savedAt: string; savedByName: string }>(
          'select year, "savedAt", "savedByName" from figures_draft where "enterpriseId" = $1',
          [enterpriseId],
        ),
      ),
    ]);
    const own = sets.filter(({ source, record }) => source === 'enterprise' && record === null);
    const last = Number(today(systemClock).slice(0, 4)) - 1;
    const years = new Set([
      ...Array.from({ length: offered }, (_, i) => last - i),
      ...own.map(({ year }) => year),
      ...drafts.map(({ year }) => year),
    ]);
    return [...years]
      .sort((a, b) => b - a)
      .map((year) => {
        const submitted = own.find((set) => set.year === year);
        const draft = drafts.find((one) => one.year === year);
        return {
          ...{ year, revision: submitted?.revision ?? 0, submittedAt: submitted?.submittedAt ?? null },
          submittedByName: submitted?.submittedByName ?? null,
          ...{ draftSavedAt: draft?.savedAt ?? null, draftSavedByName: draft?.savedByName ?? null },
        };
      });
  }
}
