/** How often each fault is caused: while building (`npm run test:full`), at night, before a release. */
const table = {
  F01: { build: 5, night: 50, release: 300, says: '接口进程 kill -9' },
  F03: { build: 3, night: 20, release: 50, says: '接口进程 SIGTERM' },
  F04: { build: 2, night: 20, release: 50, says: 'PostgreSQL 及其子进程 kill -9' },
  F05: { build: 2, night: 20, release: 50, says: 'PostgreSQL 重新启动（fast、immediate 轮流）' },
  F08: { build: 4, night: 20, release: 50, says: '到数据库的连接变慢、无声、断开' },
  F13: { build: 1, night: 10, release: 20, says: '五个进程同时升级' },
  F15: { build: 1, night: 20, release: 100, says: '50 × 20 个并行的重复提交' },
  F16: { build: 1, night: 10, release: 50, says: '一条记录上 1 000 对同时的修改' },
  F17: { build: 20, night: 200, release: 2000, says: '50 个并行请求争 10 个名额' },
  F18: { build: 200, night: 2000, release: 10000, says: '损坏的上传' },
  T03: { build: 10_000, night: 10_000, release: 100_000, says: '改动过的会话令牌' },
  T15: { build: 100, night: 20_000, release: 20_000, says: '管理员操作的随机序列' },
  T16: { build: 3, night: 20, release: 20, says: '每种篡改、每张受保护的表的随机行数' },
} as const;

export type Fault = keyof typeof table;
type Depth = 'few' | 'build' | 'night' | 'release';

/** `ROUNDS=few`: test/mutation, which runs a suite for every change of the code. */
const depth: Depth =
  process.env.ROUNDS === 'release' || process.env.ROUNDS === 'few'
    ? process.env.ROUNDS
    : process.env.TIDU_TEST_ROUNDS === undefined
      ? 'build'
      : 'night';

export const isBuild = depth === 'build' || depth === 'few';

/** Rounds of this run. */
export const rounds = (fault: Fault): number =>
  depth === 'few' ? Math.ceil(table[fault].build / 20) : table[fault][depth];

/** What every random choice comes from: the same in each build, new at night; `SEED=` chooses the same again. */
export const seed = Number(process.env.SEED ?? (isBuild ? 1 : Date.now() % 2 ** 31));

/** Tells what was counted, with the seed that repeats it. */
export function tell(fault: Fault, counted: Record<string, number | string>): void {
  const figures = Object.entries(counted).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`${fault} ${table[fault].says}：${figures.join('，')}（SEED=${seed}）\n`);
}

/** Random numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const choices = randomFrom(seed);

/** One of `items`, as `seed` has it; the night says which seed finds it again. */
export function oneOf<T>(what: string, items: readonly T[]): T {
  const one = items[Math.floor(choices() * items.length)];
  if (one === undefined) throw new Error(`没有${what}可选（SEED=${seed}）`);
  if (!isBuild) process.stdout.write(`选了${what}（SEED=${seed}）\n`);
  return one;
}
