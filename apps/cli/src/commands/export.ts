import { type EnterpriseFilter, type ExportListPayload, type ExportListResult, ListExports } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import { fieldsSeenWhole } from '@tidu/platform';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { giveLocalFile } from '../local-file';
import { runJob } from '../run-job';

const options = {
  ranking: { type: 'string' },
  list: { type: 'string' },
  q: { type: 'string' },
  region: { type: 'string' },
  industry: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
} as const;

/** `tidu export`: one ranking, or a list of the register, as CSV or XLSX. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { ranking, list, out, format, ...filter } = values;
  if ((ranking === undefined) === (list === undefined)) {
    process.stderr.write(
      '用法：npx tidu export --ranking ID | --list 清单 [--q 名称] [--region CODE] [--industry CODE] [--format csv|xlsx] [--out FILE]\n',
    );
    return 2;
  }
  const app = await openApplication('export');
  try {
    const file =
      ranking === undefined
        ? await exportList(app, { list: list ?? '', filter }, out, format)
        : await exportRanking(app, ranking, out, format);
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
  const job = await runJob(app, 'rankings.export', { rankingId, format: formatOf(out, format) });
  const { sha256, fileName, ...rest } = job.result as { sha256: string; fileName: string };
  const target = out ?? fileName;
  giveLocalFile(app, sha256, target);
  return { file: target, sha256, ...rest };
}

/** The same for a list of the register; a list is named by its id or its label. */
async function exportList(
  app: Application,
  { list, filter }: { list: string; filter: EnterpriseFilter },
  out?: string,
  format?: string,
): Promise<object> {
  const lists = await app.context.get(ListExports).lists(app.person);
  const found = lists.find(({ id, label }) => id === list || label === list);
  if (!found) {
    const offered = lists.map(({ id, label }) => `${id}（${label}）`).join('、');
    throw new DomainError('notFound', 'LISTS.NOT_FOUND', `--list ${list}：没有这种清单。可以导出的有：${offered}。`);
  }
  refuseBadFilter(filter);
  const payload: ExportListPayload = {
    ...{ list: found.id, filter, sort: 'id', ids: null, columns: null, format: formatOf(out, format) },
    whole: fieldsSeenWhole(app.person),
  };
  const { sha256, name, ...rest } = (await runJob(app, 'enterprises.export', payload)).result as ExportListResult;
  const target = out ?? name;
  giveLocalFile(app, sha256, target);
  return { file: target, sha256, ...rest };
}

/** What the pages refuse before a request is sent. */
function refuseBadFilter({ q, region, industry }: EnterpriseFilter): void {
  const bad = (option: string, given: string, says: string) =>
    new DomainError('invalid', 'CLI.BAD_OPTION', `--${option} ${given}：${says}`);
  if (q !== undefined && [...q.trim()].length < 2) throw bad('q', q, '至少填两个字。');
  if (region !== undefined && !/^(\d{2}){1,3}$/.test(region)) throw bad('region', region, '应为 2、4 或 6 位数字。');
  if (industry !== undefined && !/^(?:\d{2,4}|[A-T])(?:,(?:\d{2,4}|[A-T]))*$/.test(industry))
    throw bad('industry', industry, '应为 2 到 4 位数字的行业代码或门类字母，多个以逗号分开。');
}

function formatOf(out: string | undefined, format: string | undefined): 'csv' | 'xlsx' {
  const wanted = format ?? (out?.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx');
  if (wanted === 'csv' || wanted === 'xlsx') return wanted;
  throw new DomainError('invalid', 'CLI.BAD_FORMAT', `--format ${wanted}：应为 csv 或 xlsx。`);
}
