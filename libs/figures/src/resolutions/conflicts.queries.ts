import { Injectable } from '@nestjs/common';
import { displayFact, type FactDefinition } from '@tidu/criteria';
import { EnterprisesQueries } from '@tidu/enterprises';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import type { ConflictDto, ResolutionDto } from '../console/resolutions.console.dto';
import type { MergedRecordDto } from '../console/figures.console.dto';
import { type StoredFigures, storedValue, valueText } from '../figure-values';
import { isFigure } from '../import/column-names';
import { type Precedence, readPrecedence } from '../precedence/precedence';
import { type FigureSource, sourceLabels } from '../sources';
import { countedOn, familyRowsOn, ownFirst, recordOf } from '../together';
import { disagree } from './disagree';
import { choiceOf, chosenVoice, type SaidBySource, saidIn, type Voice } from './said';

type Row = StoredFigures & { enterpriseId: string; year: number; source: FigureSource; record: MergedRecordDto | null };

/** Reads where the sources of one enterprise disagree (来源冲突): worked out anew at every reading. */
@Injectable()
export class ConflictsQueries {
  constructor(
    private readonly database: Database,
    private readonly enterprises: EnterprisesQueries,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * Every fact and year on which two sources disagree, newest year first, with what was decided. `asOf`: as figures and
   * decisions stood at the end of that day, by the precedence of today.
   */
  async ofEnterprise(person: ActingPerson, enterpriseId: string, asOf?: string): Promise<ConflictDto[]> {
    await this.enterprises.one(person, enterpriseId);
    const { facts } = await this.reference.dictionary();
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Row>(
        `select f.*, ${recordOf} as record from figures f join enterprise e on e.id = f."enterpriseId"
         where ${familyRowsOn(asOf)} order by f.year desc, ${ownFirst}`,
        [enterpriseId, asOf ?? null],
      );
      const held = await resolutionsOf(tx, enterpriseId, asOf);
      const precedence = await readPrecedence(tx);
      const years = [...new Set(rows.map(({ year }) => year))];
      return years.flatMap((year) => {
        const ofYear = rows.filter((row) => row.year === year);
        return facts.filter(isFigure).flatMap((fact) => conflict(fact, ofYear, held, precedence));
      });
    });
  }
}

/** The decisions that hold for an enterprise; one taken on a merged record where there is none of its own. */
async function resolutionsOf(tx: Transaction, enterpriseId: string, asOf?: string): Promise<HeldResolution[]> {
  return tx.rows<HeldResolution>(
    `select distinct on (year, fact) id, year::int as year, fact, source, "recordId", seen, reason, "resolvedAt", "resolvedByName"
     from figure_resolution where "enterpriseId" in (select enterprise_family($1))
       and ${countedOn(asOf, '"resolvedAt"', '"endedAt"')}
     order by year, fact, "enterpriseId" <> $1, "resolvedAt" desc`,
    [enterpriseId, asOf ?? null],
  );
}

type HeldResolution = Omit<ResolutionDto, 'sourceLabel' | 'outdated' | 'record'> & {
  year: number;
  fact: string;
  recordId: string | null;
  seen: SaidBySource;
};

/** `rows`: all of one year. */
function conflict(
  fact: FactDefinition,
  rows: readonly Row[],
  resolutions: readonly HeldResolution[],
  precedence: Precedence,
): ConflictDto[] {
  const textOf = (row: Row) => valueText(storedValue(row, fact.code));
  const said = saidIn(rows, textOf);
  const year = rows[0]?.year;
  if (year === undefined || !disagree(fact, said)) return [];
  const order = precedence.sourcesOf(fact.code);
  const held = resolutions.find((one) => one.year === year && one.fact === fact.code);
  const records = new Map(rows.flatMap(({ record }) => (record ? [[record.id, record]] : [])));
  const recordNamed = (id: string | null) => (id === null ? null : (records.get(id) ?? null));
  const believed = (held && chosenVoice(held, rows, textOf)) ?? order.find((source) => said[source] !== undefined);
  const values = voices(said, order).map((voice) => {
    const { source, recordId } = choiceOf(voice);
    return {
      ...{ source, sourceLabel: sourceLabels[source], record: recordNamed(recordId) },
      ...{ display: displayText(fact, said[voice] ?? ''), believed: voice === believed },
    };
  });
  const resolution = held ? { ...resolutionView(held, said), record: recordNamed(held.recordId) } : null;
  return [{ year, fact: fact.code, label: fact.label, values, resolution }];
}

/** All who say something, in the order in which their sources are believed, a merged record behind its source. */
function voices(said: SaidBySource, order: readonly FigureSource[]): Voice[] {
  const place = (voice: Voice) => order.indexOf(choiceOf(voice).source);
  return (Object.keys(said) as Voice[]).sort((a, b) => place(a) - place(b) || a.length - b.length);
}

function resolutionView(held: HeldResolution, said: SaidBySource): Omit<ResolutionDto, 'record'> {
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
  const voices = [...new Set([...Object.keys(seen), ...Object.keys(said)])] as Voice[];
  return voices.some((voice) => seen[voice] !== said[voice]);
}

/** A kept text the way a person reads it. */
export function displayText(fact: FactDefinition, text: string): string {
  if (fact.type === 'boolean') return displayFact(fact, text === 'true');
  return displayFact(fact, fact.min === null ? text : BigInt(text));
}
