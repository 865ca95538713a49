import { DomainError } from '@tidu/kernel';
import type { JobView } from '@tidu/platform';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { takeLocalFile } from '../local-file';
import { runJob } from '../run-job';

const options = {
  'dry-run': { type: 'boolean', default: false },
  map: { type: 'string', multiple: true, default: [] as string[] },
  unit: { type: 'string', multiple: true, default: [] as string[] },
  year: { type: 'string' },
  source: { type: 'string', default: 'enterprise' },
  unknown: { type: 'string', default: 'create' },
} as const;

/** `tidu import FILE`: a register or yearly figures into the register; good rows in, bad rows listed. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) {
    process.stderr.write(
      '用法：npx tidu import FILE [--dry-run] [--map 表头=指标] [--unit 万元 | --unit 指标=万元] [--year Y]\n',
    );
    return 2;
  }
  const app = await openApplication('import');
  try {
    const job = await importFile(app, file, {
      mapping: pairs(values.map, '--map'),
      units: Object.fromEntries(
        values.unit.map((text) => (text.includes('=') ? (text.split('=', 2) as [string, string]) : ['*', text])),
      ),
      year: values.year === undefined ? undefined : Number(values.year),
      source: values.source,
      unknown: values.unknown,
      dryRun: values['dry-run'],
    });
    process.stdout.write(`${JSON.stringify({ jobId: job.id, ...job.result }, null, 2)}\n`);
    return job.failed > 0 ? 1 : 0;
  } finally {
    await app.close();
  }
}

/** Options of one import; see the README of `libs/figures`. */
export interface ImportOptions {
  mapping?: Record<string, string>;
  units?: Record<string, string>;
  year?: number;
  source?: string;
  unknown?: string;
  dryRun?: boolean;
  demo?: boolean;
}

/** Runs the import of one local file as a job of this process. */
export async function importFile(app: Application, file: string, choice: ImportOptions): Promise<JobView> {
  const stored = await takeLocalFile(app, file);
  return runJob(app, 'figures.import', {
    fileSha256: stored.sha256,
    fileName: stored.name,
    source: 'enterprise',
    unknown: 'create',
    dryRun: false,
    ...choice,
  });
}

function pairs(texts: string[], option: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.lastIndexOf('=');
      if (at < 1 || at === text.length - 1) {
        throw new DomainError(
          'invalid',
          'CLI.BAD_OPTION',
          `${option} ${text}：应写成 表头=指标，例如 --map 研发投入=rdExpense。`,
        );
      }
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
