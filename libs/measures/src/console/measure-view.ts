import type { Condition } from '@tidu/criteria';
import { formatYuan } from '@tidu/kernel';
import type { ActingPerson } from '@tidu/platform';
import { benefitWords, type ListedMeasure, type MeasureFound } from '../catalogue/catalogue.queries';
import type { Preview } from '../catalogue/preview.service';
import type { Measure } from '../rules/measure';
import type { MeasureClauseDto, MeasureDetailDto, MeasurePreviewDto, MeasureRowDto } from './measures.console.dto';

export function toListed({ row, regionName, inForce, daysLeft }: ListedMeasure, person: ActingPerson): MeasureRowDto {
  const { id, code, edition, state, name, document, issuer, region, mode, validFrom, validTo, supersededBy } = row;
  const { budget, change, version, writtenBy, writtenAt, writtenByName, publishedAt, publishedByName } = row;
  return {
    ...{ id, code, edition, state, name, document, issuer, region, mode, validFrom, validTo, supersededBy },
    ...{ budget, change, version, writtenByName, publishedByName, regionName, inForce, daysLeft },
    mine: writtenBy === person.id,
    ...{ writtenAt: writtenAt.toISOString(), publishedAt: publishedAt?.toISOString() ?? null },
  };
}

export function toDetail(
  { known, listed, conflicts, budgetName, editions }: MeasureFound,
  person: ActingPerson,
): MeasureDetailDto {
  const { row, measure } = known;
  const { source, confidence, department, contact, audience, repeat, rounding, inputs, materials } = measure;
  return {
    ...toListed(listed, person),
    ...{ text: row.text, hash: row.hash, documentName: source.name, article: source.article, confidence },
    ...{ department, contact, audience, repeat, rounding, inputs, materials, conflicts, budgetName },
    ...{ benefit: benefitWords(measure), clauses: clausesOf(measure) },
    editions: editions.map((one) => toListed(one, person)),
  };
}

export function toPreview({ measure, looked, of, outcomes, amount, open, examples }: Preview): MeasurePreviewDto {
  const [met = 0, manual = 0, unknown = 0, unmet = 0, notApplicable = 0] = outcomes;
  return {
    ...{ name: measure.name, benefit: benefitWords(measure), clauses: clausesOf(measure), looked, of },
    ...{ met, manual, unknown, unmet, notApplicable, amount: formatYuan(amount), open },
    pays: measure.benefit.kind !== 'service',
    examples: examples.map((one) => ({ ...one, amount: one.amount === null ? null : formatYuan(one.amount) })),
  };
}

/** Every condition with an id, in the order of the text. */
export function clausesOf({ evaluator }: Measure): MeasureClauseDto[] {
  const within = (condition: Condition): MeasureClauseDto[] => {
    if (condition.kind === 'clause') {
      const { id, label, text, article, confidence, rule } = condition.clause;
      return [{ id, label, text, article, confidence }, ...within(rule)];
    }
    return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(within) : [];
  };
  return evaluator.release.document.requires.flatMap(within);
}
