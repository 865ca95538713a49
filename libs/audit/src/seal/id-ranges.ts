/** Ids as a short text, runs joined: `4-7,9`; kept outside the database to name what is missing inside. */
export function writeRanges(ids: readonly bigint[]): string {
  const sorted = [...ids].sort((a, b) => (a < b ? -1 : 1));
  const runs: [bigint, bigint][] = [];
  for (const id of sorted) {
    const last = runs.at(-1);
    if (last && last[1] + 1n === id) last[1] = id;
    else runs.push([id, id]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** The ids of such a text, one at a time. */
export function* readRanges(text: string): Generator<bigint> {
  for (const run of text.split(',')) {
    const [from = '', to = from] = run.split('-');
    for (let id = BigInt(from); id <= BigInt(to); id++) yield id;
  }
}
