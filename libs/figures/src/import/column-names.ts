import { type FactDefinition, normalizeHeader } from '@tidu/criteria';
import type { FactCatalogue, RegisterField } from '@tidu/reference';
import { splitUnit } from './header-unit';

/** What a column of a file may mean. */
export type Meaning = { field: RegisterField } | { fact: FactDefinition };

/** Facts that come from the register or are computed from it, never from a column of figures. */
const registerFacts = new Set(['establishedYears', 'industryCode', 'regionCode', 'ownership']);

/** Whether figures keep the fact: not one of an earlier year, nor one of the register, nor one that a person judges. */
export function isFigure(fact: FactDefinition): boolean {
  return fact.base === null && fact.origin !== 'judged' && !registerFacts.has(fact.code);
}

/** Finds what a header means, by code, label or alias of the register fields and the fact dictionary. Never a guess. */
export class ColumnNames {
  private readonly fields: ReadonlyMap<string, RegisterField>;
  private readonly units: ReadonlySet<string>;

  constructor(
    readonly catalogue: FactCatalogue,
    registerFields: readonly RegisterField[],
  ) {
    this.fields = new Map(
      registerFields.flatMap((field) =>
        [field.code, field.label, ...field.aliases].map((name) => [normalizeHeader(name), field] as const),
      ),
    );
    this.units = new Set(
      catalogue.dictionary.facts.map(({ unit }) => unit).filter((unit) => unit !== '' && unit !== '1'),
    );
  }

  /** The meaning of a whole header, then of the header without the unit in brackets at its end. */
  find(label: string): { meaning: Meaning; unit: string | null } | null {
    const whole = this.named(label);
    if (whole) return { meaning: whole, unit: null };
    const split = this.split(label);
    const meaning = split && this.named(split.name);
    return meaning ? { meaning, unit: split.unit } : null;
  }

  /** The unit in brackets at the end of a header, if it is one. */
  split(label: string): { name: string; unit: string } | null {
    return splitUnit(label, (unit) => this.units.has(unit));
  }

  /** The field or fact of a code. */
  byCode(code: string): Meaning | null {
    const field = [...this.fields.values()].find((one) => one.code === code);
    if (field) return { field };
    const fact = this.catalogue.dictionary.find(code);
    return fact ? { fact } : null;
  }

  private named(name: string): Meaning | null {
    const field = this.fields.get(normalizeHeader(name));
    if (field) return { field };
    const fact = this.catalogue.dictionary.byHeader(name);
    return fact ? { fact } : null;
  }
}
