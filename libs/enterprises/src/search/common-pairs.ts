import { Database, systemActor } from '@tidu/platform';
import { commonPairs } from './sounds';

/** How many enterprises stand in the index of names, and which part of them holds the commonest tokens. */
interface Frequencies {
  rows: number;
  byToken: ReadonlyMap<number, number>;
}

const keptMs = 30_000;

/** Nearly every name has these pairs; the index has none of them. */
const everywhere: ReadonlySet<string> = new Set(commonPairs);

/** As `bigram()` of the database. */
export const bigram = (first: number, second: number) => (first * 65_599 + second) % 2_147_483_647;

/** How common pairs of letters are in names, as the database's own statistics say: in memory, read anew now and then. */
export class CommonPairs {
  private kept: { until: number; frequencies: Promise<Frequencies> } | null = null;

  constructor(private readonly database: Database) {}

  /**
   * About how many names of the whole register hold all pairs of the text; 0 where one of them is not among the
   * commonest, and before the statistics are first taken.
   */
  async estimate(text: string): Promise<number> {
    const { rows, byToken } = await this.frequencies();
    const letters = [...text];
    const pairs = letters.slice(1).map((letter, i) => [letters[i] ?? '', letter] as const);
    const part = (one: string, other: string) =>
      everywhere.has(one + other) ? 1 : (byToken.get(bigram(one.codePointAt(0) ?? 0, other.codePointAt(0) ?? 0)) ?? 0);
    return pairs.reduce((product, [one, other]) => product * part(one, other), rows);
  }

  private frequencies(): Promise<Frequencies> {
    if (this.kept && this.kept.until > Date.now()) return this.kept.frequencies;
    const frequencies = this.database.read(systemActor, async (tx) => {
      const taken = await tx.rows<{ token: number; part: number; rows: number }>(
        `select token, part, c.reltuples::float as rows
         from pg_class c join pg_stats s on s.schemaname = 'public' and s.tablename = c.relname,
           unnest(s.most_common_elems::text::int[], s.most_common_elem_freqs) as common (token, part)
         where c.oid = 'enterprise_search'::regclass and s.attname = 'tokens' and token is not null`,
      );
      return { rows: taken[0]?.rows ?? 0, byToken: new Map(taken.map(({ token, part }) => [token, part])) };
    });
    this.kept = { until: Date.now() + keptMs, frequencies };
    frequencies.catch(() => (this.kept = null)); // a failure must not be kept
    return frequencies;
  }
}
