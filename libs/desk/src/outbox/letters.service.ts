import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, isUuid } from '@tidu/kernel';
import { type ActingPerson, badCursor, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { type DeskEnterprise, EnterpriseBook } from '../book/enterprise-book';
import { messageKind } from '../rules/desk-kinds';

export const deliveryStates = ['waiting', 'sent', 'bounced', 'dropped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface DeliveryFilter {
  channel?: string;
  state?: DeliveryState;
  limit?: number;
  after?: string;
}

/** How a message went out, or waits to. */
export interface DeliveryView {
  id: string;
  channel: string;
  state: DeliveryState;
  attempts: number;
  problem: string | null;
  sentAt: string | null;
  createdAt: string;
  changedByName: string | null;
  kindName: string;
  subject: string;
  body: string;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  /** Where a letter goes; null: the register knows no address. */
  address: string | null;
}

type Row = Omit<DeliveryView, 'kindName' | 'enterpriseName' | 'creditCode' | 'address'> & { kind: string };

/** What goes out and what didn't arrive (发件), and letters that people print and post. */
@Injectable()
export class LettersService {
  constructor(
    private readonly database: Database,
    private readonly book: EnterpriseBook,
    private readonly trail: AuditTrail,
  ) {}

  /** The newest first. */
  async list(person: ActingPerson, { channel, state, limit = 20, after }: DeliveryFilter): Promise<Page<DeliveryView>> {
    const from = after === undefined ? null : placeOf(after);
    const matching = `($1::text is null or d.channel = $1) and ($2::text is null or d.state = $2)`;
    const values = [channel ?? null, state ?? null];
    return this.database.read(person, async (tx) => {
      const [rows, counted] = await Promise.all([
        tx.rows<Row>(
          `select d.id, d.channel, d.state, d.attempts, d.problem, d."sentAt", d."createdAt", d."changedByName",
             d."enterpriseId", m.kind, m.subject, m.body
           from desk_delivery d join desk_message m on m.id = d."messageId"
           where ${matching} and ($3::uuid is null or d.id < $3) order by d.id desc limit $4`,
          [...values, from, limit + 1],
        ),
        tx.row<{ n: number }>(
          `select count(*)::int as n from (select from desk_delivery d where ${matching} limit ${countLimit}) c`,
          values,
        ),
      ]);
      const known = await this.book.of(
        tx,
        rows.map(({ enterpriseId }) => enterpriseId),
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ id }) => [id] },
        view: (row) => viewOf(row, known.get(row.enterpriseId)),
      });
    });
  }

  /**
   * These letters were printed and posted. All of them or none: of one that isn't waiting nobody could tell any more
   * which were.
   */
  async post(person: ActingPerson, ids: readonly string[]): Promise<number> {
    return this.database.write(person, async (tx) => {
      const posted = await tx.rows<{ id: string }>(
        `update desk_delivery set state = 'sent', "sentAt" = now(), attempts = attempts + 1, "changedByName" = $2
         where id = any ($1) and channel = 'letter' and state = 'waiting' returning id`,
        [ids, person.name],
      );
      if (posted.length !== new Set(ids).size) throw notWaiting();
      await this.trail.record(tx, {
        ...{ action: 'desk.postLetters', objectType: 'desk_delivery', objectId: ids[0] ?? '' },
        after: { letters: posted.map(({ id }) => id) },
      });
      return posted.length;
    });
  }

  /** What didn't arrive is tried once more, from the beginning. @throws DomainError `DESK.DELIVERY_NOT_FOUND`. */
  async again(person: ActingPerson, id: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const found = await tx.row<{ state: DeliveryState }>('select state from desk_delivery where id = $1 for update', [
        id,
      ]);
      if (!found) throw new DomainError('notFound', 'DESK.DELIVERY_NOT_FOUND', '没有这次发件。');
      if (found.state !== 'bounced')
        throw new DomainError('conflict', 'DESK.NOT_BOUNCED', '只有没有送到的才能再送。请刷新后核对。');
      await tx.rows(
        `update desk_delivery set state = 'waiting', attempts = 0, "nextAt" = now(), "changedByName" = $2 where id = $1`,
        [id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'desk.sendAgain', objectType: 'desk_delivery', objectId: id },
        before: { state: found.state },
      });
    });
  }
}

function viewOf({ kind, ...row }: Row, enterprise: DeskEnterprise | undefined): DeliveryView {
  const { name: enterpriseName = '', creditCode = '', address = null } = enterprise ?? {};
  return { ...row, kindName: messageKind(kind).name, enterpriseName, creditCode, address };
}

function placeOf(after: string): string {
  const id = String(decodeCursor(after, 1)[0]);
  if (!isUuid(id)) throw badCursor();
  return id;
}

const notWaiting = () =>
  new DomainError(
    'conflict',
    'DESK.LETTER_NOT_WAITING',
    '选定的信函中有的已经寄出，或不在您的管辖范围内；一封也没有登记。请刷新后重新选定。',
  );
