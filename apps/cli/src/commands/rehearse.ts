import { DomainError } from '@tidu/kernel';
import type { ExportRehearsalResult, RehearsePayload, RehearseResult } from '@tidu/scoring';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { giveLocalFile } from '../local-file';
import { runJob } from '../run-job';
import { yearOption } from '../year-option';

const usage =
  '用法：npx tidu rehearse --year Y --standard ID --against ID|试改.yaml [--purpose application|renewal] [--as-of DAY] [--name 名称] [--out FILE.xlsx|FILE.csv]\n';

const options = {
  year: { type: 'string' },
  standard: { type: 'string' },
  against: { type: 'string' },
  purpose: { type: 'string' },
  'as-of': { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
} as const;

/** `tidu rehearse`: a standard against another one, or against an overlay, on the fact sheets of a year. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  if (!values.year || !values.standard || !values.against) {
    process.stderr.write(usage);
    return 2;
  }
  const payload: RehearsePayload = {
    ...{ year: yearOption(values.year), standardId: values.standard, against: readAgainst(values.against) },
    ...(values.purpose && { purpose: purposeOf(values.purpose) }),
    ...(values['as-of'] && { asOf: values['as-of'] }),
    ...(values.name && { name: values.name }),
  };
  const format = values.out === undefined ? null : formatOf(values.out);
  const app = await openApplication('rehearse');
  try {
    const { result } = await runJob(app, 'scoring.rehearse', payload);
    const rehearsal = result as RehearseResult;
    const file = format && values.out ? await exportList(app, rehearsal.rehearsalId, format, values.out) : {};
    process.stdout.write(`${JSON.stringify({ ...rehearsal, ...file }, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}

/** A file is an overlay; anything else names a standard in use. */
export function readAgainst(against: string): RehearsePayload['against'] {
  return /\.ya?ml$/i.test(against) ? { overlay: fs.readFileSync(against, 'utf8') } : { standardId: against };
}

export function formatOf(out: string): 'csv' | 'xlsx' {
  const [, format = ''] = /\.(csv|xlsx)$/i.exec(out) ?? [];
  if (format !== '') return format.toLowerCase() as 'csv' | 'xlsx';
  throw new DomainError('invalid', 'CLI.BAD_FORMAT', `--out ${out}：文件名应以 .xlsx 或 .csv 结尾。`);
}

function purposeOf(text: string): 'application' | 'renewal' {
  if (text === 'application' || text === 'renewal') return text;
  throw new DomainError(
    'invalid',
    'CLI.BAD_PURPOSE',
    `--purpose ${text}：应为 application（新申报）或 renewal（复核）。`,
  );
}

async function exportList(app: Application, rehearsalId: string, format: 'csv' | 'xlsx', out: string) {
  const { result } = await runJob(app, 'scoring.exportRehearsal', { rehearsalId, format });
  const { sha256, rows } = result as ExportRehearsalResult;
  giveLocalFile(app, sha256, out);
  return { file: out, sha256, rows };
}
