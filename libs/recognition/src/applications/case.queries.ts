import { Injectable } from '@nestjs/common';
import { restOf } from '@tidu/desk';
import { JudgementsService } from '@tidu/figures';
import { countWorkingDays, type Day, DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { StandardsService } from '@tidu/scoring';
import { procedureOf } from '../rules/procedures';
import { type Application, findApplication } from './application';
import { type CaseEvaluation, evaluateRevision } from './case-evaluation';
import { caseRecords, type CaseRecords } from './case-records';
import { type Change, changesBetween } from './changes';
import { type Conflict, standingConflicts } from './conflict-of-interest';
import { type PossibleAct, possibleFor } from './possible-acts';
import { type Revision, revisionsOf } from './revision';
import { type Opinion, opinionsOn } from '../consultations/consultation';
import { type CaseCheck, checkOf } from '../checks/draw';
import { type OpeningRequest, openingRequestsOf } from '../openings/opening';
import { relationConflicts } from '../relations/relation-reservations';
import type { Reservation } from '../reservations/reservation';
import { reservationsOf } from '../reservations/reservations';

/** A case as whoever deals with it sees it. */
export interface CaseView extends CaseRecords {
  application: Application;
  stateLabel: string;
  holder: string;
  plain: string;
  /** Working days it has stood there, and that are left. */
  age: number;
  left: number | null;
  overdue: boolean;
  revisions: Omit<Revision, 'content'>[];
  /** The one that is shown, the last unless another was asked for; null: nothing was submitted yet. */
  revision: Revision | null;
  evaluation: CaseEvaluation | null;
  /** Against the revision before; null: it is the first. */
  changes: Change[] | null;
  conflicts: Conflict[];
  /** What every department that was asked says (部门意见). */
  opinions: Opinion[];
  /** Fields the enterprise asked to be opened. */
  openings: OpeningRequest[];
  /** What rules find between the firm and its kin (关联企业冲突). */
  relations: Reservation[];
  /** Whether it was drawn for a check on the spot, and what was found. */
  check: CaseCheck;
  possible: PossibleAct[];
}

/** Reads one case whole. What its standard says is worked out anew from what was frozen, every time. */
@Injectable()
export class CaseQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly standards: StandardsService,
    private readonly judgements: JudgementsService,
  ) {}

  /** @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, also out of sight; `RECOGNITION.REVISION_NOT_FOUND`. */
  async one(person: ActingPerson, id: string, number?: number): Promise<CaseView> {
    const calendar = await this.reference.workingCalendar();
    const read = await this.database.read(person, async (tx) => {
      const application = await findApplication(tx, id);
      const conflicts = await standingConflicts(tx, application.enterpriseId);
      return {
        ...{ application, revisions: await revisionsOf(tx, id), records: await caseRecords(tx, application) },
        ...{ conflicts, today: await todayOf(tx), opinions: await opinionsOn(tx, id) },
        ...{ check: await checkOf(tx, id), relations: await relationConflicts(tx, application) },
        openings: await openingRequestsOf(tx, id),
        possible: await possibleWith(tx, possibleFor(person, application, conflicts), application),
      };
    });
    const { application, revisions, records, conflicts, today, opinions, check, relations, openings, possible } = read;
    const revision = shownOf(revisions, number);
    const state = procedureOf(application.procedure).states.get(application.state);
    const since = await this.database.read(person, (tx) => sinceDay(tx, id));
    return {
      ...records,
      ...{ application, stateLabel: state?.label ?? application.state, holder: state?.holder ?? 'bureau' },
      ...{ plain: state?.plain ?? '', age: countWorkingDays(calendar, since, today).count, conflicts, opinions },
      left: application.dueOn === null ? null : restOf(calendar, today, application.dueOn).count,
      overdue: application.dueOn !== null && application.dueOn < today,
      revisions: revisions.map(({ content: _content, ...head }) => head),
      ...{ revision, evaluation: revision && (await this.evaluated(person, application, revision)) },
      changes: changesOf(revisions, revision, records),
      ...{ possible, check, relations, openings },
    };
  }

  private async evaluated(
    person: ActingPerson,
    { enterpriseId }: Application,
    revision: Revision,
  ): Promise<CaseEvaluation> {
    const [standard, dictionary, all] = [
      await this.standards.release(revision.releaseId),
      await this.reference.dictionary(),
      await this.judgements.ofEnterprise(person, enterpriseId),
    ];
    const { year } = revision.content.batch;
    const standing = all.filter((one) => one.revokedAt === null && one.year === year);
    return evaluateRevision(standard, dictionary, revision, standing);
  }
}

/** Each act with what stands against it. */
async function possibleWith(
  tx: Transaction,
  acts: readonly Omit<PossibleAct, 'against'>[],
  application: Application,
): Promise<PossibleAct[]> {
  const found: PossibleAct[] = [];
  for (const act of acts) found.push({ ...act, against: await reservationsOf(tx, application, act.action) });
  return found;
}

function shownOf(revisions: readonly Revision[], number: number | undefined): Revision | null {
  if (number === undefined) return revisions[0] ?? null;
  const found = revisions.find((one) => one.number === number);
  if (!found) throw new DomainError('notFound', 'RECOGNITION.REVISION_NOT_FOUND', `没有第 ${number} 次提交。`);
  return found;
}

/** What was asked for is what the returns of the revision before marked. */
function changesOf(revisions: readonly Revision[], shown: Revision | null, { marks }: CaseRecords): Change[] | null {
  const before = shown && revisions.find(({ number }) => number === shown.number - 1);
  if (!shown || !before) return null;
  const asked = marks.filter(({ revisionId }) => revisionId === before.id).map(({ fact }) => fact);
  return changesBetween(before.content, shown.content, new Set(asked));
}

async function sinceDay(tx: Transaction, id: string): Promise<Day> {
  const row = await tx.row<{ day: Day }>(
    `select ("stateSince" at time zone 'Asia/Shanghai')::date::text as day from application where id = $1`,
    [id],
  );
  return row?.day ?? '';
}
