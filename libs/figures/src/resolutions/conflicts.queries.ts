import { Injectable } from '@nestjs/common';
import { displayFact, type FactDefinition } from '@tidu/criteria';
import { EnterprisesQueries } from '@tidu/enterprises';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { ConflictDto, ResolutionDto } from '../console/resolutions.console.dto';
import { type StoredFigures, storedValue, valueText } from '../figure-values';
import { isFigure } from '../import/column-names';
import { type Precedence, readPrecedence } from '../precedence/precedence';
import { type FigureSource, sourceLabels } from '../sources';
import { familyRows, ownFirst, together } from '../together';
import { disagree, type SaidBySource } from './disagree';

type Row = StoredFigures & { year: number; source: FigureSource };

/** Reads where the sources of one enterprise disagree (来源冲突): worked out anew at every reading. */
@Injectable()
export class ConflictsQueries {
  constructor(
    private readonly database: Database,
    private readonly enterprises: EnterprisesQueries,
    private readonly reference: ReferenceService,
  ) {}

  /** Every fact and year on which two sources disagree, newest year first, with what was decided. */
  async ofEnterprise(person: ActingPerson, enterpriseId: string): Promise<ConflictDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const { facts } = await this.reference.dictionary();
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Row>(
        `select f.* from figures f where ${familyRows} order by f.year desc, ${ownFirst}`,
        [enterpriseId],
      );
      const held = await resolutionsOf(tx, enterpriseId);
      const precedence = await readPrecedence(tx);
      const years = [...new Set(rows.map(({ year }) => year))];
      return years.flatMap((year) => {
        const own = together(rows.filter((row) => row.year === year));
        return facts.filter(isFigure).flatMap((fact) => conflict(fact, year, own, held, precedence));
      });
    });
  }
}

/** The decisions that hold for an enterprise; one taken on a merged record where there is none of its own. */
async function resolutionsOf(tx: Transaction, enterpriseId: string): Promise<HeldResolution[]> {
  return tx.rows<HeldResolution>(
    `select distinct on (year, fact) id, year::int as year, fact, source, seen, reason, "resolvedAt", "resolvedByName"
     from figure_resolution where "enterpriseId" in (select enterprise_family($1)) and "endedAt" is null
     order by year, fact, "enterpriseId" <> $1, "resolvedAt" desc`,
    [enterpriseId],
  );
}

type HeldResolution = Omit<ResolutionDto, 'sourceLabel' | 'outdated'> & {
  year: number;
  fact: string;
  seen: SaidBySource;
};

function conflict(
  fact: FactDefinition,
  year: number,
  rows: readonly Row[],
  held: readonly HeldResolution[],
  precedence: Precedence,
): ConflictDto[] {
  const said: SaidBySource = {};
  for (const row of rows) {
    const text = valueText(storedValue(row, fact.code));
    if (text !== null) said[row.source] = text;
  }
  const found = held.find((one) => one.year === year && one.fact === fact.code);
  if (!disagree(fact, said)) return [];
  const order = precedence.sourcesOf(fact.code);
  const chosen = found && said[found.source] !== undefined ? found.source : undefined;
  const believed = chosen ?? order.find((source) => said[source] !== undefined);
  const values = order.flatMap((source) => {
    const text = said[source];
    return text === undefined ? [] : [{ source, sourceLabel: sourceLabels[source], display: displayText(fact, text) }];
  });
  return [
    {
      ...{ year, fact: fact.code, label: fact.label, values, believed: believed as FigureSource },
      resolution: found ? resolutionView(found, said) : null,
    },
  ];
}

function resolutionView(held: HeldResolution, said: SaidBySource): ResolutionDto {
  const { id, source, reason, resolvedAt, resolvedByName } = held;
  return {
    id,
    source,
    sourceLabel: sourceLabels[source],
    reason,
    resolvedAt,
    resolvedByName,
    outdated: isOutdated(held.seen, said),
  };
}

/** Whether a source has said something else since a decision was taken. */
export function isOutdated(seen: SaidBySource, said: SaidBySource): boolean {
  const sources = [...new Set([...Object.keys(seen), ...Object.keys(said)])] as FigureSource[];
  return sources.some((source) => seen[source] !== said[source]);
}

/** A kept text the way a person reads it. */
export function displayText(fact: FactDefinition, text: string): string {
  if (fact.type === 'boolean') return displayFact(fact, text === 'true');
  return displayFact(fact, fact.min === null ? text : BigInt(text));
}
