import type { FigureSource, ImportUnit } from '@tidu/figures';
import { DomainError } from '@tidu/kernel';
import { parseArgs } from 'node:util';
import { openApplication } from '../application';
import { runJob } from '../run-job';
import { yearOption } from '../year-option';
import { exportRanking } from './export';
import { importFile } from '../import-file';
import { createRanking } from './rank';

const usage = '用法：npx tidu run FILE --standard ID [--year Y] [--unit 万元] [--source S] [--out FILE.xlsx]\n';

/** `tidu run`: the main job on one file, from the figures to the ranking on disk. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      standard: { type: 'string', default: 'miit-2022-63-innovative' },
      year: { type: 'string' },
      unit: { type: 'string' },
      source: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) {
    process.stderr.write(usage);
    return 2;
  }
  const app = await openApplication('run');
  try {
    // whether unit and source can be is told by the import itself
    const { job: imported } = await importFile(app, file, {
      ...(values.unit !== undefined && { units: { '*': values.unit as ImportUnit } }),
      ...(values.source !== undefined && { source: values.source as FigureSource }),
    });
    const year = values.year === undefined ? await newestYear(imported.result) : yearOption(values.year);
    const scored = await runJob(app, 'scoring.score', { year, standardIds: [values.standard] });
    const [scoringRun] = (scored.result as { runs: { runId: string }[] }).runs;
    const ranking = await createRanking(app, scoringRun?.runId ?? '', `${year} 年度 ${values.standard}`);
    const exported = await exportRanking(app, ranking.rankingId, values.out);
    const answer = {
      import: imported.result,
      year,
      score: scored.result,
      ranking,
      export: exported,
      notice: '预评估，非认定',
    };
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return imported.failed > 0 ? 1 : 0;
  } finally {
    await app.close();
  }

  /** The newest year the file speaks of; a file seen before changes nothing, so the register's newest year then. */
  async function newestYear(result: object | null): Promise<number> {
    const { years } = result as { years: number[] };
    if (years.length > 0) return Math.max(...years);
    const row = await app.database.read(app.person, (tx) =>
      tx.row<{ year: number | null }>('select max(year)::int as year from figures'),
    );
    if (row?.year) return row.year;
    throw new DomainError(
      'invalid',
      'CLI.NO_YEAR',
      '文件里没有可用的年度数据，无法预评估。请检查导入结果中被拒绝的行。',
    );
  }
}
