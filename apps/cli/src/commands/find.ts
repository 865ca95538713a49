import { CandidatesQueries } from '@tidu/enterprises';
import { DomainError, isDay } from '@tidu/kernel';
import { parseArgs } from 'node:util';
import { openApplication } from '../application';

const foundWords = {
  ...{ name: '名称', former: '曾用名', short: '简称' },
  ...{ creditCode: '统一社会信用代码', alias: '旧代码', organisationCode: '组织机构代码' },
};

/** `tidu find`: who bears, or on a day bore, a name or a code; all of them, none guessed. Exit 1 when nobody does. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { day: { type: 'string' } }, allowPositionals: true });
  const [wanted] = positionals;
  if (wanted === undefined || positionals.length > 1) {
    process.stderr.write('用法：npx tidu find 名称或代码 [--day 2024-06-30]\n');
    return 2;
  }
  if (values.day !== undefined && !isDay(values.day)) {
    throw new DomainError('invalid', 'CLI.BAD_DAY', `--day ${values.day}：请按 YYYY-MM-DD 填写，如 2024-06-30。`);
  }
  const app = await openApplication('find');
  try {
    const candidates = app.context.get(CandidatesQueries);
    const isCode = /^[0-9A-Za-z-]{9,20}$/.test(wanted);
    const found = isCode
      ? await candidates.byCode(app.person, wanted)
      : await candidates.byName(app.person, wanted, values.day ?? null);
    for (const { id, name, creditCode, foundBy } of found) {
      process.stdout.write(`${creditCode}  ${name}  （按${foundWords[foundBy]}）  ${id}\n`);
    }
    if (found.length === 0) process.stderr.write('没有找到。名称要写全称；曾用名可用 --day 指明哪天的。\n');
    return found.length === 0 ? 1 : 0;
  } finally {
    await app.close();
  }
}
