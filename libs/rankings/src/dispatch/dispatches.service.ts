import { Injectable } from '@nestjs/common';
import { DocumentsService } from '@tidu/desk';
import { DomainError, shanghaiDay, systemClock } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService } from '@tidu/platform';
import { requireFrozen } from '../snapshots/snapshots.store';
import { checkFileTask } from './check-file.job';
import { type CheckedFile, FileChecks } from './file-checks';
import {
  type GivenDispatch,
  type RegisterDispatchPayload,
  registerDispatchTask,
  taskRights,
  type ways,
} from './register-dispatch.job';

export interface Dispatch {
  id: string;
  snapshotId: string;
  title: string;
  version: number;
  root: string;
  recipient: string;
  sentOn: string;
  way: (typeof ways)[number];
  fileName: string;
  fileSha256: string;
  rows: number;
  note: string | null;
  /** Document it answers; null: none was named. */
  documentId: string | null;
  documentTitle: string | null;
  registeredAt: Date;
  registeredByName: string;
  /** The version that was sent is superseded, and this recipient has not been sent a later one: to be recalled. */
  recall: boolean;
}

/** Files of rankings that leave the house: checked first, then registered (自检、报送登记); both are jobs. */
@Injectable()
export class DispatchesService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly checks: FileChecks,
    private readonly documents: DocumentsService,
  ) {}

  /** Asks for a file to be compared with what is on the screen; returns the job. @throws DomainError as {@link FileChecks.require}. */
  async check(person: ActingPerson, checked: CheckedFile): Promise<string> {
    await this.checks.require(person, checked);
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, checkFileTask, checked));
  }

  /**
   * Asks for a file to be registered as sent; returns the job. Looked at here for a plain answer, and again by the job,
   * which checks the file first.
   * @throws DomainError as {@link FileChecks.require}, `RANKINGS.SUPERSEDED`, `RANKINGS.SENT_ON`, `DESK.DOCUMENT`, `DESK.NOT_YOURS`.
   */
  async register(person: ActingPerson, snapshotId: string, given: GivenDispatch): Promise<string> {
    const { sentOn, documentId } = given;
    if (sentOn > shanghaiDay(systemClock.now())) throw notYet();
    await this.checks.require(person, { snapshotId, exportJobId: given.exportJobId });
    const { permissions } = person;
    const held = taskRights.filter((one) => permissions === 'all' || permissions.has(one));
    return this.database.write(person, async (tx) => {
      await requireFrozen(tx, snapshotId);
      if (documentId !== undefined) await this.documents.requireAnswerable(tx, documentId);
      return this.jobs.enqueue(tx, registerDispatchTask, {
        ...given,
        ...{ snapshotId, held },
      } satisfies RegisterDispatchPayload);
    });
  }

  /** What was sent of a series of versions, the newest first. */
  list(person: ActingPerson, snapshotId: string): Promise<Dispatch[]> {
    return this.database.read(person, (tx) =>
      tx.rows<Dispatch>(
        `select x.id, x."snapshotId", d.title, s.version, f.root, x.recipient, x."sentOn"::text as "sentOn", x.way, x."fileName",
           x."fileSha256", x.rows, x.note, x."documentId", o.title as "documentTitle", x."registeredAt", x."registeredByName",
           exists (select from ranking_snapshot n join ranking_freeze nf on nf."snapshotId" = n.id
                   where n."seriesId" = s."seriesId" and n.version > s.version)
             and not exists (select from ranking_dispatch y join ranking_snapshot ys on ys.id = y."snapshotId"
                   where ys."seriesId" = s."seriesId" and ys.version > s.version and y.recipient = x.recipient) as recall
         from ranking_dispatch x join ranking_snapshot s on s.id = x."snapshotId" join ranking_freeze f on f."snapshotId" = s.id
         join ranking_definition d on d.id = s."definitionId" left join desk_document o on o.id = x."documentId"
         where s."seriesId" = (select "seriesId" from ranking_snapshot where id = $1)
         order by x."sentOn" desc, x.id desc limit 1000`,
        [snapshotId],
      ),
    );
  }
}

const notYet = () => new DomainError('invalid', 'RANKINGS.SENT_ON', '报送日期还没有到，请填实际报送的日期。');
