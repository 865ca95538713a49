import type { FactDefinition } from '@tidu/criteria';
import { standingRows } from '@tidu/enterprises';
import { choiceOf, disagree, type FigureSource, type SaidBySource, saidIn, type Voice } from '@tidu/figures';
import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { factColumn, factPlace, sqlType } from '../facts/fact-place';

/** A fact of the sheet whose sources disagree in the year it is taken from. */
export interface FoundConflict {
  enterpriseId: string;
  fact: FactDefinition;
  baseFact: string;
  year: number;
  said: SaidBySource;
  /** Merged records among whose statements it was found. */
  records: string[];
}

interface StatedFact {
  fact: FactDefinition;
  code: string;
  offset: number;
}

/** Who said it, in which record of which enterprise, and the values by fact as text. */
type Row = { of: string; enterpriseId: string; own: boolean; year: number; source: FigureSource } & Record<
  string,
  string | number | boolean | null
>;

/** The facts of the dictionary that sources state, each with the year it looks at. */
export function statedFacts(catalogue: FactCatalogue): StatedFact[] {
  return catalogue.dictionary.facts.flatMap((fact) => {
    const place = factPlace(fact, catalogue);
    return place.kind === 'stated' ? [{ fact, code: place.code, offset: place.offset }] : [];
  });
}

/** Where sources disagree about the sheets of a year, for the enterprises in a range of ids (from excluded, to included). */
export async function findConflicts(
  tx: Transaction,
  catalogue: FactCatalogue,
  { sheetYear, from, to }: { sheetYear: number; from: string; to: string },
): Promise<FoundConflict[]> {
  const stated = statedFacts(catalogue);
  const codes = [...new Set(stated.map(({ code }) => code))];
  const columns = codes.map((code) => {
    const district = catalogue.district.has(code);
    return `${factColumn('f', { code }, district, sqlType(catalogue.dictionary.get(code)))}::text as "${code}"`;
  });
  const years = [...new Set(stated.map(({ offset }) => sheetYear + offset))];
  const figures = standingRows('figures', {
    where: 'r."supersededAt" is null and r.year = any($3::int[])',
    within: (column) => `${column} > $1 and ${column} <= $2`,
  });
  const rows = await tx.rows<Row>(
    `with f as materialized ${figures}
     select f."of", f."enterpriseId", f.own, f.year::int as year, f.source, ${columns.join(', ')}
     from f join (select "of", year from f group by 1, 2 having count(*) > 1) many using ("of", year)
     order by f."of", f.own desc, f."submittedAt" desc, f.id desc`,
    [from, to, years],
  );
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.of} ${row.year}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ year }] = group as [Row];
    return stated.filter(({ offset }) => sheetYear + offset === year).flatMap((one) => conflictIn(group, one));
  });
}

/** `group`: all rows of one enterprise and year. */
function conflictIn(group: readonly Row[], { fact, code }: StatedFact): FoundConflict[] {
  const [{ of: enterpriseId, year }] = group as [Row];
  const textOf = (row: Row) => (row[code] == null ? null : String(row[code]));
  const said = saidIn(group, textOf);
  if (!disagree(fact, said)) return [];
  const records = (Object.keys(said) as Voice[]).flatMap((voice) => {
    const { source, recordId } = choiceOf(voice);
    if (recordId !== null) return recordId;
    const row = group.find((one) => one.source === source && textOf(one) !== null);
    return row && !row.own ? row.enterpriseId : [];
  });
  return [{ enterpriseId, fact, baseFact: code, year, said, records: [...new Set(records)] }];
}
