import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import { type ActingPerson, badCursor, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { messageNotFound } from '../desk.errors';
import { deskKinds, pageOf as opened } from '../rules/desk-kinds';

export type Audience = 'staff' | 'enterprise';

export interface MessageFilter {
  unread?: boolean;
  q?: string;
  limit?: number;
  after?: string;
}

/** A message as whoever reads it sees it. */
export interface MessageView {
  id: string;
  kind: string;
  kindName: string;
  subject: string;
  body: string;
  enterpriseId: string | null;
  enterpriseName: string | null;
  objectType: string;
  objectId: string;
  createdAt: string;
  createdByName: string;
  /** When this person read it; null: not yet. */
  readAt: string | null;
  /** Page it opens for whom it is. */
  opens: string | null;
}

type Row = Omit<MessageView, 'kindName' | 'enterpriseName' | 'opens'>;

const columns = `m.id, m.kind, m.subject, m.body, m."enterpriseId", m."objectType", m."objectId", m."createdAt",
  m."createdByName", r.at as "readAt"`;
const tables = `desk_message m left join desk_read r on r."messageId" = m.id and r."personId" = $1`;

/**
 * An inbox (收件箱): of a member of staff, or of the enterprise somebody acts for. Who acts for an enterprise sees
 * what their rights are enough for, and never what is internal.
 */
@Injectable()
export class MessagesQueries {
  constructor(
    private readonly database: Database,
    private readonly book: EnterpriseBook,
  ) {}

  /** The newest first. */
  async list(person: ActingPerson, { unread, q, limit = 20, after }: MessageFilter): Promise<Page<MessageView>> {
    const text = q === undefined || q === '' ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    const [own, values] = inboxOf(person);
    const matching = `${own} and ($4::text is null or m.subject ilike $4)
      ${unread === undefined ? '' : `and r.at is ${unread ? '' : 'not '}null`}`;
    const from = after === undefined ? null : placeOf(after);
    return this.database.read(person, async (tx) => {
      const [rows, counted] = await Promise.all([
        tx.rows<Row>(
          `select ${columns} from ${tables} where ${matching} and ($5::uuid is null or m.id < $5) order by m.id desc limit $6`,
          [...values, text, from, limit + 1],
        ),
        tx.row<{ n: number }>(
          `select count(*)::int as n from (select from ${tables} where ${matching} limit ${countLimit}) c`,
          [...values, text],
        ),
      ]);
      const known = await this.book.of(
        tx,
        rows.map(({ enterpriseId }) => enterpriseId),
      );
      const view = (row: Row) => viewOf(person, row, known.get(row.enterpriseId ?? '')?.name ?? null);
      return pageOf(rows, { limit, counted: counted?.n ?? 0, place: ({ id }) => [id], view });
    });
  }

  /** @throws DomainError `DESK.MESSAGE_NOT_FOUND`. */
  async one(person: ActingPerson, id: string): Promise<MessageView> {
    const [own, values] = inboxOf(person);
    return this.database.read(person, async (tx) => {
      const row = await tx.row<Row>(`select ${columns} from ${tables} where ${own} and m.id = $4`, [...values, id]);
      if (!row) throw messageNotFound();
      const known = await this.book.of(tx, [row.enterpriseId]);
      return viewOf(person, row, known.get(row.enterpriseId ?? '')?.name ?? null);
    });
  }

  /** How many the person hasn’t read, counted up to a thousand. */
  async unread(person: ActingPerson): Promise<number> {
    const [own, values] = inboxOf(person);
    const row = await this.database.read(person, (tx) =>
      tx.row<{ n: number }>(
        `select count(*)::int as n from (select from ${tables} where ${own} and r.at is null limit 1000) c`,
        values,
      ),
    );
    return row?.n ?? 0;
  }

  /** Notes that the person has read it; reading it again changes nothing. @throws DomainError `DESK.MESSAGE_NOT_FOUND`. */
  async markRead(person: ActingPerson, id: string): Promise<void> {
    const [own, values] = inboxOf(person);
    await this.database.write(person, async (tx) => {
      const found = await tx.row(`select from ${tables} where ${own} and m.id = $4`, [...values, id]);
      if (!found) throw messageNotFound();
      await tx.rows('insert into desk_read ("messageId", "personId") values ($1, $2) on conflict do nothing', [
        ...[id, person.id],
      ]);
    });
  }

  /** The same of all up to the newest that was shown. */
  async markAllRead(person: ActingPerson, upTo: string): Promise<number> {
    const [own, values] = inboxOf(person);
    return this.database.write(person, async (tx) => {
      const marked = await tx.client.query(
        `insert into desk_read ("messageId", "personId")
         select m.id, $1 from ${tables} where ${own} and r.at is null and m.id <= $4 on conflict do nothing`,
        [...values, upTo],
      );
      return marked.rowCount ?? 0;
    });
  }
}

/** SQL of what lies in the person's inbox, and its three values. */
function inboxOf({ id, principal, permissions, scope }: ActingPerson): [string, unknown[]] {
  if (!principal)
    return [
      `m.audience = 'staff' and m."toPersonId" = $1 and ($2::uuid[] is null and $3::text[] is null)`,
      [id, null, null],
    ];
  const kinds = [...deskKinds().messages.values()].filter(
    ({ seenWith }) => permissions === 'all' || permissions.has(seenWith),
  );
  const codes = kinds.map(({ code }) => code);
  return [
    `m.audience = 'enterprise' and m."enterpriseId" = any ($2::uuid[]) and m.kind = any ($3::text[])`,
    // of second records of the enterprise as well
    [id, scope.everything ? [principal.id] : (scope.enterprises ?? []), codes],
  ];
}

function viewOf({ principal }: ActingPerson, row: Row, enterpriseName: string | null): MessageView {
  const kind = deskKinds().messages.get(row.kind);
  const template = principal ? kind?.portalOpens : kind?.opens;
  const opens = opened(template ?? null, row.enterpriseId, row.objectId);
  return { ...row, kindName: kind?.name ?? row.kind, enterpriseName, opens };
}

function placeOf(after: string): string {
  const id = String(decodeCursor(after, 1)[0]);
  if (!isUuid(id)) throw badCursor();
  return id;
}
