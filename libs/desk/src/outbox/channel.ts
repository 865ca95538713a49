import type { Contact } from '../book/enterprise-book';
import type { OutsideChannel } from '../rules/desk-kinds';

/** A message on its way out. */
export interface Outgoing {
  /** Of the delivery: the same however often it is tried, so that whoever receives it twice can tell. */
  id: string;
  kind: string;
  creditCode: string;
  enterpriseName: string;
  subject: string;
  body: string;
  /** Whom the register names. */
  to: Contact[];
}

/** How it went for one contact, or, where the channel takes it as a whole, for all. */
export interface Outcome {
  contact: Pick<Contact, 'id' | 'role'> | null;
  /** Why it wasn't taken, as a code without anything personal; null: it was. */
  problem: string | null;
  /** Whether it is no use to try again. */
  final: boolean;
}

/** A way out to an enterprise (渠道). A district's own is a class with these four. */
export interface Channel {
  readonly code: OutsideChannel;
  /** What an official reads. */
  readonly name: string;
  /** Null: it can be used. Otherwise what is missing, in Chinese. */
  readonly missing: string | null;
  /** Hands the message over. What it throws is tried again. */
  send(message: Outgoing): Promise<Outcome[]>;
}
