import { findDuplicatesTask } from '@tidu/enterprises';
import { openApplication } from '../application';
import { runJob } from '../run-job';

/** `tidu duplicates`: looks for records that may be one enterprise; they are judged on the page 疑似重复. */
export async function run(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write('用法：npx tidu duplicates\n');
    return 2;
  }
  const app = await openApplication('duplicates');
  try {
    const { result } = await runJob(app, findDuplicatesTask, {});
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}
