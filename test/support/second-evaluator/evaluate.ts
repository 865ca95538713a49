import { compare, decimal, plus, type Q, sign, told, whole } from './exact';
import { type Case, every, given, type Json, missing, type Outcome, type Scalar, some, threshold } from './grounds';
import { bound, isKnown, measure } from './measures';
import { pointsOf, type Range } from './points';

interface Answer {
  outcome: Outcome;
  points?: { min: number; max: number };
}

/** What a second, independent reading of a standard says of a case; written like the answer of the product. */
export interface Result {
  standard: string;
  outcome: Outcome;
  points: { min: number; max: number } | null;
  clauses: Record<string, Answer>;
  value?: string | null;
  cohort?: string;
  outsidePeriod?: true;
  provisional?: true;
}

interface Given extends Omit<Case, 'cohort' | 'renewal'> {
  document: Json;
  purpose: string;
  date?: string;
  cohort: { hash: string; items: Case['cohort'] } | null;
}

/** Judges one case from the JSON of a package alone. */
export function secondEvaluation({ document, purpose, date, cohort, ...rest }: Given): Result {
  const reading = new Reading({ ...rest, renewal: purpose === 'renewal', cohort: cohort?.items ?? null });
  const outcome = every((document.requires as Json[]).map((one) => reading.judge(one)));
  // a clause in the part for the other purpose is told as one that does not apply
  for (const { id, hasPoints } of reported(document.requires))
    reading.clauses[id] ??= hasPoints
      ? { outcome: 'notApplicable', points: { min: 0, max: 0 } }
      : { outcome: 'notApplicable' };
  const period = (document.periods as Record<string, { from?: string; to?: string } | undefined>)[purpose];
  const inside = period && (date ?? '') >= (period.from ?? '') && (date ?? '') <= (period.to ?? '9999');
  const { reviewBy } = document as { reviewBy?: string };
  return {
    ...{ standard: document.id as string, outcome, points: reading.total, clauses: reading.clauses },
    ...(reading.classified !== undefined && { value: reading.classified }),
    ...(cohort && reading.isMeasured && { cohort: cohort.hash }),
    ...(date !== undefined && !inside && { outsidePeriod: true as const }),
    ...(date !== undefined && reviewBy !== undefined && date > reviewBy && { provisional: true as const }),
  };
}

/** Everything that has an id in a result, and whether it carries points. */
function reported(node: unknown): { id: string; hasPoints: boolean }[] {
  if (Array.isArray(node)) return node.flatMap(reported);
  if (typeof node !== 'object' || node === null) return [];
  const { kind, clause, score, ...rest } = node as Json & { clause?: Json; score?: Json };
  if (kind === 'clause' && clause) return [{ id: clause.id as string, hasPoints: false }, ...reported(clause.rule)];
  if (kind === 'score' && score) {
    const categories = score.categories as Json[];
    return [
      { id: (score.total as Json).id as string, hasPoints: true },
      ...categories.filter(({ id }) => id !== '').map(({ id }) => ({ id: id as string, hasPoints: true })),
      ...categories
        .flatMap(({ indicators }) => indicators as Json[])
        .map(({ id }) => ({ id: id as string, hasPoints: true })),
    ];
  }
  return Object.values(rest).flatMap(reported);
}

class Reading {
  readonly clauses: Record<string, Answer> = {};
  total: { min: number; max: number } | null = null;
  classified: string | null | undefined;
  isMeasured = false;

  constructor(private readonly one: Case) {}

  readonly judge = (source: Json): Outcome => {
    const { one } = this;
    const many = (key: string) => (source[key] as Json[]).map(this.judge);
    const asks = (test: (value: Scalar) => boolean): Outcome => {
      const value = given(one, source.fact as string);
      return value === null ? missing(one, source.fact as string) : test(value) ? 'met' : 'unmet';
    };
    switch (source.kind) {
      case 'compare':
        return every((source.bounds as Json[]).map((each) => bound(one, source.measure as Json, each)));
      case 'is':
        return asks((value) => String(value) === source.value);
      case 'oneOf':
        return asks((value) => (source.values as string[]).includes(String(value)));
      case 'startsWith':
        return asks((value) => (source.prefixes as string[]).some((start) => String(value).startsWith(start)));
      case 'judgement':
        return asks((value) => value === true);
      case 'all':
        return every(many('of'));
      case 'any':
        return some(many('of'));
      case 'exempt':
        return some([this.judge(source.rule as Json), this.judge(source.exemption as Json)]);
      case 'byPurpose':
        return this.judge(source[one.renewal ? 'renewal' : 'application'] as Json);
      case 'notApplicable':
        return 'notApplicable';
      case 'clause': {
        const { id, rule } = source.clause as { id: string; rule: Json };
        const outcome = this.judge(rule);
        this.clauses[id] = { outcome };
        return outcome;
      }
      case 'classify':
        return this.classify(source.table as Json);
      case 'score':
        return this.score(source.score as Json);
      default:
        throw new Error(`no condition: ${String(source.kind)}`);
    }
  };

  /** The first class whose every limit holds. */
  private classify({ classes, by, rows, whenMissing }: Json): Outcome {
    this.classified = null;
    const code = given(this.one, by as string);
    const row = (rows as Json[]).find(({ id, prefixes }) =>
      code === null ? id === whenMissing : (prefixes as string[]).some((start) => String(code).startsWith(start)),
    );
    if (!row) return code === null ? 'unknown' : 'manual';
    const names = classes as string[];
    for (const [place, name] of names.entries()) {
      const limits = place === names.length - 1 ? [] : (row.limits as { fact: string; atLeast: string[] }[]);
      const outcome = every(
        limits.map(({ fact, atLeast }): Outcome => {
          const value = measure(this.one, { kind: 'fact', fact });
          if (!isKnown(value)) return value;
          return compare(value, threshold(atLeast[place] ?? '')) >= 0 ? 'met' : 'unmet';
        }),
      );
      if (outcome === 'unknown' || outcome === 'manual') return outcome;
      if (outcome === 'unmet') continue;
      this.classified = name;
      return 'met';
    }
    return 'met';
  }

  private score({ categories, total }: Json): Outcome {
    const asked: Outcome[] = [];
    const kinds = (categories as Json[])
      .flatMap(({ indicators }) => indicators as Json[])
      .map(({ points }) => points as Json);
    if (kinds.some(({ kind }) => kind === 'benchmark' || kind === 'minMax')) this.isMeasured = true;
    const ranges = (categories as Json[]).map(({ id, atLeast, indicators }) => {
      const parts = (indicators as Json[]).map((indicator) => {
        const range = pointsOf(this.one, indicator.id as string, indicator.points as Json, this.judge);
        const outcome = settled(range);
        this.tell(indicator.id as string, outcome, range);
        if (indicator.mustEarn) asked.push(outcome);
        return { ...range, open: outcome === 'unknown' ? ('unknown' as const) : null };
      });
      const sum = summed(parts);
      const outcome = reaches(sum, atLeast as string | null);
      if (id !== '') this.tell(id as string, outcome, sum);
      if (atLeast !== null) asked.push(outcome);
      return sum;
    });
    const sum = summed(ranges);
    const { id, atLeast } = total as { id: string; atLeast: string | null };
    const outcome = reaches(sum, atLeast);
    this.tell(id, outcome, sum);
    this.total = this.clauses[id]?.points ?? null;
    return every([...asked, outcome]);
  }

  private tell(id: string, outcome: Outcome, { min, max }: Range): void {
    this.clauses[id] = { outcome, ...(max && { points: { min: told(min), max: told(max) } }) };
  }
}

/** Settled points above 0 are met, 0 is unmet; else what keeps them open. */
function settled({ min, max, open }: Range): Outcome {
  if (max && compare(min, max) === 0) return sign(min) > 0 ? 'met' : 'unmet';
  return open ?? 'manual';
}

const summed = (parts: readonly Range[]): Range => ({
  min: parts.map(({ min }) => min).reduce(plus, whole(0)),
  max: parts.map(({ max }) => max).reduce<Q | null>((sum, max) => sum && max && plus(sum, max), whole(0)),
  open: parts.some(({ open }) => open === 'unknown') ? 'unknown' : null,
});

function reaches({ min, max, open }: Range, line: string | null): Outcome {
  const unsettled = open ?? 'manual';
  if (line === null) return max && compare(min, max) === 0 ? 'met' : unsettled;
  if (compare(min, decimal(line)) >= 0) return 'met';
  return max && compare(max, decimal(line)) < 0 ? 'unmet' : unsettled;
}
