import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { isDay, isUuid, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  type Transaction,
} from '@tidu/platform';
import { documentNotFound, invalid } from '../desk.errors';
import { findTask } from '../tasks/task';
import { requireAct, type Settlement, TasksService } from '../tasks/tasks.service';
import type { IncomingDocument } from './template';

/** A document as whoever registers it gives it. */
export interface GivenDocument {
  title: string;
  number: string | null;
  issuer: string;
  receivedOn: string;
  dueOn: string;
  note: string | null;
  /** Account of who is to see to it. */
  owner: string;
}

export interface DocumentView extends IncomingDocument {
  ownerName: string;
  taskState: 'open' | 'done' | 'cancelled';
}

const columns = `d.id, d.title, d.number, d.issuer, d."receivedOn"::text as "receivedOn", d."dueOn"::text as "dueOn", d.note,
  d."taskId", d."createdAt", d."createdByName", p."displayName" as "ownerName", t.state as "taskState"`;
const tables = `desk_document d join desk_task t on t.id = d."taskId" join person p on p.id = t."ownerId"`;

/** Registers what superiors ask for (来文登记): each document makes a task with an owner, due when it is due. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `DESK.DOCUMENT_DAYS`, `DESK.OWNER`. */
  async register(person: ActingPerson, given: GivenDocument): Promise<string> {
    const { title, number, issuer, receivedOn, dueOn, note, owner } = given;
    if (dueOn < receivedOn) throw invalid('dueOn', 'DOCUMENT_DAYS', '报送期限不能早于收文日期，请核对来文。');
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      const task = await this.tasks.create(tx, {
        ...{
          kind: 'desk.report',
          title: `报送：${title}`.slice(0, 200),
          note,
          objectType: 'desk_document',
          objectId: id,
        },
        ...{ enterpriseId: null, owner, due: { day: dueOn } },
      });
      await tx.rows(
        `insert into desk_document (id, title, number, issuer, "receivedOn", "dueOn", note, "taskId", "createdBy", "createdByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, title, number, issuer, receivedOn, dueOn, note, task.id, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'desk.registerDocument', objectType: 'desk_document', objectId: id },
        after: { title, number, issuer, receivedOn, dueOn, taskId: task.id, owner },
      });
    });
    return id;
  }

  /** The document while its task is open; null: there is none, or what it asks for was seen to. */
  waiting(tx: Transaction, id: string): Promise<DocumentView | null> {
    return tx.row<DocumentView>(`select ${columns} from ${tables} where d.id = $1 and t.state = 'open'`, [id]);
  }

  /**
   * Within the caller's transaction: what the document asks for was sent, so its task ends, by who may end it. A task
   * that ended before stays as it is: what is asked for may be sent in parts. `by`: with the rights they had when they
   * asked, where a job does it.
   * @throws DomainError `DESK.DOCUMENT`, `DESK.NOT_YOURS`.
   */
  async answer(tx: Transaction, id: string, settlement: Settlement, by: ActingPerson = tx.person): Promise<void> {
    const taskId = await this.requireAnswerable(tx, id, by);
    if (taskId !== null) await this.tasks.settle(tx, taskId, settlement);
  }

  /**
   * The open task of a document, which this person may end, locked; null: it ended before.
   * @throws DomainError `DESK.DOCUMENT`, `DESK.NOT_YOURS`.
   */
  async requireAnswerable(tx: Transaction, id: string, by: ActingPerson = tx.person): Promise<string | null> {
    const found = await tx.row<{ taskId: string }>(
      `select d."taskId" from desk_document d join desk_task t on t.id = d."taskId" where d.id = $1 for update of t`,
      [id],
    );
    if (!found) throw documentNotFound();
    const task = await findTask(tx, found.taskId);
    if (task.state !== 'open') return null;
    requireAct(by, task, 'settle');
    return task.id;
  }

  /** What is due last in front. */
  list(person: ActingPerson, { limit = 20, after }: { limit?: number; after?: string }): Promise<Page<DocumentView>> {
    const [day, id] = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<DocumentView>(
        `select ${columns} from ${tables} where $1::date is null or (d."dueOn", d.id) < ($1::date, $2::uuid)
         order by d."dueOn" desc, d.id desc limit $3`,
        [day, id, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${tables} limit ${countLimit}) c`,
      );
      return pageOf(rows, { limit, counted: counted?.n ?? 0, place: (row) => [row.dueOn, row.id], view: (row) => row });
    });
  }
}

function placeOf(after: string): [string, string] {
  const [day = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!isDay(day) || !isUuid(id)) throw badCursor();
  return [day, id];
}
