import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { type Bench, type Figure, type Scale, tell, verdictOf } from './harness';
import { Installation } from './installation';
import { checks } from './checks';
import { deadline } from './deadline';
import { evaluator } from './evaluator';
import { exporting } from './export';
import { importing } from './import';
import { land } from './land';
import { list } from './list';
import { matching } from './matching';
import { refusals } from './refusals';
import { rehearsal } from './rehearsal';
import { rules } from './rules';
import { scoring } from './scoring';
import { search } from './search';
import { sheets } from './sheets';
import { table } from './table';
import { yearly } from './yearly';

const benches: Bench[] = [
  ...[
    evaluator,
    rules,
    importing,
    checks,
    sheets,
    scoring,
    exporting,
    yearly,
    search,
    list,
    rehearsal,
    matching,
    land,
    refusals,
    deadline,
  ],
];

const usage = `用法：npm run bench -- [--only ${benches.map(({ name }) => name).join('|')}] [--scale full|small] [--json FILE] [--keep DIR]\n`;

/** Runs the benchmarks and prints the table; 1 when something that must be reached isn't, 2 when the call was wrong. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      scale: { type: 'string', default: 'full' },
      json: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const wanted = benches.filter(({ name }) => values.only?.includes(name) ?? true);
  if ((values.scale !== 'full' && values.scale !== 'small') || wanted.length < (values.only?.length ?? 1)) {
    process.stderr.write(usage);
    return 2;
  }
  const figures = await measure(wanted, values.scale, values.keep);
  process.stdout.write(`${table(figures, values.scale)}\n`);
  if (values.json) {
    const told = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }));
    fs.writeFileSync(values.json, `${JSON.stringify({ scale: values.scale, figures: told }, null, 2)}\n`);
  }
  const missed = figures.filter((figure) => verdictOf(figure) === 'missed');
  // small populations show that everything runs; their ratios are those of fixed costs
  return values.scale === 'full' && missed.length > 0 ? 1 : 0;
}

async function measure(wanted: Bench[], scale: Scale, keep?: string): Promise<Figure[]> {
  const installation = await Installation.open(scale, keep);
  const interrupted = () => void installation.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const figures: Figure[] = [];
    for (const bench of wanted) {
      const began = Date.now();
      tell(`${bench.says} `);
      figures.push(...(await bench.run(installation)));
      tell(` ${((Date.now() - began) / 1000).toFixed(0)} 秒\n`);
    }
    return figures;
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await installation.close();
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 3;
  },
);
