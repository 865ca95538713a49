import { CHANGES } from '@tidu/criteria';
import { DomainError, isDay } from '@tidu/kernel';
import { RehearsalsService, StandardsService } from '@tidu/scoring';
import type { ExportRehearsalResult, RehearsePayload, RehearseResult } from '@tidu/scoring';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { giveLocalFile } from '../local-file';
import { readUtf8 } from '../read-utf8';
import { runJob } from '../run-job';
import { yearOption } from '../year-option';

const usage = `用法：npx tidu rehearse --year Y --standard ID[@版本] --against ID[@版本]|试改.yaml [--purpose application|renewal] [--as-of DAY] [--name 名称] [--out FILE.xlsx|FILE.csv]
  只写 ID 是正在使用的版本；ID@2 是第 2 版，不论是否在用。试改文件写 extends 和 overrides，从 --standard 的版本改起。
  输出 JSON：各种变化的企业数，以及由哪一条引起（alone 各条单独换回旧办法就恢复原结果，together 合起来才恢复）；--out 另存逐家名单。结果均为预评估，非认定。
`;

const options = {
  year: { type: 'string' },
  standard: { type: 'string' },
  against: { type: 'string' },
  purpose: { type: 'string' },
  'as-of': { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
} as const;

/** One side as it is called: a standard, which version of it, or an overlay. */
export interface Side {
  standardId?: string;
  version?: number;
  overlay?: string;
}

/** `tidu rehearse`: a standard against another one, or against an overlay, on the fact sheets of a year. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const missing = (['year', 'standard', 'against'] as const).filter((key) => !values[key]);
  if (missing.length > 0) {
    process.stderr.write(`tidu rehearse：缺少 ${missing.map((key) => `--${key}`).join('、')}。\n${usage}`);
    return 2;
  }
  const [standard, against] = [readSide(values.standard ?? ''), readSide(values.against ?? '')];
  if (standard.overlay !== undefined)
    throw new DomainError('invalid', 'CLI.BAD_SIDE', '试改文件写在 --against；--standard 写标准的编号。');
  const terms = {
    year: yearOption(values.year ?? ''),
    ...(values.purpose !== undefined && { purpose: purposeOf(values.purpose) }),
    ...(values['as-of'] !== undefined && { asOf: dayOf(values['as-of']) }),
    ...(values.name !== undefined && { name: nameOf(values.name) }),
  };
  const format = values.out === undefined ? null : formatOf(values.out);
  const app = await openApplication('rehearse');
  try {
    const sides = { ...(await namedSide(app, standard)), against: await namedSide(app, against) };
    const { result } = await runJob(app, 'scoring.rehearse', { ...terms, ...sides } satisfies RehearsePayload);
    const rehearsal = result as RehearseResult;
    const file = format && values.out ? await exportList(app, rehearsal.rehearsalId, format, values.out) : {};
    const causes = await causesOf(app, rehearsal.rehearsalId);
    process.stdout.write(`${JSON.stringify({ ...rehearsal, causes, ...file }, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}

/** A file is an overlay; anything else names a standard in use, or with `@2` one version of it. */
export function readSide(text: string): Side {
  if (/\.ya?ml$/i.test(text)) return { overlay: readUtf8(text) };
  const [, standardId = text, version] = /^([^@]*)@(.*)$/.exec(text) ?? [];
  if (version === undefined) return { standardId };
  if (/^[1-9]\d{0,3}$/.test(version)) return { standardId, version: Number(version) };
  throw new DomainError('invalid', 'CLI.BAD_VERSION', `“${text}”里的版本应为整数，请写成 编号@2 的形式。`);
}

/** The side as the job takes it: a version is a release of its own. */
async function namedSide(
  app: Application,
  { standardId, version, overlay }: Side,
): Promise<RehearsePayload['against']> {
  if (overlay !== undefined) return { overlay };
  if (standardId === undefined || version === undefined) return standardId === undefined ? {} : { standardId };
  const { releaseId } = await app.context.get(StandardsService).version(standardId, version);
  return { releaseId };
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

function dayOf(text: string): string {
  if (isDay(text)) return text;
  throw new DomainError('invalid', 'CLI.BAD_DAY', `--as-of ${text}：应为存在的日期，写成 2026-11-01 的形式。`);
}

function nameOf(text: string): string {
  const name = text.trim();
  if (name !== '' && [...name].length <= 100) return name;
  throw new DomainError('invalid', 'CLI.BAD_NAME', '--name 应为 1 至 100 个字。');
}

/** By which clauses how many enterprises changed, the clauses by label and id; the most frequent cause first. */
async function causesOf(app: Application, rehearsalId: string) {
  const { causes, differences } = await app.context.get(RehearsalsService).get(app.person, rehearsalId);
  const labels = new Map(differences.map(({ id, label }) => [id, id === '' ? label : `${label}（${id}）`]));
  const named = (ids: readonly string[]) => ids.map((id) => labels.get(id) ?? id);
  return causes
    .map(({ alone, together, counts }) => ({
      ...{ alone: named(alone), together: named(together) },
      counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
      total: CHANGES.reduce((sum, one) => sum + counts[one], 0),
    }))
    .sort((a, b) => b.total - a.total);
}

async function exportList(app: Application, rehearsalId: string, format: 'csv' | 'xlsx', out: string) {
  const { result } = await runJob(app, 'scoring.exportRehearsal', { rehearsalId, format });
  const { sha256, rows } = result as ExportRehearsalResult;
  giveLocalFile(app, sha256, out);
  return { file: out, sha256, rows };
}
