import { Injectable } from '@nestjs/common';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { Database, systemActor, type Transaction } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { ReachService } from '../reach/reach.service';
import { deskKinds } from '../rules/desk-kinds';
import type { Channel, Outcome, Outgoing } from './channel';
import { Channels } from './channels';

/** How long a delivery belongs to the process that tries it. */
const leaseMinutes = 5;
/** Taken at a time. */
const batch = 20;

interface Claimed {
  id: string;
  messageId: string;
  enterpriseId: string;
  channel: string;
  attempts: number;
}

/**
 * Sends what waits to go out. A delivery is claimed and counted, then tried, then noted: a process that dies in between
 * leaves it waiting, and it is tried again under the same id once its lease has lapsed. So it goes out at least once, is
 * never told as sent when it wasn't, and whoever receives it twice can tell by its id.
 */
@Injectable()
export class OutboxService {
  constructor(
    private readonly database: Database,
    private readonly channels: Channels,
    private readonly book: EnterpriseBook,
    private readonly reach: ReachService,
  ) {}

  /** Tries everything that is due, until nothing is or `stop` says so. Returns how many were tried. */
  async deliverDue(stop?: AbortSignal): Promise<number> {
    let tried = 0;
    for (;;) {
      const claimed = await this.claim();
      for (const one of claimed) await this.deliver(one);
      tried += claimed.length;
      if (claimed.length < batch || stop?.aborted) return tried;
    }
  }

  private claim(): Promise<Claimed[]> {
    const codes = this.channels.active().map(({ code }) => code);
    if (codes.length === 0) return Promise.resolve([]);
    return this.database.write(systemActor, (tx) =>
      tx.rows<Claimed>(
        `update desk_delivery set attempts = attempts + 1, "nextAt" = now() + make_interval(mins => ${leaseMinutes})
         where id in (select id from desk_delivery where state = 'waiting' and "nextAt" <= now() and channel = any ($1)
           order by "nextAt", id limit ${batch} for update skip locked)
         returning id, "messageId", "enterpriseId", channel, attempts`,
        [codes],
      ),
    );
  }

  private async deliver(claimed: Claimed): Promise<void> {
    const channel = this.channels.active().find(({ code }) => code === claimed.channel);
    const message = channel && (await this.database.read(systemActor, (tx) => this.outgoing(tx, claimed)));
    if (!channel) return;
    if (message === undefined || message === null) {
      await this.end(claimed, 'dropped', 'notActive', []);
      return;
    }
    const outcomes = await attempt(channel, message);
    const taken = outcomes.some(({ problem }) => problem === null);
    const problem = outcomes.find((one) => one.problem !== null)?.problem ?? 'noContact';
    const hopeless = outcomes.every(({ final }) => final);
    const pause = deskKinds().retryMinutes[claimed.attempts - 1];
    if (taken) await this.end(claimed, 'sent', null, outcomes);
    else if (hopeless || pause === undefined) {
      await this.end(claimed, 'bounced', problem, outcomes);
      if (hopeless) await this.lost(claimed, problem);
    } else await this.later(claimed, pause, problem, outcomes);
  }

  /** What is sent, and to whom; null where the enterprise is no longer in business here. */
  private async outgoing(tx: Transaction, { id, messageId, enterpriseId }: Claimed): Promise<Outgoing | null> {
    const enterprise = (await this.book.of(tx, [enterpriseId])).get(enterpriseId);
    const said = await tx.row<{ kind: string; subject: string; body: string }>(
      'select kind, subject, body from desk_message where id = $1',
      [messageId],
    );
    if (!enterprise?.active || !said) return null;
    const { creditCode, name: enterpriseName } = enterprise;
    return { id, creditCode, enterpriseName, ...said, to: await this.book.contacts(tx, enterpriseId) };
  }

  /** Mail or a short message that will arrive on no other try: somebody has to find out how it is reached. */
  private async lost({ channel, enterpriseId }: Claimed, problem: string): Promise<void> {
    if (channel !== 'mail' && channel !== 'sms') return;
    const why = problem === 'noContact' ? 'noContact' : channel === 'mail' ? 'mailRefused' : 'phone';
    await this.database.write(systemActor, (tx) => this.reach.lost(tx, enterpriseId, why));
  }

  private end(claimed: Claimed, state: 'sent' | 'bounced' | 'dropped', problem: string | null, outcomes: Outcome[]) {
    return this.note(
      ...([claimed, outcomes] as const),
      `state = $3, problem = $4, "sentAt" = case when $3 = 'sent' then now() end`,
      [state, problem],
    );
  }

  private later(claimed: Claimed, minutes: number, problem: string, outcomes: Outcome[]) {
    return this.note(...([claimed, outcomes] as const), 'problem = $3, "nextAt" = now() + make_interval(mins => $4)', [
      problem,
      minutes,
    ]);
  }

  /** Whoever tried it meanwhile, after the lease had lapsed, has the last word. */
  private async note({ id, attempts, enterpriseId }: Claimed, outcomes: Outcome[], set: string, values: unknown[]) {
    await this.database.write(systemActor, async (tx) => {
      await tx.rows(`update desk_delivery set ${set} where id = $1 and attempts = $2 and state = 'waiting'`, [
        ...[id, attempts],
        ...values,
      ]);
      for (const { contact, problem, final } of outcomes)
        await tx.rows(
          `insert into desk_attempt (id, "deliveryId", "enterpriseId", "contactId", role, outcome, problem)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [
            ...[uuidv7(), id, enterpriseId, contact?.id ?? null, contact?.role ?? null],
            ...[problem === null ? 'sent' : final ? 'refused' : 'failed', problem],
          ],
        );
    });
  }
}

async function attempt(channel: Channel, message: Outgoing): Promise<Outcome[]> {
  try {
    const outcomes = await channel.send(message);
    return outcomes.length > 0 ? outcomes : [{ contact: null, problem: 'noContact', final: true }];
  } catch (error) {
    // a code alone: what a server answers may hold an address
    const code = error instanceof DomainError ? error.code : (error as { code?: unknown }).code;
    return [{ contact: null, problem: problemCode(code), final: false }];
  }
}

const problemCode = (code: unknown) =>
  typeof code === 'string' && /^[A-Za-z0-9_.]{1,40}$/.test(code) ? code : 'failed';
