import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DocumentsService } from '@tidu/desk';
import { DomainError, uuidv7 } from '@tidu/kernel';
import type { ActingPerson, JobContext, JobHandler, PermissionName, Transaction } from '@tidu/platform';
import { requireFrozen } from '../snapshots/snapshots.store';
import { type CheckedFile, type FileCheck, FileChecks } from './file-checks';

export const registerDispatchTask = 'rankings.dispatch';

export const ways = ['document', 'mail', 'platform', 'other'] as const;

/** What was sent to whom, as whoever registers it says. */
export interface GivenDispatch {
  exportJobId: string;
  recipient: string;
  sentOn: string;
  way: (typeof ways)[number];
  note?: string;
  /** Document it answers: its task ends. */
  documentId?: string;
}

/** Rights over tasks, by which it is decided who may end one. */
export const taskRights = ['desk.act', 'desk.lead'] as const satisfies readonly PermissionName[];

export type RegisterDispatchPayload = CheckedFile &
  GivenDispatch & {
    /** Those of {@link taskRights} that whoever asked had: a job itself has all. */
    held: PermissionName[];
  };

export interface RegisterDispatchResult {
  snapshotId: string;
  dispatchId: string;
}

/**
 * Registers that a file was sent (报送登记) once it was found to hold what the screen shows, and to be of the version in
 * force. The task of the document it answers ends with it.
 */
@Injectable()
export class RegisterDispatchJob implements JobHandler<RegisterDispatchPayload> {
  readonly task = registerDispatchTask;

  constructor(
    private readonly checks: FileChecks,
    private readonly documents: DocumentsService,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<RegisterDispatchPayload>): Promise<RegisterDispatchResult> {
    const check = await this.checks.check(context);
    if (!check.ok) throw checkFailed(check);
    context.progress({ stage: '登记' });
    return context.commit((tx) => this.register(tx, context.payload, check));
  }

  private async register(
    tx: Transaction,
    { snapshotId, recipient, sentOn, way, note, documentId, held }: RegisterDispatchPayload,
    { name, sha256, rowsInFile }: FileCheck,
  ): Promise<RegisterDispatchResult> {
    const { root, version } = await requireFrozen(tx, snapshotId);
    if (documentId !== undefined) {
      const by: ActingPerson = { ...tx.person, permissions: new Set(held) };
      const settlement = { reason: `已于 ${sentOn} 报送${recipient}`, evidence: `${name}，SHA-256 ${sha256}` };
      await this.documents.answer(tx, documentId, settlement, by);
    }
    const dispatchId = uuidv7();
    await tx.rows(
      `insert into ranking_dispatch (id, "snapshotId", recipient, "sentOn", way, "fileSha256", "fileName", rows, note, "documentId", "registeredByName")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[dispatchId, snapshotId, recipient, sentOn, way, sha256, name, rowsInFile, note ?? null],
        ...[documentId ?? null, tx.person.name],
      ],
    );
    await this.trail.record(tx, {
      ...{ action: 'rankings.dispatch', objectType: 'ranking_snapshot', objectId: snapshotId },
      after: {
        ...{ dispatch: dispatchId, recipient, sentOn, way, version, root, sha256 },
        ...(documentId !== undefined && { documentId }),
      },
    });
    return { snapshotId, dispatchId };
  }
}

const checkFailed = ({ faults }: FileCheck) =>
  new DomainError(
    'conflict',
    'RANKINGS.CHECK_FAILED',
    `文件没有通过自检，没有登记：${faults.slice(0, 3).join('；')}。请重新导出后再报送。`,
  );
