import { Injectable } from '@nestjs/common';
import { evidenceLabels } from '@tidu/figures';
import { shanghaiDay } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { restOf } from '@tidu/desk';
import { ReferenceService } from '@tidu/reference';
import { OpenStandardsService } from '@tidu/scoring';
import { possibleActions } from '../applications/application-acts.service';
import type { Application } from '../applications/application';
import { openingRequestsOf } from '../openings/opening';
import { procedureOf } from '../rules/procedures';
import { askedView } from './asked-view';
import { batchView } from './batch';
import { ClaimService, type Worked } from './claim.service';
import { ConfirmationsService } from './confirmations.service';
import type { Content } from './content';
import { declarationRules } from './declaration-rules';
import { DeclarationsService } from './declarations.service';
import { obstacleToEvidence } from './evidence';
import { OpeningsService } from './openings.service';
import type { DeclarationDto, DeclaredRevisionDto, OwnStepDto } from './portal/declaration.portal.dto';
import { readDraft } from './read-draft';
import { slipView } from './slip-view';
import { applicationNotFound } from '../recognition.errors';

/** What the page of a declaration shows: the form and where the case stands, in plain words (进度). */
@Injectable()
export class DeclarationViewService {
  constructor(
    private readonly database: Database,
    private readonly declarations: DeclarationsService,
    private readonly openings: OpeningsService,
    private readonly claims: ClaimService,
    private readonly confirmations: ConfirmationsService,
    private readonly openStandards: OpenStandardsService,
    private readonly reference: ReferenceService,
  ) {}

  /** @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, of another enterprise's too. */
  async of(person: ActingPerson, enterpriseId: string, id: string): Promise<DeclarationDto> {
    const standard = await this.declarations.standardOf(person, enterpriseId, id);
    const [calendar, { dictionary }, published] = await Promise.all([
      ...([this.reference.workingCalendar(), this.reference.facts()] as const),
      this.openStandards.viewOf(standard),
    ]);
    const bans = await this.openings.bans(enterpriseId);
    return this.database.read(person, async (tx) => {
      const declaration = await this.declarations.one(tx, standard, { enterpriseId, id });
      const worked = await this.claims.work(tx, declaration);
      const { application, batch } = declaration;
      const { draft, open, stored } = worked;
      const typed = readDraft(standard.evaluator, worked.asked, draft.answers);
      const files = await obstacleToEvidence(tx, declaration, draft, dictionary);
      const problems = [...typed.problems, ...files];
      const left =
        application.dueOn === null ? null : restOf(calendar, shanghaiDay(Date.now()), application.dueOn).count;
      return {
        ...{ id, version: application.version, purpose: application.purpose, standard: published },
        purposes: open.all ? await this.openings.choices(tx, { enterpriseId, bans }, batch) : [],
        batch: batchView(batch),
        ...standing(application, left),
        ...{ unit: draft.unit, answers: answersOf(worked), evidence: [...draft.evidence] },
        ...{ draftVersion: stored?.version ?? 0, savedAt: stored?.savedAt ?? null },
        savedByName: stored?.savedByName ?? null,
        ...{ asked: askedView(standard.evaluator.dictionary, worked), openAll: open.all },
        marks: open.marks.map(({ fact, remark }) => ({ fact, label: labelOf(fact), remark })),
        problems: problems.map(({ where, code, message }) => ({ field: where.field ?? '', code, message })),
        confirmation: await this.confirmations.state(tx, id),
        evidenceRules: declarationRules().evidence.map((rule) => ({
          ...rule,
          facts: [...rule.facts],
          label: evidenceLabels[rule.kind],
        })),
        ...{ commitment: declarationRules().commitment, slip: slipView(), steps: await stepsOf(tx, application) },
        revisions: await revisionsOf(tx, id),
        openings: (await openingRequestsOf(tx, id)).map(({ askedAt, fact, reason, state, answer }) => ({
          ...{ fact, label: labelOf(fact), reason, state, answer, askedAt: askedAt.toISOString() },
        })),
      };
      function labelOf(code: string): string {
        const kind = Object.entries(evidenceLabels).find(([one]) => one === code);
        return dictionary.find(code)?.label ?? kind?.[1] ?? code;
      }
    });
  }

  /** One submission as it was, to print and stamp. @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`. */
  async revision(person: ActingPerson, enterpriseId: string, id: string, number: number): Promise<DeclaredRevisionDto> {
    const standard = await this.declarations.standardOf(person, enterpriseId, id);
    const published = await this.openStandards.viewOf(standard);
    return this.database.read(person, async (tx) => {
      const row = await tx.row<StoredRevision>(
        `select r.number, r.hash, r.content, r.outcome, r."minPoints", r."maxPoints", r."askedAgain", r."asOf"::text as "asOf",
           r."submittedAt", r."submittedByName", a."receiptNumber", a.purpose
         from application_revision r join application a on a.id = r."applicationId"
         where a.id = $1 and r.number::bigint = $2::bigint and a."enterpriseId" = $3`,
        [id, number, enterpriseId],
      );
      if (!row) throw applicationNotFound();
      const { content, minPoints, maxPoints, ...plain } = row;
      return { ...plain, standard: published, content: { ...content }, points: pointsOf(minPoints, maxPoints) };
    });
  }
}

type StoredRevision = Omit<DeclaredRevisionDto, 'content' | 'points' | 'standard'> & {
  content: Content;
  minPoints: string | null;
  maxPoints: string | null;
};

const pointsOf = (min: string | null, max: string | null) =>
  min === null || max === null ? null : { min: Number(min) / 10_000, max: Number(max) / 10_000 };

/** Where the case stands, whose it is, until when, and what the enterprise may do now. */
function standing(application: Application, workingDaysLeft: number | null) {
  const { procedure, state, stateSince, dueOn, dueProvisional, receiptNumber, submittedAt } = application;
  const now = procedureOf(procedure).states.get(state);
  return {
    ...{ state, stateLabel: now?.label ?? state, plain: now?.plain ?? '', holder: now?.holder ?? 'nobody' },
    ...{ stateSince, dueOn, dueProvisional, workingDaysLeft, receiptNumber, submittedAt },
    actions: possibleActions(application, 'submitter').map(({ code, label, needs }) => ({
      code,
      label,
      needs: [...needs],
    })),
  };
}

const answersOf = ({ draft }: Worked) =>
  Object.entries(draft.answers).map(([code, { text, unit }]) => ({ code, text, unit }));

async function stepsOf(tx: Transaction, { id, procedure }: Application): Promise<OwnStepDto[]> {
  const { states, actions } = procedureOf(procedure);
  const rows = await tx.rows<
    Omit<OwnStepDto, 'label' | 'toLabel' | 'byStaff'> & { action: string; to: string; principal: string | null }
  >(
    `select action, "to", reason, document, "documentOn"::text as "documentOn", at, "personName" as "personName", principal
     from application_step where "applicationId" = $1 order by id`,
    [id],
  );
  return rows.map(({ action, to, principal, personName, ...rest }) => ({
    ...{
      label: action === 'begin' ? '开始填报' : (actions.get(action)?.label ?? action),
      toLabel: states.get(to)?.label ?? to,
    },
    // of staff an enterprise is told the office, not the person
    ...{ byStaff: principal === null, personName: principal === null ? '工信局' : personName, ...rest },
  }));
}

async function revisionsOf(tx: Transaction, id: string) {
  const rows = await tx.rows<{
    number: number;
    hash: string;
    submittedAt: string;
    submittedByName: string;
    confirmedByName: string;
    askedAgain: number;
  }>(
    `select number, hash, "submittedAt", "submittedByName", "confirmedByName", "askedAgain" from application_revision
     where "applicationId" = $1 order by number desc`,
    [id],
  );
  return rows;
}
