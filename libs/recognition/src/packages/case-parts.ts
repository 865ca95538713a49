import { type Grounds, groundParts, neededFacts, type Part, workOut } from '@tidu/criteria';
import type { Transaction } from '@tidu/platform';
import { bureauOf, type ReferenceService } from '@tidu/reference';
import type { StandardsService } from '@tidu/scoring';
import { findApplication, purposeWords } from '../applications/application';
import { caseRecords, type CaseRecords } from '../applications/case-records';
import { type Revision, revisionsOf } from '../applications/revision';
import { factsLost, nothingSubmitted } from '../recognition.errors';
import type { Actor, Procedure } from '../rules/procedure';
import { procedureOf } from '../rules/procedures';

/** What the parts of a case are made with. */
export interface PartsMade {
  reference: ReferenceService;
  standards: StandardsService;
}

/** Who did a step, by role: a package goes out of the house. */
const roleWords: Readonly<Record<Actor, string>> = {
  ...{ submitter: '企业', reviewer: '初审人', approver: '批准人', recorder: '登记上级决定的人', rule: '按规则' },
};

interface Judgement {
  fact: string;
  value: string;
  basis: string;
  judgedAt: Date;
}

/**
 * Everything a decision on this case rests on and what was done, part by part; no remarks among staff, no names of
 * staff, nothing about another enterprise.
 * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, `RECOGNITION.NOTHING_SUBMITTED`.
 */
export async function casePartsOf(tx: Transaction, id: string, made: PartsMade): Promise<Part[]> {
  const application = await findApplication(tx, id);
  const [revision] = await revisionsOf(tx, id);
  if (!revision) throw nothingSubmitted();
  const records = await caseRecords(tx, application);
  const procedure = procedureOf(application.procedure);
  const judgements = await judgementsOf(tx, application.enterpriseId, records.batch.year);
  const grounds = await groundsOf(tx, revision, judgements, made);
  const { enterprise, batch } = records;
  const regions = await made.reference.regions();
  const head = {
    ...{ id, receiptNumber: application.receiptNumber, purpose: purposeWords[application.purpose] },
    ...{ stateLabel: procedure.states.get(application.state)?.label ?? application.state, number: revision.number },
    ...{ submittedAt: revision.submittedAt.toISOString(), bureau: await bureauOf(tx) },
    ...{ batch: { name: batch.name, title: batch.title, level: batch.level, year: batch.year } },
    enterprise: {
      ...{ name: enterprise.name, creditCode: enterprise.creditCode },
      regionName: regions.get(enterprise.regionCode)?.name ?? enterprise.regionCode,
    },
  };
  return [
    ['case', head],
    ...groundParts(grounds, workOut(grounds)),
    ...numbered('judgement', judgements.map(judgementPart(grounds))),
    ...numbered('step', stepParts(records, procedure)),
    ...numbered('mark', markParts(records, grounds)),
  ];
}

/** What the standard says of a revision rests on this. */
export async function groundsOf(
  tx: Transaction,
  revision: Revision,
  judgements: readonly Pick<Judgement, 'fact' | 'value'>[],
  { standards }: Pick<PartsMade, 'standards'>,
): Promise<Grounds> {
  const { evaluator, hash: releaseHash } = await standards.release(revision.releaseId);
  const content = revision.content as unknown as Grounds['content'];
  const codes = neededFacts(evaluator, [...Object.keys(content.facts), ...judgements.map(({ fact }) => fact)]);
  const rows = await tx.rows<{ entry: Record<string, string> }>(
    'select entry from fact where code = any ($1) order by position',
    [[...codes]],
  );
  requireKnown(
    content,
    rows.map(({ entry }) => entry.code ?? ''),
  );
  const filled = judgements.filter(({ fact }) => evaluator.dictionary.find(fact) && !(fact in content.facts));
  return {
    ...{ content, contentHash: revision.hash, document: evaluator.release.document, releaseHash },
    ...{ dictionary: rows.map(({ entry }) => entry), purpose: revision.purpose, date: revision.asOf, cohort: null },
    judged: Object.fromEntries(filled.map(({ fact, value }) => [fact, value === 'true'])),
    stored: { outcome: revision.outcome, minPoints: revision.minPoints, maxPoints: revision.maxPoints },
  };
}

/** What was submitted is worded by the dictionary: a fact that it lost can't be told to anybody. */
function requireKnown({ facts, enterprise }: Grounds['content'], known: readonly string[]): void {
  const lost = Object.keys(facts).filter((code) => !known.includes(code));
  if (lost.length > 0) throw factsLost((enterprise as { name?: string } | undefined)?.name ?? '一家企业', lost);
}

/** What stands of what was judged for the year: of records merged into this one too, where it has none of its own. */
function judgementsOf(tx: Transaction, enterpriseId: string, year: number): Promise<Judgement[]> {
  return tx.rows<Judgement>(
    `select distinct on (fact) fact, value, basis, "judgedAt" from judgement
     where "enterpriseId" in (select enterprise_family($1)) and year = $2 and "revokedAt" is null
     order by fact, "enterpriseId" = $1 desc, "judgedAt" desc`,
    [enterpriseId, year],
  );
}

const numbered = (name: string, list: readonly object[]): Part[] =>
  list.map((one, i): Part => [`${name}.${String(i + 1).padStart(4, '0')}`, one]);

const labelIn = ({ dictionary }: Grounds, code: string): string =>
  dictionary.find((row) => row.code === code)?.label ?? code;

const judgementPart =
  (grounds: Grounds) =>
  ({ fact, value, basis, judgedAt }: Judgement): object => ({
    ...{ fact, label: labelIn(grounds, fact), value: value === 'true', basis, by: '区县工作人员' },
    ...{ judgedAt: judgedAt.toISOString(), used: fact in grounds.judged },
  });

/** The oldest first. */
function stepParts({ steps }: CaseRecords, { states, actions }: Procedure): object[] {
  return [...steps].reverse().map(({ at, action, from, to, revision, reason, document, documentOn }) => {
    const known = actions.get(action);
    return {
      ...{ at: at.toISOString(), label: known?.label ?? '开始申报', by: roleWords[known?.by ?? 'submitter'] },
      ...{ from: from === null ? null : (states.get(from)?.label ?? from), to: states.get(to)?.label ?? to },
      ...{ revision, reason, document, documentOn },
    };
  });
}

const markParts = ({ marks }: CaseRecords, grounds: Grounds): object[] =>
  marks.map(({ fact, remark, answeredBy }) => ({ fact, label: labelIn(grounds, fact), remark, answeredBy }));
