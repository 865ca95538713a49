import { text } from 'node:stream/consumers';
import { Asker } from '../../support/asker';
import { type Crowd, type CrowdOrder, sortedPart } from './run-crowd';

/**
 * People other than those who file, who ask without a pause: in a process of their own, so that what they cost a
 * browser doesn't slow those down whose answers are timed.
 */
async function main(): Promise<void> {
  const order = JSON.parse(await text(process.stdin)) as CrowdOrder;
  const asker = new Asker(order.port, order.people.length);
  const end = performance.now() + order.seconds * 1000;
  const crowd: Crowd = { asked: 0, statuses: {}, codes: {}, p50: 0, p95: 0, seconds: 0 };
  const times: number[] = [];
  const began = performance.now();
  const waiting = order.bodies ? [...order.bodies].reverse() : null;
  const one = async (headers: Record<string, string>) => {
    while (performance.now() < end) {
      const given = waiting ? waiting.pop() : order.body && { body: order.body, headers: {} };
      if (waiting && !given) return;
      if (waiting && order.bodies) await turn(began, order, order.bodies.length - waiting.length - 1);
      const asked = performance.now();
      const type: Record<string, string> = given ? { 'content-type': 'application/json' } : {};
      crowd.asked++;
      const answer = await asker
        .ask(order.method, order.path, { ...headers, ...type, ...given?.headers }, given && JSON.stringify(given.body))
        .catch(() => ({ status: 0, text: '' }));
      times.push(performance.now() - asked);
      count(crowd.statuses, String(answer.status));
      const code = /"code":"([A-Z_]+\.[A-Z_0-9]+)"/.exec(answer.text)?.[1];
      if (answer.status >= 400 && code) count(crowd.codes, code);
    }
  };
  await Promise.all(order.people.map(one));
  asker.close();
  crowd.seconds = (performance.now() - began) / 1000;
  [crowd.p50, crowd.p95] = [sortedPart(times, 0.5), sortedPart(times, 0.95)];
  process.stdout.write(JSON.stringify(crowd));
}

/** Waits until the `n`-th of all bodies is due. */
async function turn(began: number, { bodies = [], seconds }: CrowdOrder, n: number): Promise<void> {
  const due = began + (n / bodies.length) * seconds * 1000 - performance.now();
  if (due > 0) await new Promise((done) => setTimeout(done, due));
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
