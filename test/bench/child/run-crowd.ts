import { spawn } from 'node:child_process';
import path from 'node:path';

/** What a crowd is told, as JSON on its standard input. */
export interface CrowdOrder {
  port: number;
  method: 'GET' | 'POST';
  path: string;
  /** What each person's requests carry: as many at a time as there are people. */
  people: Record<string, string>[];
  /** The same body each time. */
  body?: object;
  /** One body after the other, spread evenly over the time; none is sent twice. */
  bodies?: { body: object; headers: Record<string, string> }[];
  seconds: number;
}

/** What it met with, as JSON on its standard output. */
export interface Crowd {
  asked: number;
  /** How many answers of each status; 0: the line broke. */
  statuses: Record<string, number>;
  /** Of those that were refused, by code. */
  codes: Record<string, number>;
  /** Milliseconds. */
  p50: number;
  p95: number;
  seconds: number;
}

/** A crowd at work; what it met with comes when its time is over. */
export async function runCrowd(order: CrowdOrder): Promise<Crowd> {
  const child = spawn(process.execPath, [path.join(__dirname, 'crowd.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(order));
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0) throw new Error(`the crowd at ${order.path} ended with ${code}`);
  return JSON.parse(answer) as Crowd;
}

/** The value below which that part of the values lies; NaN of none. */
export function sortedPart(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}
