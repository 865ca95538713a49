import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { randomUUID } from 'node:crypto';

/** One request that changes something, to be sent as often as it takes. */
export interface Change {
  key: string;
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  version?: number;
  body?: object;
  /** Session of whoever sends it. */
  headers: Record<string, string>;
}

/** What the sender holds in hand: the answer, byte for byte. */
export interface Receipt {
  change: Change;
  status: number;
  bytes: string;
}

export const change = (
  headers: Record<string, string>,
  method: Change['method'],
  path: string,
  rest: { version?: number; body?: object } = {},
): Change => ({ key: randomUUID(), method, path, headers, ...rest });

/** Sends it once. @throws where the connection broke */
export async function send(
  url: string,
  { key, method, path, version, body, headers }: Change,
  signal = AbortSignal.timeout(30_000),
): Promise<Receipt> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...headers,
      [ownPageHeader]: ownPageValue,
      'idempotency-key': key,
      ...(version === undefined ? {} : { 'if-match': String(version) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  });
  return { change: { key, method, path, version, body, headers }, status: answer.status, bytes: await answer.text() };
}

export const isDone = ({ status }: Receipt) => status >= 200 && status < 300;
/** The database or the process is away: to be sent again. */
const isAway = ({ status }: Receipt) => status === 503 || status === 502;
/** It took effect, but the process died with its answer. */
export const isAnswerLost = ({ status, bytes }: Receipt) => status === 409 && bytes.includes('PLATFORM.ANSWER_LOST');

/** What the senders of this run hold in hand (一本收条). */
export class Ledger {
  readonly receipts: Receipt[] = [];
  /** Sent again after an error: how many of those had taken effect already is not known. */
  repeated = 0;
  answersLost = 0;
  /** Requests whose connection broke, by key, with when that was noticed. */
  readonly broken = new Map<string, number>();
  /** Answers that are neither a receipt nor a reason to try again: none is expected. */
  readonly refused: Receipt[] = [];

  /** Set where nobody waits for the answers any more: what is under way is given up. */
  abandoned = false;

  /** Sends until there is an answer; true where it took effect. */
  async bring(url: string, what: Change): Promise<boolean> {
    while (!this.abandoned) {
      const receipt = await send(url, what).catch(() => null);
      if (!receipt && !this.broken.has(what.key)) this.broken.set(what.key, Date.now());
      if (receipt && !isAway(receipt)) return this.note(receipt);
      this.repeated++;
      await new Promise((done) => setTimeout(done, 50));
    }
    return false;
  }

  private note(receipt: Receipt): boolean {
    if (isDone(receipt)) this.receipts.push(receipt);
    else if (isAnswerLost(receipt)) this.answersLost++;
    else this.refused.push(receipt);
    return isDone(receipt) || isAnswerLost(receipt);
  }

  /** Sends everything again, a few at a time; returns what is answered otherwise than the first time. */
  async sendAgain(url: string, from = 0): Promise<string[]> {
    const wrong: string[] = [];
    const waiting = this.receipts.slice(from);
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let one = waiting.pop(); one; one = waiting.pop()) {
          const again = await send(url, one.change);
          if (again.status === one.status && again.bytes === one.bytes) continue;
          wrong.push(`${one.change.method} ${one.change.path}：${one.bytes} → ${again.status} ${again.bytes}`);
        }
      }),
    );
    return wrong;
  }
}
