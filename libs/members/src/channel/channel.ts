/** Something told to an enterprise by the ways the register knows of it. */
export interface Message {
  kind: 'code' | 'takeoverNotice';
  creditCode: string;
  enterpriseName: string;
  /** Whom the register names: never what a request said of itself. */
  to: Contact[];
  /** Last day on which it matters. */
  until: string;
  text: string;
}

export interface Contact {
  role: string;
  name: string | null;
  phone: string | null;
  email: string | null;
}

/** How messages reach an enterprise outside the portal (通知渠道): configured by the district, or not at all. */
export abstract class Channel {
  abstract readonly configured: boolean;

  /** Hands a message over. It throws where that fails: what depends on it then doesn't take place. */
  abstract send(message: Message): Promise<void>;
}
