import { parseArgs } from 'node:util';
import { openApplication } from '../application';
import { runJob } from '../run-job';
import { yearOption } from '../year-option';

/** `tidu score`: fact sheets and score cards of every enterprise with figures of the year, one run a standard. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      year: { type: 'string' },
      standard: { type: 'string', multiple: true },
      purpose: { type: 'string', default: 'application' },
      'as-of': { type: 'string' },
    },
  });
  if (!values.year || !values.standard) {
    process.stderr.write(
      '用法：npx tidu score --year Y --standard ID [--standard ID …] [--purpose application|renewal] [--as-of 2026-11-01]\n',
    );
    return 2;
  }
  const app = await openApplication('score');
  try {
    const job = await runJob(app, 'scoring.score', {
      year: yearOption(values.year),
      standardIds: values.standard,
      purpose: values.purpose,
      asOf: values['as-of'],
    });
    process.stdout.write(`${JSON.stringify({ jobId: job.id, ...job.result }, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}
