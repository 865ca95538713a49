import 'reflect-metadata';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { buildApplication } from '../../../apps/cli/src/application';
import { timed } from '../harness';
import { testKeys } from '../../support/database';
import { processMemory } from '../../support/process-cost';
import type { JobAnswer, JobOrder } from './run-child';

/**
 * Runs one job the way `tidu` does, in a process that does nothing else, so that its memory is the job's own.
 */
async function main(): Promise<void> {
  const { appUrl, filesDir, task, payload, repeat } = JSON.parse(await text(process.stdin)) as JobOrder;
  const app = await buildApplication(
    {
      port: 0,
      home: path.dirname(filesDir), // its keys outlive the files that a bench throws away
      filesDir,
      auditHeadsDir: path.join(filesDir, 'heads'),
      logLevel: 'silent',
      proxyHops: 0,
      docs: false,
      dataKeys: [testKeys.current().hex], // the same as the doors'
    },
    { appUrl },
  );
  const done: JobAnswer<object | null> = {
    ms: [],
    cpuMs: [],
    startMb: processMemory('VmRSS'),
    peakMb: 0,
    result: null,
  };
  for (let i = 0; i < repeat; i++) {
    const id = await app.database.write(app.person, (tx) => app.jobs.write(tx, task, payload));
    const before = process.cpuUsage();
    done.ms.push(await timed(() => app.runner.run(id)));
    const { user, system } = process.cpuUsage(before);
    done.cpuMs.push((user + system) / 1000);
    const job = await app.jobs.get(app.person, id);
    if (job.state !== 'succeeded') throw new Error(`${task}: ${job.state} ${JSON.stringify(job.error)}`);
    done.result = job.result;
  }
  done.peakMb = processMemory('VmHWM');
  await app.close();
  process.stdout.write(JSON.stringify(done));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
