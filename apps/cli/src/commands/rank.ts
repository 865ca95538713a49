import { DomainError } from '@tidu/kernel';
import { ScoringRunsService } from '@tidu/scoring';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { runJob } from '../run-job';
import { yearOption } from '../year-option';

const options = {
  year: { type: 'string' },
  standard: { type: 'string' },
  purpose: { type: 'string', default: 'application' },
  name: { type: 'string' },
  region: { type: 'string', multiple: true },
  industry: { type: 'string', multiple: true },
} as const;

/** `tidu rank`: ranks the newest published run of a standard and year. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  if (!values.year || !values.standard) {
    process.stderr.write(
      '用法：npx tidu rank --year Y --standard ID [--name 名称] [--region CODE] [--industry CODE]\n',
    );
    return 2;
  }
  const app = await openApplication('rank');
  try {
    const year = yearOption(values.year);
    const runId = await newestRun(app, values.standard, year, values.purpose);
    const ranking = await createRanking(app, runId, values.name ?? `${year} 年度 ${values.standard}`, {
      regions: values.region,
      industries: values.industry,
    });
    process.stdout.write(`${JSON.stringify(ranking, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}

async function newestRun(app: Application, standardId: string, year: number, purpose: string): Promise<string> {
  if (purpose !== 'application' && purpose !== 'renewal') {
    throw new DomainError(
      'invalid',
      'CLI.BAD_PURPOSE',
      `--purpose ${purpose}：应为 application（新申报）或 renewal（复核）。`,
    );
  }
  const query = { standardId, year, purpose, latest: true, limit: 1 } as const;
  const [newest] = (await app.context.get(ScoringRunsService).list(app.person, query)).items;
  if (newest) return newest.id;
  throw new DomainError(
    'notFound',
    'CLI.NO_RUN',
    `${year} 年度还没有按 ${standardId} 做过预评估。请先运行 npx tidu score --year ${year} --standard ${standardId}。`,
  );
}

/** Ranks one run as a job of this process. */
export async function createRanking(
  app: Application,
  runId: string,
  name: string,
  filters: { regions?: string[]; industries?: string[] } = {},
): Promise<{ rankingId: string }> {
  const job = await runJob(app, 'rankings.create', { runId, name, filters });
  return job.result as { rankingId: string };
}
