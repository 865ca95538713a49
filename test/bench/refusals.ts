import { nodeOptions } from '../../apps/server/src/process-options';
import { type HostileBody, hostileBodies, sendBody } from '../support/hostile-bodies';
import { processorMs } from '../support/process-cost';
import { serve, type Served } from './child/run-child';
import { type Bench, type Figure, goal, interleave, median, ratioOf, shown } from './harness';
import type { Installation } from './installation';

/** What it costs the doors to refuse a body that is meant to hurt (T23), against the largest body they read. */
export const refusals: Bench = { name: 'refusals', says: '拒收有意拖垮程序的提交', run };

/** As large as a body may be: read, parsed, every field checked, and refused because a name is shorter than that. */
const ordinary = Buffer.from(
  JSON.stringify({
    creditCode: '91410305MA40000000',
    name: '一'.repeat(345_000),
    regionCode: '410305',
    reason: '登记',
  }),
);

async function run(installation: Installation): Promise<Figure[]> {
  const database = await installation.database('refusals');
  const doors = await serve(
    'doors',
    { BENCH_APP_URL: database.appUrl, BENCH_FILES: database.filesDir },
    nodeOptions.doors,
  );
  try {
    return await measure(doors, installation.scale === 'full');
  } finally {
    await doors.stop();
  }
}

async function measure(doors: Served, isFull: boolean): Promise<Figure[]> {
  const works: Record<string, () => Promise<number>> = {
    ordinary: () => cost(doors, ordinary, {}, [400], isFull ? 20 : 5),
  };
  for (const hostile of hostileBodies) {
    const body = hostile.make();
    works[hostile.id] = () => cost(doors, body, hostile.headers, hostile.statuses, isFull ? 10 : 2);
  }
  for (const work of Object.values(works)) await work(); // compiles what is hot
  const costs = await interleave(isFull ? 5 : 1, works);
  const limit = costs.ordinary ?? [];
  const figure = ({ id, says }: HostileBody): Figure => {
    const ours = costs[id] ?? [];
    return {
      ...{
        id: `refusals.${id}`,
        work: `拒收：${says}（处理器时间）`,
        against: '读一份写满 1 MB 的普通提交',
        unit: '×',
      },
      ...{ value: ratioOf(ours, limit), note: `${shown(median(ours))} / ${shown(median(limit))}` },
    };
  };
  const worst = Math.max(...hostileBodies.map(({ id }) => median(costs[id] ?? [])));
  return [
    ...hostileBodies.map(figure),
    {
      ...{ id: 'refusals.worst', work: '拒收最费的一种，每次的处理器时间', against: '', unit: 'ms' },
      ...{ value: worst, goal: goal.atMost(50, 25) },
    },
  ];
}

/** Processor milliseconds of the doors for one body, over several. @throws where it is answered otherwise */
async function cost(
  { url, headers, pid }: Served,
  body: Buffer,
  more: Record<string, string>,
  statuses: readonly number[],
  times: number,
): Promise<number> {
  const before = processorMs(pid);
  for (let i = 0; i < times; i++) {
    const status = await sendBody(url, headers, body, more);
    if (!statuses.includes(status)) throw new Error(`a body of ${body.length} bytes was answered with ${status}`);
  }
  // a tick at least: the clock of processes has no finer ones, and a ratio needs a number
  return Math.max(processorMs(pid) - before, 10) / times;
}
