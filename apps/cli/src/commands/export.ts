import { DomainError } from '@tidu/kernel';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { giveLocalFile } from '../local-file';
import { runJob } from '../run-job';

/** `tidu export`: one ranking as CSV or XLSX. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { ranking: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  });
  if (!values.ranking) {
    process.stderr.write('用法：npx tidu export --ranking ID [--format csv|xlsx] [--out FILE]\n');
    return 2;
  }
  const app = await openApplication('export');
  try {
    const file = await exportRanking(app, values.ranking, values.out, values.format);
    process.stdout.write(`${JSON.stringify(file, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}

/** Runs the export as a job of this process and puts the file at `out`, or under its own name here. */
export async function exportRanking(
  app: Application,
  rankingId: string,
  out?: string,
  format?: string,
): Promise<object> {
  const wanted = format ?? (out?.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx');
  if (wanted !== 'csv' && wanted !== 'xlsx') {
    throw new DomainError('invalid', 'CLI.BAD_FORMAT', `--format ${wanted}：应为 csv 或 xlsx。`);
  }
  const job = await runJob(app, 'rankings.export', { rankingId, format: wanted });
  const { sha256, fileName, ...rest } = job.result as { sha256: string; fileName: string };
  const target = out ?? fileName;
  giveLocalFile(app, sha256, target);
  return { file: target, sha256, ...rest };
}
