import { Injectable } from '@nestjs/common';
import { addWorkingDays, type Day } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, todayOf, workInSets } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { parcelRules } from '../parcel-rules';
import { publishAreaListTask } from './publish-area-list.job';
import { type GivenAreaList, requirePublishable } from './publishable';
import { requireReady } from './ready';
import { writeAreasTask } from './write-areas.job';

/** Has the divisions of parcels published for objection (面积公示), and figures written of them: both are jobs. */
@Injectable()
export class AreaListsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly jobs: JobsService,
  ) {}

  /** Until when a list published today would be shown at least. */
  async closing(person: ActingPerson): Promise<{ closesOn: Day; closesProvisional: boolean }> {
    const today = await this.database.read(person, (tx) => todayOf(tx));
    const calendar = await this.reference.workingCalendar();
    const { day, provisional } = addWorkingDays(calendar, today, parcelRules().leastWorkingDays);
    return { closesOn: day, closesProvisional: provisional };
  }

  /**
   * Asks for every share of a day to be published; returns the job's id. Checked here for a plain answer, and again by the
   * job.
   * @throws DomainError what {@link requirePublishable} throws.
   */
  publish(person: ActingPerson, given: GivenAreaList): Promise<string> {
    return this.database.write(person, async (tx) => {
      await requirePublishable(tx, given);
      return this.jobs.enqueue(tx, publishAreaListTask, given);
    });
  }

  /**
   * Asks for the areas of a list to be written as figures; returns the job's id. Checked here for a plain answer, and
   * again by the job.
   * @throws DomainError `PARCELS.NO_LIST`, and what {@link requireReady} throws.
   */
  async write(person: ActingPerson, listId: string, reason: string | undefined): Promise<string> {
    return this.database.write(person, async (tx) => {
      await workInSets(tx);
      await requireReady(tx, listId, reason ?? null);
      return this.jobs.enqueue(tx, writeAreasTask, { listId, reason: reason ?? null });
    });
  }
}
