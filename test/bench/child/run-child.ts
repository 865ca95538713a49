import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { nodeOptions } from '../../../apps/server/src/process-options';
import { processMemory } from '../../support/process-cost';

/** What the process of one job is told, as JSON on its standard input. */
export interface JobOrder {
  appUrl: string;
  filesDir: string;
  task: string;
  payload: object;
  repeat: number;
}

/** What it answers, as JSON on its standard output. */
export interface JobAnswer<Result> {
  /** Milliseconds of each repetition, without the start of process and application. */
  ms: number[];
  /** Of these the time that the process had a processor: what is left of them on a machine that others use too. */
  cpuMs: number[];
  /** Memory of the process: as the job began, and at its highest (MB). */
  startMb: number;
  peakMb: number;
  result: Result;
}

export interface JobDone<Result> extends JobAnswer<Result> {
  /** Highest memory of the processes that the job itself started (MB; 0 where there are none or no /proc). */
  childMb: number;
}

const file = (name: string) => path.join(__dirname, name);

/** Runs one job in a process of its own, as a worker would, and returns what it took. */
export async function runJob<Result>(order: JobOrder): Promise<JobDone<Result>> {
  const child = spawn(process.execPath, [...nodeOptions.worker, file('job.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(order));
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  let childMb = 0;
  const watch = setInterval(() => (childMb = Math.max(childMb, childrenPeak(child.pid ?? 0))), 100);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${order.task} ended with ${code}`);
  return { ...(JSON.parse(answer) as JobAnswer<Result>), childMb };
}

/** Highest memory so far of the largest child of a process, in MB. */
function childrenPeak(pid: number): number {
  try {
    const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return Math.max(0, ...children.filter(Boolean).map((one) => processMemory('VmHWM', Number(one))));
  } catch {
    return 0; // it has ended, or this system has no /proc
  }
}

/** A server in a process of its own. */
export interface Served {
  url: string;
  /** What a request must carry, where the server wants a session. */
  headers: Record<string, string>;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts `child/<name>.js`, which prints `listening PORT`, before it the token of a session if it has one; everything
 * else it prints is thrown away.
 */
export async function serve(name: string, env: Record<string, string>, options: string[] = []): Promise<Served> {
  const child = spawn(process.execPath, [...options, file(`${name}.js`)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { port, session } = await listening(child);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    headers: session === undefined ? {} : { cookie: `tidu=${session}` },
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}

function listening(child: ChildProcess): Promise<{ port: string; session: string | undefined }> {
  return new Promise((done, failed) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      if (text.length > 10_000) return; // from here on only the log of requests
      const port = /listening (\d+)/.exec((text += piece))?.[1];
      if (port) done({ port, session: /session (\S+)/.exec(text)?.[1] });
    });
    child.once('exit', (code) => failed(new Error(`server ended with ${code}: ${text}`)));
  });
}
