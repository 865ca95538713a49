import { type FigureSource, figureSources, type Precedence, readPrecedence } from '@tidu/figures';
import { evidenceKinds } from '@tidu/enterprises';
import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { type EvidenceFact, readEvidenceRules } from './evidence-facts';
import { factPlace } from './fact-place';

/** What evidence there is at all: kinds with records, those checked among them (`checked`). */
export type EvidencePresent = ReadonlySet<string>;

/** Figures that exist: one source, so many years (0, −1, −2) from the sheet's year. */
export interface StatedYear {
  source: FigureSource;
  offset: number;
}

/** A decision that exists for somebody: in this year, of this fact, this source counts. */
export interface DecidedFact {
  code: string;
  offset: number;
  source: FigureSource;
  /** What the source says in one merged record, which the decision names. */
  byRecord: boolean;
}

/** What there is to make the sheets of a year from; the statement mentions nothing else. */
export interface SheetInputs {
  stated: readonly StatedYear[];
  /** Those among them that a record merged into another one states. */
  merged: readonly StatedYear[];
  /** Whether any record was merged as the second one of an enterprise. */
  hasMerged: boolean;
  precedence: Precedence;
  decided: readonly DecidedFact[];
  /** Facts that anybody was judged on. */
  judged: readonly string[];
  /** How facts follow from evidence, and of which kinds there is any. */
  rules: readonly EvidenceFact[];
  present: EvidencePresent;
}

/** How many years back any fact of the dictionary looks: 0, −1, … */
export function yearOffsets(catalogue: FactCatalogue): number[] {
  const offsets = catalogue.dictionary.facts.map((fact) => factPlace(fact, catalogue));
  return [...new Set(offsets.map((place) => (place.kind === 'stated' ? place.offset : 0)))].sort((a, b) => b - a);
}

/**
 * Which sources state anything for the year and the years before it, what officers decided and judged, and of which
 * kinds of evidence there is a record: what there is nothing of costs nothing.
 */
export async function sheetInputs(tx: Transaction, year: number, catalogue: FactCatalogue): Promise<SheetInputs> {
  const offsets = yearOffsets(catalogue);
  const stated = await tx.rows<StatedYear>(
    `select source, "offset" from unnest($2::text[]) with ordinality s (source, place), unnest($3::int[]) o ("offset")
     where exists (select from figures f where f.year = $1::int + o."offset" and f.source = s.source and f."supersededAt" is null)
     order by o."offset" desc, s.place`,
    [year, figureSources, offsets],
  );
  const merged = await tx.rows<StatedYear>(
    `select distinct f.source, (f.year - $1::int)::int as "offset"
     from figures f join enterprise_member m on m."memberId" = f."enterpriseId"
     where f."supersededAt" is null and f.year = any($2::int[]) order by 2 desc, 1`,
    [year, offsets.map((offset) => year + offset)],
  );
  const decided = await tx.rows<DecidedFact>(
    `select distinct fact as code, (year - $1::int)::int as "offset", source, "recordId" is not null as "byRecord"
     from figure_resolution where year = any($2::int[]) and "endedAt" is null order by 2 desc, 1, 3, 4`,
    [year, offsets.map((offset) => year + offset)],
  );
  const judged = await tx.rows<{ fact: string }>(
    'select distinct fact from judgement where year = $1 and "revokedAt" is null order by 1',
    [year],
  );
  const isJudged = (code: string) => catalogue.dictionary.find(code)?.origin === 'judged';
  return {
    ...{ merged, hasMerged: (await tx.row('select 1 from enterprise_member limit 1')) !== null },
    ...{ stated, decided, precedence: await readPrecedence(tx) },
    judged: judged.map(({ fact }) => fact).filter(isJudged),
    ...{ rules: (await readEvidenceRules(tx)).facts, present: await evidencePresent(tx) },
  };
}

async function evidencePresent(tx: Transaction): Promise<EvidencePresent> {
  const kinds = evidenceKinds.map(
    ({ kind, table }) => `select '${kind}' as kind where exists (select from ${table} where "withdrawnAt" is null)`,
  );
  const present = await tx.rows<{ kind: string }>(kinds.join(' union all '));
  return new Set(present.map(({ kind }) => kind));
}

/** Everything that could ever be there: what the statement made from it looks like tells one set of rules from another. */
export async function allInputs(tx: Transaction, catalogue: FactCatalogue): Promise<SheetInputs> {
  const stated = yearOffsets(catalogue).flatMap((offset) => figureSources.map((source) => ({ source, offset })));
  const judged = catalogue.dictionary.facts.filter(({ origin }) => origin === 'judged').map(({ code }) => code);
  return {
    ...{ stated, merged: stated, hasMerged: true, precedence: await readPrecedence(tx), decided: [], judged },
    ...{ rules: (await readEvidenceRules(tx)).facts, present: new Set(evidenceKinds.map(({ kind }) => kind)) },
  };
}
