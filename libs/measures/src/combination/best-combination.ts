/** Something an enterprise could get: its amount, what it excludes, the yearly caps it falls under. */
export interface Candidate {
  code: string;
  /** In 分, 0 or more. */
  amount: bigint;
  /** Code of a cap on what an enterprise gets in a year; null: none. */
  cap: string | null;
}

/** What is chosen, in the order of the candidates, and what it comes to after caps. */
export interface Combination {
  codes: string[];
  total: bigint;
}

export interface BestCombination {
  best: Combination;
  /** The best lawful combination that isn't part of the best one; null: nothing else could be chosen. */
  runnerUp: Combination | null;
}

/**
 * The best lawful combination (最优合法组合) of measures of which some exclude each other, exactly: the independent set
 * of the conflict graph that is worth most once what falls under one cap is cut to what is left of it. Components are
 * solved each by itself, by branch and bound.
 *
 * @param conflicts pairs of codes that can't both be had; unknown codes don't count
 * @param caps what is left of each cap, in 分
 */
export function bestCombination(
  candidates: readonly Candidate[],
  conflicts: readonly (readonly [string, string])[],
  caps: ReadonlyMap<string, bigint>,
): BestCombination {
  const graph = graphOf(candidates, conflicts);
  const parts = components(graph, candidates).map((nodes) => new Component(nodes, graph, candidates, caps));
  const bests = parts.map((part) => part.best(null));
  const best = joined(candidates, bests);
  // another combination differs in one component at least, and the best other one in one alone
  let runnerUp: Combination | null = null;
  parts.forEach((part, i) => {
    const chosen = new Set(bests[i]);
    for (const other of part.nodes) {
      if (chosen.has(other)) continue;
      const found = joined(candidates, [...bests.slice(0, i), part.best(other), ...bests.slice(i + 1)]);
      const total = totalOf(found.indices, candidates, caps);
      if (!runnerUp || total > runnerUp.total) runnerUp = { codes: found.codes, total };
    }
  });
  return { best: { codes: best.codes, total: totalOf(best.indices, candidates, caps) }, runnerUp };
}

type Graph = readonly ReadonlySet<number>[];

function graphOf(candidates: readonly Candidate[], conflicts: readonly (readonly [string, string])[]): Graph {
  const at = new Map(candidates.map(({ code }, i) => [code, i]));
  const graph = candidates.map(() => new Set<number>());
  for (const [one, other] of conflicts) {
    const [a, b] = [at.get(one), at.get(other)];
    if (a === undefined || b === undefined || a === b) continue;
    graph[a]?.add(b);
    graph[b]?.add(a);
  }
  return graph;
}

/** Nodes that hang together by a conflict or by a cap. */
function components(graph: Graph, candidates: readonly Candidate[]): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  for (let start = 0; start < candidates.length; start++) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    for (const node of part) {
      const { cap } = candidates[node] as Candidate;
      candidates.forEach((other, i) => {
        if (seen.has(i) || !(graph[node]?.has(i) || (cap !== null && other.cap === cap))) return;
        seen.add(i);
        part.push(i);
      });
    }
    found.push(part);
  }
  return found;
}

function totalOf(nodes: Iterable<number>, candidates: readonly Candidate[], caps: ReadonlyMap<string, bigint>): bigint {
  let total = 0n;
  const used = new Map<string, bigint>();
  for (const node of nodes) {
    const { amount, cap } = candidates[node] as Candidate;
    const left = cap === null ? undefined : caps.get(cap);
    if (cap === null || left === undefined) total += amount;
    else used.set(cap, (used.get(cap) ?? 0n) + amount);
  }
  for (const [cap, sum] of used) total += sum < (caps.get(cap) ?? 0n) ? sum : (caps.get(cap) ?? 0n);
  return total;
}

function joined(candidates: readonly Candidate[], parts: readonly (readonly number[])[]) {
  const indices = parts.flat().sort((a, b) => a - b);
  return { indices, codes: indices.map((i) => candidates[i]?.code ?? '') };
}

/** Branch and bound over one component: heaviest first, bounded by all that could still be added. */
class Component {
  private most = -1n;
  private chosen: number[] = [];

  constructor(
    readonly nodes: number[],
    private readonly graph: Graph,
    private readonly candidates: readonly Candidate[],
    private readonly caps: ReadonlyMap<string, bigint>,
  ) {
    const amount = (i: number) => candidates[i]?.amount ?? 0n;
    this.nodes = [...nodes].sort((a, b) => (amount(a) === amount(b) ? a - b : amount(a) > amount(b) ? -1 : 1));
  }

  /** The best choice, with `forced` in it where one is named. */
  best(forced: number | null): number[] {
    this.most = -1n;
    this.chosen = [];
    const open = forced === null ? this.nodes : this.nodes.filter((i) => i !== forced && !this.graph[forced]?.has(i));
    this.search(forced === null ? [] : [forced], open);
    return this.chosen;
  }

  private search(taken: number[], open: readonly number[]): void {
    const worth = totalOf(taken, this.candidates, this.caps);
    // of equal ones the larger set: nothing that costs nothing is left out
    if (worth > this.most || (worth === this.most && taken.length > this.chosen.length)) {
      this.most = worth;
      this.chosen = [...taken];
    }
    const bound = totalOf([...taken, ...open], this.candidates, this.caps);
    if (bound < this.most || (bound === this.most && taken.length + open.length <= this.chosen.length)) return;
    const [node, ...rest] = open;
    if (node === undefined) return;
    this.search(
      [...taken, node],
      rest.filter((other) => !this.graph[node]?.has(other)),
    );
    // leaving out what nothing excludes gains nothing
    if (rest.some((other) => this.graph[node]?.has(other))) this.search(taken, rest);
  }
}
