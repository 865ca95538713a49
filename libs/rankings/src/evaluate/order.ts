import { DomainError } from '@tidu/kernel';
import { Exact } from '@tidu/criteria';
import type { Classes, DefinitionBody } from '../definitions/body';
import { exactly } from './measure';
import { roundedTo } from './points';

/** What decides the places of all rows: whole numbers below 2^53, a few bytes a row. */
export class Order {
  private readonly scores: Float64Array;
  private readonly ties: Float64Array[];
  /** 0 placed, 1 vetoed, 2 left out. */
  private readonly kinds: Uint8Array;
  count = 0;

  constructor(
    capacity: number,
    private readonly body: Pick<DefinitionBody, 'ties' | 'places' | 'classes' | 'decimals'>,
  ) {
    this.scores = new Float64Array(capacity);
    this.kinds = new Uint8Array(capacity);
    this.ties = body.ties.map(() => new Float64Array(capacity));
  }

  /** Takes the next row; rows come in the order of their credit codes. */
  add({ score, ties, vetoes }: { score: bigint | null; ties: bigint[]; vetoes: string[] }): void {
    const at = this.count++;
    this.kinds[at] = score === null ? 2 : vetoes.length > 0 ? 1 : 0;
    this.scores[at] = score === null ? 0 : whole(score);
    ties.forEach((points, i) => ((this.ties[i] as Float64Array)[at] = whole(points)));
  }

  /** Every row's position, rank and class, by the order in which the rows came. */
  places(): Places {
    const { count } = this;
    const sorted = Uint32Array.from({ length: count }, (_, i) => i);
    sorted.sort((a, b) => this.compare(a, b) || a - b);
    const positions = new Uint32Array(count);
    const ranks = new Uint32Array(count);
    let placed = 0;
    for (let i = 0; i < count; i++) {
      const [at, before] = [sorted[i] as number, i === 0 ? -1 : (sorted[i - 1] as number)];
      positions[at] = i + 1;
      if (this.kinds[at] === 2) continue;
      placed++;
      ranks[at] = before >= 0 && this.compare(before, at) === 0 ? (ranks[before] as number) : i + 1;
    }
    return { positions, ranks, placed, ...this.line(sorted, ranks, placed) };
  }

  /** The rank up to which all are in, and who shares the place at the line with more than are left. */
  private line(
    sorted: Uint32Array,
    ranks: Uint32Array,
    placed: number,
  ): { lastIn: number; tiedRank: number; tied: number } {
    const { places } = this.body;
    let open = placed;
    while (open > 0 && this.kinds[sorted[open - 1] as number] === 1) open--; // a vetoed one is never in
    if (places === null) return { lastIn: 0, tiedRank: 0, tied: 0 };
    if (open <= places)
      return { lastIn: open === 0 ? 0 : (ranks[sorted[open - 1] as number] as number), tiedRank: 0, tied: 0 };
    const at = ranks[sorted[places - 1] as number] as number;
    if ((ranks[sorted[places] as number] as number) !== at) return { lastIn: at, tiedRank: 0, tied: 0 };
    let tied = 0;
    for (let i = 0; i < open; i++) if (ranks[sorted[i] as number] === at) tied++;
    return { lastIn: at - 1, tiedRank: at, tied };
  }

  private compare(a: number, b: number): number {
    const byKind = (this.kinds[a] as number) - (this.kinds[b] as number);
    if (byKind !== 0 || this.kinds[a] === 2) return byKind;
    const byScore = (this.scores[b] as number) - (this.scores[a] as number);
    if (byScore !== 0) return byScore;
    for (const points of this.ties) {
      const byTie = (points[b] as number) - (points[a] as number);
      if (byTie !== 0) return byTie;
    }
    return 0;
  }
}

export interface Places {
  positions: Uint32Array;
  /** 0: no place. */
  ranks: Uint32Array;
  placed: number;
  /** Ranks up to this one are in; those of `tiedRank` wait for a person. */
  lastIn: number;
  tiedRank: number;
  /** How many share the place at the line; 0: the data decide. */
  tied: number;
}

/** Beyond 2^53 a number would no longer be exact, and places would be decided by its rounding. */
function whole(score: bigint): number {
  const number = Number(score);
  if (Number.isSafeInteger(number)) return number;
  throw new DomainError(
    'invalid',
    'RANKINGS.SCORE_TOO_LARGE',
    '有企业的得分超出可以准确比较的范围，没有排名。请在排名定义里减少保留小数，或改用 benchmark、minMax 计分。',
  );
}

/** The class of a rank or score; `placed`: how many have a place. Equals are of one class, the better one. */
export function classOf(
  classes: Classes | null,
  { rank, score, placed, decimals }: { rank: number; score: bigint; placed: number; decimals: number },
): Classes['list'][number] | null {
  if (!classes) return null;
  return (
    classes.list.find(({ to }) => {
      if (to === null) return true;
      if (classes.by === 'score') return score >= roundedTo(exactly(to), decimals);
      const limit = Exact.multiply(exactly(to), Exact.rational(BigInt(placed), 100n));
      return BigInt(rank) <= roundedTo(limit, 0);
    }) ?? null
  );
}
