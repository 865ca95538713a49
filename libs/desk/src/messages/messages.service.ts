import { Injectable } from '@nestjs/common';
import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { Channels } from '../outbox/channels';
import { messageKind } from '../rules/desk-kinds';
import type { About } from '../tasks/task';

interface Said extends About {
  /** A kind of `seeds/desk/kinds.yaml`. */
  kind: string;
  subject: string;
  body: string;
  /** Says the same once only, however often it is tried. */
  onceKey?: string;
}

/** An internal message, to one member of staff. */
export interface StaffMessage extends Said {
  personId: string;
  /** Enterprise it is about: who no longer sees that one no longer sees the message. */
  enterpriseId: string | null;
}

/** An external message, to an enterprise. */
export interface EnterpriseMessage extends Said {
  enterpriseId: string;
}

/** Messages (消息), written in the transaction of whatever causes them; how they go out is the outbox's. */
@Injectable()
export class MessagesService {
  constructor(private readonly channels: Channels) {}

  /** Returns whether it was written: not to who is no staff of business (any more), and not twice under one key. */
  async toStaff(tx: Transaction, given: StaffMessage): Promise<boolean> {
    const written = await tx.client.query(
      `insert into desk_message (id, kind, audience, "toPersonId", "enterpriseId", subject, body, "objectType", "objectId",
         "onceKey", "createdBy", "createdByName")
       select $1, $2, 'staff', p.id, $4, $5, $6, $7, $8, $9, $10, $11
       from person p where p.id = $3 and p.duty = 'business' and p.status <> 'disabled' on conflict do nothing`,
      [uuidv7(), ...valuesOf(given, given.personId, tx)],
    );
    return written.rowCount === 1;
  }

  /** Writes it into the inbox of the enterprise and has it go out by every channel its kind names that is there. */
  async toEnterprise(tx: Transaction, given: EnterpriseMessage): Promise<string | null> {
    const id = uuidv7();
    const written = await tx.client.query(
      `insert into desk_message (id, kind, audience, "toPersonId", "enterpriseId", subject, body, "objectType", "objectId",
         "onceKey", "createdBy", "createdByName")
       values ($1, $2, 'enterprise', $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
      [id, ...valuesOf(given, null, tx)],
    );
    if (written.rowCount !== 1) return null;
    const outside = messageKind(given.kind).channels.filter((channel) => this.channels.takes(channel));
    for (const channel of ['portal', ...outside])
      await tx.rows(
        `insert into desk_delivery (id, "messageId", "enterpriseId", channel, state, "sentAt")
         values ($1, $2, $3, $4, $5, case when $5 = 'sent' then now() end)`,
        [uuidv7(), id, given.enterpriseId, channel, channel === 'portal' ? 'sent' : 'waiting'],
      );
    return id;
  }
}

function valuesOf(given: Said & { enterpriseId: string | null }, personId: string | null, { person }: Transaction) {
  const { kind, subject, body, objectType, objectId, onceKey = null, enterpriseId } = given;
  return [
    ...[messageKind(kind).code, personId, enterpriseId, subject, body, objectType, objectId],
    ...[onceKey, person.id, person.name],
  ];
}
