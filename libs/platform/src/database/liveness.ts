import net from 'node:net';
import type { PoolClient } from 'pg';

const everyMs = 500;
/** A busy program hears an answer late: it has had so many turns before it takes silence for death. */
const turns = 10;

/** What PostgreSQL answers with one byte before anybody signs in (SSLRequest): the shortest sign of life. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether the server at this address gives a sign of life in time. */
export function givesSignOfLife({ hostname, port }: URL, withinMs: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = net.connect({ host: hostname, port: Number(port || 5432) });
    const end = (alive: boolean) => {
      clearInterval(timer);
      socket.destroy();
      done(alive);
    };
    let left = turns;
    const timer = setInterval(() => --left === 0 && end(false), withinMs / turns);
    socket.once('connect', () => socket.write(sslRequest));
    socket.once('data', () => end(true));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}

/**
 * Ends what waits for a server that gives no sign of life any more: a half-open connection says nothing by itself, and
 * who waits on it would wait for hours. A slow statement of a living server is left alone; its own limit ends it.
 */
export class Liveness {
  private readonly waiting = new Map<PoolClient, number>();
  private readonly timer: NodeJS.Timeout;
  private asking = false;

  /**
   * @param patience how long somebody waits before the server is asked for a sign of life, and how long it may take
   * @param lost told before the connections of a dead server are ended
   */
  constructor(
    private readonly server: URL,
    private readonly patience: { waitMs: number; answerMs: number },
    private readonly lost: () => void,
  ) {
    this.timer = setInterval(() => void this.look(), everyMs);
    this.timer.unref();
  }

  began(client: PoolClient): void {
    this.waiting.set(client, performance.now());
  }

  ended(client: PoolClient): void {
    this.waiting.delete(client);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const since = performance.now() - this.patience.waitMs;
    const late = () => [...this.waiting].filter(([, began]) => began < since).map(([client]) => client);
    if (this.asking || late().length === 0) return;
    this.asking = true;
    const alive = await givesSignOfLife(this.server, this.patience.answerMs).finally(() => (this.asking = false));
    if (alive) return;
    this.lost();
    for (const client of late()) client.connection.stream.destroy();
  }
}
