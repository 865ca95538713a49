import { checkFiguresTask, type CheckFiguresResult, FlagsService } from '@tidu/figures';
import { parseArgs } from 'node:util';
import { openApplication } from '../application';
import { runJob } from '../run-job';
import { yearOption } from '../year-option';

/** How many open flags are quoted; all of them are on the page 数据疑点. */
const quoted = 20;

/** `tidu check --year Y`: looks through the figures of a year (一数一源检查); what is open by check, the newest quoted. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { year: { type: 'string', multiple: true } } });
  if (!values.year) {
    process.stderr.write('用法：npx tidu check --year Y [--year Y …]\n');
    return 2;
  }
  const years = values.year.map(yearOption);
  const app = await openApplication('check');
  try {
    const flags = app.context.get(FlagsService);
    const looked: CheckFiguresResult[] = [];
    const open: { year: number; check: string; label: string; open: number }[] = [];
    const quotes: object[] = [];
    for (const year of years) {
      const { result } = await runJob(app, checkFiguresTask, { year });
      looked.push(result as unknown as CheckFiguresResult);
      for (const { code, label, open: count } of await flags.checks(app.person, year))
        if (count > 0) open.push({ year, check: code, label, open: count });
      const { items } = await flags.list(app.person, { year, limit: quoted });
      for (const { enterpriseName, creditCode, check, message } of items)
        quotes.push({ enterpriseName, creditCode, check, message });
    }
    process.stdout.write(`${JSON.stringify({ years: looked, open, flags: quotes.slice(0, quoted) }, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}
