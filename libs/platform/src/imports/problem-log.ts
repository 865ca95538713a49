/** How often one reason to refuse or to warn occurred. */
export interface ReasonCount {
  code: string;
  warning: boolean;
  count: number;
  /** The message of the first one. */
  example: string;
}

/** A problem or warning as it is kept (`import_problem`). */
export interface ImportProblem {
  row: number | null;
  /** Header of the column. */
  column: string | null;
  value: string | null;
  code: string;
  message: string;
  warning: boolean;
}

/** What is listed at most; beyond it problems are only counted. */
export const listedProblems = 100_000;
export const listedWarnings = 10_000;

const shownLength = 100;

/** Gathers problems in memory up to a bound, and counts them all by their code. */
export class ProblemLog {
  problems = 0;
  warnings = 0;
  private readonly listed: ImportProblem[] = [];
  private readonly bad: number[] = [];
  private readonly reasons = new Map<string, ReasonCount>();

  add(problem: ImportProblem): void {
    this.count(problem, 1);
    if (!problem.warning && problem.row !== null && this.bad.at(-1) !== problem.row) this.bad.push(problem.row);
    const room = problem.warning ? this.warnings <= listedWarnings : this.problems <= listedProblems;
    if (!room) return;
    const { value } = problem;
    this.listed.push({
      ...problem,
      value: value !== null && value.length > shownLength ? `${value.slice(0, shownLength)}…` : value,
    });
  }

  /** More of a kind than are handed over to be listed. */
  addUnlisted(like: ImportProblem, count: number): void {
    if (count > 0) this.count(like, count);
  }

  /** Rows that were refused though their problems are only counted. */
  addRefusedRows(rows: readonly number[]): void {
    for (const row of rows) this.bad.push(row);
  }

  /** Every row that was refused, each once, in order; of all, not only of those that are listed. */
  refusedRows(): number[] {
    const rows = Int32Array.from(this.bad).sort();
    return Array.from(rows.filter((row, i) => row !== rows[i - 1]));
  }

  /** What is to be listed, in the order of the rows. */
  sorted(): ImportProblem[] {
    return this.listed.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  }

  /** Every reason with its count, the commonest first, refusals before warnings. */
  counts(): ReasonCount[] {
    return [...this.reasons.values()].sort((a, b) => Number(a.warning) - Number(b.warning) || b.count - a.count);
  }

  private count({ warning, code, message }: ImportProblem, count: number): void {
    if (warning) this.warnings += count;
    else this.problems += count;
    const key = `${code} ${warning}`;
    const known = this.reasons.get(key);
    if (known) known.count += count;
    else this.reasons.set(key, { code, warning, count, example: message });
  }
}
