import { createRandom } from '../../../../apps/cli/src/demo/random';
import type { FigureCheck } from '../checks/check';
import { type FactLookup, findFlags, type Flag } from '../checks/find-flags';
import type { Firm, Mutation } from './mutations';

/** Of how many enterprise-years that a check could judge it flags how many, though nothing was made wrong. */
export interface Alarms {
  check: string;
  judged: number;
  flagged: number;
}

/** In how many firms an error could be made, and in how many of them it was found. */
export interface Detection {
  made: number;
  found: number;
}

type YearFlag = Flag & { year: number };

/** Clean firms, what the checks say of them as they are, and what they say once something is made wrong in them. */
export class MutationTrial {
  private readonly clean: { flags: YearFlag[]; keys: ReadonlySet<string> }[];

  constructor(
    private readonly firms: readonly Firm[],
    private readonly checks: readonly FigureCheck[],
    private readonly factOf: FactLookup,
  ) {
    this.clean = firms.map((firm) => {
      const flags = this.flagsOf(firm);
      return { flags, keys: new Set(flags.map(keyOf)) };
    });
  }

  /** What is flagged before anything is made wrong, by check. */
  alarms(): Alarms[] {
    return this.checks.map((check) => ({
      check: check.code,
      judged: this.firms.reduce(
        (sum, firm) => sum + yearsOf(firm).filter((year) => judges(check, firm, year)).length,
        0,
      ),
      flagged: this.clean.reduce(
        (sum, { flags }) =>
          sum + new Set(flags.filter((flag) => flag.check === check.code).map(({ year }) => year)).size,
        0,
      ),
    }));
  }

  /** Makes one error in every firm where it can be made and counts where a flag names it that wasn't there before. */
  detection(mutation: Mutation, seed: number): Detection {
    const result: Detection = { made: 0, found: 0 };
    this.firms.forEach((firm, i) => {
      const chance = createRandom(seed, i);
      const mutated = mutation.apply(firm, () => chance.uniform());
      if (mutated === null) return;
      result.made++;
      const { years, facts } = mutated;
      const named = this.flagsOf(mutated.firm).some(
        (flag) =>
          mutation.foundBy.includes(flag.check) &&
          years.includes(flag.year) &&
          (facts.length === 0 || flag.facts.some((fact) => facts.includes(fact))) &&
          !this.clean[i]?.keys.has(keyOf(flag)),
      );
      if (named) result.found++;
    });
    return result;
  }

  private flagsOf(firm: Firm): YearFlag[] {
    return yearsOf(firm).flatMap((year) =>
      findFlags(this.checks, firm, year, this.factOf).map((flag) => ({ ...flag, year })),
    );
  }
}

const yearsOf = (firm: Firm): number[] => [...new Set(firm.map(({ year }) => year))];
const keyOf = ({ check, year, place }: YearFlag): string => `${check} ${year} ${place}`;

/** Whether there is anything in a year that the check compares: a second source, the year before, or the year itself. */
function judges(check: FigureCheck, firm: Firm, year: number): boolean {
  const now = firm.filter((row) => row.year === year);
  switch (check.kind) {
    case 'transposed':
    case 'sign':
    case 'shifted':
      return now.length > 1;
    case 'copied':
    case 'growth':
      return firm.some((row) => row.year === year - 1);
    case 'slip':
      return check.between === 'sources' ? now.length > 1 : firm.some((row) => row.year === year - 1);
    case 'atMost':
    case 'ratio':
    case 'loss':
      return true;
  }
}
