import { ImportListsService, type ImportRequest } from '@tidu/figures';
import { DomainError } from '@tidu/kernel';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { type Copies, checkCopies, importFile } from '../import-file';
import { yearOption } from '../year-option';

const options = {
  list: { type: 'string' },
  issuer: { type: 'string' },
  document: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'fix-file': { type: 'string' },
  annotated: { type: 'string' },
  map: { type: 'string', multiple: true },
  unit: { type: 'string', multiple: true },
  year: { type: 'string' },
  source: { type: 'string' },
  unknown: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

const usage = `用法：npx tidu import FILE [--dry-run] [--fix-file FILE] [--annotated FILE]
        登记、年度数据：[--map 表头=指标] [--unit 万元 | --unit 指标=万元] [--year Y] [--source S] [--unknown create|reject]
        其他清单：--list 清单 --issuer 谁说的 [--document 文号]
`;

/** `tidu import FILE`: any list the bureau receives; good rows in, bad rows listed and, if wanted, given back as a file. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) {
    process.stderr.write(usage);
    return 2;
  }
  const copies: Copies = { fixFile: values['fix-file'], annotatedFile: values.annotated };
  checkCopies(file, copies);
  const year = values.year === undefined ? {} : { year: yearOption(values.year) };
  const app = await openApplication('import');
  try {
    const request = { ...(await requestOf(app, values)), ...year };
    const { job, made } = await importFile(app, file, request, copies);
    process.stdout.write(`${JSON.stringify({ jobId: job.id, ...job.result, ...made }, null, 2)}\n`);
    const { rejected = 0 } = job.result as { rejected?: number };
    if (rejected > 0 && !copies.fixFile)
      process.stderr.write(`有 ${rejected} 行没有导入；加 --fix-file 文件名 可取回这些行，改好再导入。\n`);
    return rejected > 0 ? 1 : 0;
  } finally {
    await app.close();
  }
}

/** What the options ask for; those of the other kind of list are refused, never passed over. */
async function requestOf(app: Application, values: Values): Promise<ImportRequest> {
  const dryRun = values['dry-run'];
  const list = values.list === undefined ? undefined : await listOf(app, values.list);
  if (list === undefined || list === 'figures' || list === 'register') {
    refuseOptions(values, ['issuer', 'document'], '只用于登记、年度数据以外的清单，请同时写 --list');
    const { map = [], unit = [], source, unknown } = values;
    const units = unit.map((text): [string, string] =>
      text.includes('=') ? (text.split('=', 2) as [string, string]) : ['*', text],
    );
    // whether they can be is told by the import itself
    return { mapping: pairs(map, '--map'), units: Object.fromEntries(units), source, unknown, dryRun } as ImportRequest;
  }
  refuseOptions(values, ['map', 'unit', 'year', 'source', 'unknown'], '只用于登记和年度数据');
  if (!values.issuer?.trim())
    throw new DomainError('invalid', 'CLI.NO_ISSUER', '请用 --issuer 写明这份清单是谁说的（部门或文件名称）。');
  const { issuer, document } = values;
  return { list, issuer: issuer.trim(), ...(document !== undefined && { document }), dryRun };
}

/** A list by its id or its label. */
async function listOf(app: Application, given: string): Promise<string> {
  const lists = await app.context.get(ImportListsService).all();
  const found = lists.find(({ id, label }) => id === given || label === given);
  if (found) return found.id;
  const offered = lists.map(({ id, label }) => `${id}（${label}）`).join('、');
  throw new DomainError('notFound', 'LISTS.NOT_FOUND', `--list ${given}：没有这种清单。可以导入的有：${offered}。`);
}

function refuseOptions(values: Values, names: readonly (keyof Values)[], says: string): void {
  const given = names.find((name) => values[name] !== undefined);
  if (given) throw new DomainError('invalid', 'CLI.BAD_OPTION', `--${given}：${says}。`);
}

function pairs(texts: readonly string[], option: string): Record<string, string> {
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
