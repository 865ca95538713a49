import type { Procedure } from './procedure';

/**
 * A table of states is sound when the start is one of them, every state is reached from it, and from every state some
 * way leads to an end (a state in nobody's hands). Says each thing that is not so.
 */
export function requireReachable({ start, states, actions }: Procedure, fail: (message: string) => void): void {
  if (!states.has(start)) {
    fail(`开始的环节“${start}”不在 states 里`);
    return;
  }
  const edges = [...actions.values()].flatMap(({ from, to }) => from.map((one) => [one, to] as const));
  const reached = closure([start], edges);
  const ends = [...states.values()].filter(({ holder }) => holder === 'nobody').map(({ code }) => code);
  const ending = closure(
    ends,
    edges.map(([from, to]) => [to, from] as const),
  );
  for (const { code, label } of states.values()) {
    if (!reached.has(code)) fail(`环节“${label}”（${code}）从开始走不到，请补上通往它的动作，或删去`);
    if (!ending.has(code)) fail(`环节“${label}”（${code}）走不到任何了结的环节，请补上动作`);
  }
}

function closure(from: readonly string[], edges: readonly (readonly [string, string])[]): Set<string> {
  const seen = new Set(from);
  for (let size = -1; size !== seen.size;) {
    size = seen.size;
    for (const [one, other] of edges) if (seen.has(one)) seen.add(other);
  }
  return seen;
}
