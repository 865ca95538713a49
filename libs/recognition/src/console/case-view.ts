import { displayFact, type FactDefinition, type FactDictionary, type FactValue, readFacts } from '@tidu/criteria';
import { evidenceKinds } from '@tidu/enterprises';
import { evidenceLabels } from '@tidu/figures';
import { formatScaled } from '@tidu/kernel';
import type { CaseView } from '../applications/case.queries';
import type { Change } from '../applications/changes';
import type { Revision } from '../applications/revision';
import { procedureOf } from '../rules/procedures';
import type { CaseOpinionDto } from './case-beside.console.dto';
import type { CaseChangeDto, CaseDto, CaseFactDto, CaseRevisionDto } from './case.console.dto';

const perPoint = 10_000;

/** Ten-thousandths as points; null where a standard has none. */
export const pointsOf = (min: number | null, max: number | null) =>
  min === null || max === null ? null : { min: min / perPoint, max: max / perPoint };

/** A case in the words of the page. */
export function caseView(view: CaseView, dictionary: FactDictionary, regionName: string, personId: string): CaseDto {
  const { application, revision, evaluation } = view;
  const { id, purpose, state, dueOn, dueProvisional, restWorkingDays, receiptNumber, officerId, version } = application;
  const labelOf = labels(dictionary);
  return {
    ...{ id, purpose, state, dueOn, dueProvisional, restWorkingDays, receiptNumber, officerId, version },
    ...{ enterprise: { ...view.enterprise, regionName }, batch: view.batch, stateLabel: view.stateLabel },
    ...{
      holder: view.holder as CaseDto['holder'],
      plain: view.plain,
      age: view.age,
      left: view.left,
      overdue: view.overdue,
    },
    ...{ stateSince: instant(application.stateSince), changedAt: instant(application.changedAt) },
    submittedAt: application.submittedAt === null ? null : instant(application.submittedAt),
    ...{ officerName: view.officerName, reviewedByName: view.reviewedByName, approvedByName: view.approvedByName },
    ...{
      changedByName: application.changedByName,
      revisions: view.revisions.map(revisionView),
      revision: revision?.number ?? null,
    },
    facts: revision ? factsView(view, revision, dictionary) : [],
    evidence: (revision?.content.evidence ?? []).map(({ kind, recordId, name, period = null, fileHash = null }) => ({
      ...{ kind: labelOf(kind), recordId, name, period, fileHash },
    })),
    commitment: revision?.content.commitment ?? null,
    evaluation: evaluation && {
      ...{
        standard: evaluation.standard,
        outcome: evaluation.recomputed.outcome,
        points: evaluation.recomputed.points,
      },
      explanation: evaluation.explanation,
      ...{ judged: evaluation.judged, faults: evaluation.faults },
    },
    changes: view.changes && view.changes.map((change) => changeView(change, dictionary, labelOf)),
    marks: view.marks.map(({ id: markId, fact, remark, answeredBy }) => ({
      ...{ id: markId, fact, label: labelOf(fact), remark, answeredBy },
    })),
    steps: stepsView(view),
    remarks: view.remarks.map(({ id: remarkId, text, at, personName }) => ({
      id: remarkId,
      text,
      at: instant(at),
      personName,
    })),
    conflicts: view.conflicts.map(({ personId: who, declaredAt, ...one }) => ({
      ...{
        id: one.id,
        personName: one.personName,
        reason: one.reason,
        declaredAt: instant(declaredAt),
        mine: who === personId,
      },
    })),
    explained: view.explained,
    opinions: view.opinions.map(opinionView),
    ...{ check: checkView(view, personId), relations: view.relations },
    openings: view.openings.map(({ askedAt, answeredAt, ...one }) => ({
      ...{ ...one, label: labelOf(one.fact), askedAt: instant(askedAt) },
      answeredAt: answeredAt === null ? null : instant(answeredAt),
    })),
    possible: view.possible.map((one) => ({ ...one, needs: [...one.needs] })),
  };
}

function checkView({ check, conflicts }: CaseView, personId: string): CaseDto['check'] {
  const { drawNumber, officers, visits } = check;
  const away = conflicts.some((one) => one.personId === personId);
  return {
    ...{ drawNumber, officers, mine: !away && (drawNumber === null || officers.some(({ id }) => id === personId)) },
    visits: visits.map(({ drawId: _, recordedAt, ...visit }) => ({ ...visit, recordedAt: instant(recordedAt) })),
  };
}

function opinionView({
  id: _id,
  applicationId: _application,
  enterpriseId: _enterprise,
  position: _position,
  version: _version,
  name: _name,
  creditCode: _code,
  ...opinion
}: CaseView['opinions'][number]): CaseOpinionDto {
  return opinion;
}

const instant = (at: Date | string): string => new Date(at).toISOString();

function revisionView({ number, asOf, hash, outcome, ...one }: Omit<Revision, 'content'>): CaseRevisionDto {
  const { submittedAt, submittedByName, confirmedByName, confirmedAt, minPoints, maxPoints } = one;
  return {
    ...{ number, asOf, hash, outcome, submittedByName, confirmedByName, points: pointsOf(minPoints, maxPoints) },
    ...{ submittedAt: instant(submittedAt), confirmedAt: instant(confirmedAt) },
  };
}

function stepsView({ application, steps }: CaseView): CaseDto['steps'] {
  const { states, actions } = procedureOf(application.procedure);
  const label = (state: string) => states.get(state)?.label ?? state;
  return steps.map(({ from, to, at, ...step }) => ({
    ...{ ...step, label: actions.get(step.action)?.label ?? '开始申报', at: instant(at) },
    ...{ fromLabel: from === null ? null : label(from), toLabel: label(to) },
  }));
}

/** Label of a fact or of a kind of evidence; the code where nobody knows it. */
function labels(dictionary: FactDictionary): (code: string) => string {
  const kinds = new Map([
    ...Object.entries(evidenceLabels),
    ...evidenceKinds.map(({ kind, label }) => [kind, label] as const),
  ]);
  return (code) => dictionary.find(code)?.label ?? kinds.get(code) ?? code;
}

/** The facts that the standard reads, in its order, then what was stated besides. */
function factsView(view: CaseView, revision: Revision, dictionary: FactDictionary): CaseFactDto[] {
  const { evaluation } = view;
  const used = evaluation?.explanation
    ? [...new Set(evaluation.explanation.clauses.flatMap(({ facts }) => facts.map(({ code }) => code)))]
    : [];
  const codes = [...new Set([...used, ...Object.keys(revision.content.facts)])];
  return codes.flatMap((code) => {
    const fact = dictionary.find(code);
    return fact ? [factView(fact, view, revision, used.includes(code))] : [];
  });
}

function factView(
  fact: FactDefinition,
  { evaluation, batch }: CaseView,
  { content }: Revision,
  used: boolean,
): CaseFactDto {
  const { code, label, unit, base, offset, origin: kind } = fact;
  const value = evaluation?.facts.get(code) ?? null;
  const origin = content.origins[code];
  return {
    ...{ code, label, unit, value: plain(fact, value), display: displayFact(fact, value), used },
    ...{ judged: kind === 'judged', byBureau: evaluation?.judged.includes(code) ?? false },
    ...{
      source: origin?.source ?? null,
      sourceLabel: origin?.sourceLabel ?? null,
      asOf: origin?.asOf ?? null,
      by: origin?.by ?? null,
    },
    figure: kind === 'entered' ? { code: base ?? code, year: batch.year + offset } : null,
  };
}

const plain = (fact: FactDefinition, value: FactValue): string | boolean | null =>
  typeof value === 'number' || typeof value === 'bigint' ? formatScaled(value, fact.scale) : value;

function changeView(change: Change, dictionary: FactDictionary, labelOf: (code: string) => string): CaseChangeDto {
  const { code, what, before, after, asked } = change;
  const fact = what === 'fact' ? dictionary.find(code) : undefined;
  const shown = (value: string | boolean | null): string => {
    if (!fact) return typeof value === 'string' && value !== '' ? value : '没有';
    return displayFact(fact, readFacts(JSON.stringify({ [code]: value }), dictionary).get(code) ?? null);
  };
  return { code, label: labelOf(code), what, before: shown(before), after: shown(after), asked };
}
