import type { MailServer } from '@tidu/platform';
import { createTransport } from 'nodemailer';
import type { Contact } from '../book/enterprise-book';
import type { Channel, Outcome, Outgoing } from './channel';

const patience = 20_000;

/**
 * Mail (邮件) by the district's own server (`SMTP_URL`): plain text, one letter a contact, so that none reads another's
 * address; under one Message-ID however often it is tried. Never unencrypted, except to this machine. Off without a server.
 */
export class MailChannel implements Channel {
  readonly code = 'mail';
  readonly name = '邮件';

  constructor(private readonly server: MailServer | undefined) {}

  get missing(): string | null {
    return this.server ? null : '没有设置发邮件的服务器（SMTP_URL、SMTP_FROM），请系统管理员设置。';
  }

  async send(message: Outgoing): Promise<Outcome[]> {
    const { server } = this;
    if (!server) return [];
    const { host, port, secure, local, user, password } = server;
    const transport = createTransport({
      ...{ host, port, secure, requireTLS: !secure && !local, ignoreTLS: !secure && local },
      ...{ connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience },
      ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
      // what stands in a message is text, never a file or an address to fetch
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    const known = message.to.filter(({ email }) => email !== null);
    const outcomes: Outcome[] = [];
    try {
      for (const contact of known) outcomes.push(await sendTo(transport, server, message, contact));
    } finally {
      transport.close();
    }
    return outcomes;
  }
}

async function sendTo(
  transport: ReturnType<typeof createTransport>,
  { from }: MailServer,
  { id, subject, body }: Outgoing,
  { id: contactId, role, email }: Contact,
): Promise<Outcome> {
  const contact = { id: contactId, role };
  try {
    await transport.sendMail({
      ...{ from, to: email ?? '', subject, text: body },
      messageId: `<${id}.${contactId}@${from.split('@')[1] ?? ''}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { contact, problem: null, final: false };
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    // whom the server will not have it will not have later; anything else may pass
    const isRefused = code === 'EENVELOPE' && (responseCode ?? 0) >= 500;
    return {
      contact,
      problem: responseCode === undefined ? (code ?? 'failed') : `smtp${responseCode}`,
      final: isRefused,
    };
  }
}
