import { CHANGES, factsOf, type StandardDocument, tunableThresholds } from '@tidu/criteria';
import { builtInOfficer, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { entities } from '../../apps/server/src/schema';
import { Crew } from '../../libs/scoring/src/rehearsal/crew';
import { type Bench, bothShown, type Figure, goal, interleave, median, ratioOf, shown, timed } from './harness';
import type { Installation } from './installation';
import { sheetDay, sheetYear } from './population';

/**
 * Two standards over the register in memory, and one threshold moved, against one scan of the columns: every value read
 * and added up, sheet by sheet, in one thread. The hardest limit, as many columns of 64-bit numbers added up one after the
 * other, is told beside it; how well that loop is compiled moves it twofold.
 */
export const rehearsal: Bench = { name: 'rehearsal', says: '双跑与门槛试调', run };

/** The change of law: a score of thirteen indicators with gates, then conditions alone. */
const [before, after] = ['miit-2022-63-specialized', 'miit-2026-2-specialized'];

interface Slide {
  key: string;
  says: string;
  from: number;
  step: number;
}

/** Thresholds moved past where they stand, in steps as a hand makes them. */
const slides: Slide[] = [
  { key: 'rd.1', says: '条件，研发费用占比', from: 2, step: 0.1 },
  { key: 'main-share.1', says: '计分的一档，主营占比', from: 61, step: 0.8 },
  { key: 'total.0', says: '总分线', from: 50, step: 1 },
];
const moves = 20;

async function run(installation: Installation): Promise<Figure[]> {
  const { appUrl } = await installation.population();
  const database = await Database.connect({ url: appUrl, entities, statementTimeout: 0 });
  const reference = new ReferenceService(database);
  const standards = new StandardsService(database, reference);
  const [old, next] = [await standards.activeRelease(before), await standards.activeRelease(after)].map((one) => one.evaluator); // prettier-ignore
  if (!old || !next) throw new Error('no standards');
  const terms = { year: sheetYear, asOf: sheetDay, purpose: 'application' as const, facts: factsOf([old, next]) };
  let crew: Crew | null = null;
  // a crew's threads alone don't keep a process alive
  const alive = setInterval(() => undefined, 1000);
  try {
    const loaded = (): Crew => crew as Crew;
    const documents = [old.release.document, next.release.document] as const;
    const grabs: number[] = [];
    let columns: Float64Array[] = [];
    const load = async () => {
      await crew?.close();
      crew = null;
      crew = await Crew.load(database, reference, builtInOfficer, terms);
    };
    // the threads of a worker live on between rehearsals: only the first after its start meets new ones
    await load();
    const first = await timed(() => compare(loaded(), ...documents));
    const times = await interleave<string>(installation.scale === 'full' ? 3 : 2, {
      load: () => timed(load),
      // reading once before lets the machine translate the loops; the limits are the second readings
      scan: async () => (await loaded().scan()) && timed(() => loaded().scan()),
      columns: async () => {
        if (columns.length === 0) columns = terms.facts.map(() => new Float64Array(loaded().rows).fill(1));
        return read(columns) > 0 ? timed(() => Promise.resolve(read(columns))) : NaN;
      },
      compare: () => timed(() => compare(loaded(), ...documents)),
      ...Object.fromEntries(slides.map((one) => [one.key, () => slide(loaded(), documents[0], one, grabs)])),
    });
    return figures(loaded(), times, grabs, first);
  } finally {
    clearInterval(alive);
    await (crew as Crew | null)?.close();
    await database.close();
  }
}

/** Sums every column, one after the other. */
function read(columns: readonly Float64Array[]): number {
  let sum = 0;
  for (const column of columns) for (let row = 0; row < column.length; row++) sum += column[row] as number;
  return sum;
}

async function compare(crew: Crew, old: StandardDocument, next: StandardDocument): Promise<void> {
  const { out, causes } = await crew.compare(old, next);
  const same = out.change.reduce((sum, change) => sum + Number(CHANGES[change] === 'same'), 0);
  // a register on which nothing happens would measure nothing
  if (same === crew.rows || causes.length === 0) throw new Error('the two standards make no difference');
}

/** Milliseconds of a step: every step asked and answered, the first ones included, which meet rows they never judged. */
async function slide(
  crew: Crew,
  document: StandardDocument,
  { key, from, step }: Slide,
  grabs: number[],
): Promise<number> {
  const suffix = tunableThresholds(document).find((one) => one.key === key)?.suffix;
  if (suffix === undefined) throw new Error(`no threshold ${key}`);
  await crew.publish(document);
  grabs.push(await timed(() => crew.grab(document, key)));
  const outcomes = new Set<string>();
  const ms = await timed(async () => {
    for (let i = 0; i < moves; i++) {
      const { counts } = await crew.step(`${Math.round((from + i * step) * 10) / 10}${suffix}`);
      if (counts.reduce((sum, count) => sum + count, 0) !== crew.rows) throw new Error(`${key}: rows were lost`);
      outcomes.add(counts.join());
    }
  });
  // of a small register nobody may lie between two steps
  if (crew.rows >= 1_000_000 && outcomes.size < moves / 2) throw new Error(`${key}: the threshold decides nothing`);
  return ms / moves;
}

function figures({ rows, bytes }: Crew, times: Record<string, number[]>, grabs: number[], first: number): Figure[] {
  const of = (name: string) => times[name] ?? [];
  const against = '全部列逐家读一遍（一个线程）';
  const count = rows.toLocaleString('en-US');
  const figure = (id: string, name: string, work: string, wanted?: Figure['goal']): Figure => ({
    ...{ id: `rehearsal.${id}`, work, against, unit: '×', ...(wanted && { goal: wanted }) },
    ...{ value: ratioOf(of(name), of('scan')), note: bothShown(of(name), of('scan')) },
  });
  return [
    figure('two', 'compare', `双跑两个标准，${count} 家，逐家找出原因`, goal.atMost(6, 2)),
    {
      ...{ id: 'rehearsal.two.first', work: '同上，进程启动后的第一次', against, unit: '×' },
      ...{ value: first / median(of('scan')), note: shown(first) },
    },
    {
      ...{ id: 'rehearsal.two.columns', work: '同上', against: '同样多列 64 位数逐列加一遍（一个线程）', unit: '×' },
      ...{ value: ratioOf(of('compare'), of('columns')), note: bothShown(of('compare'), of('columns')) },
    },
    ...slides.map(({ key, says }) => figure(`slider.${key}`, key, `门槛试调一步（${says}）`, goal.atMost(0.3, 0.05))),
    {
      ...{ id: 'rehearsal.grab', work: '门槛试调，换一个门槛', against, unit: '×' },
      ...{ value: median(grabs) / median(of('scan')), note: shown(median(grabs)) },
    },
    {
      ...{ id: 'rehearsal.load', work: '双跑读入事实表', against, unit: '×', value: ratioOf(of('load'), of('scan')) },
      note: `${shown(median(of('load')))}，占内存 ${(bytes / 2 ** 20).toFixed(0)} MB`,
    },
  ];
}
