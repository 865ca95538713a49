import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, todayOf, type Transaction } from '@tidu/platform';
import { findApplication } from '../applications/application';
import { requireNoConflictWith } from '../applications/conflict-of-interest';
import { badField, notPermitted } from '../recognition.errors';
import { checkOf } from './draw';

/** 与申报一致、与申报不一致、没有查成. */
export const visitConclusions = ['conforms', 'differs', 'notDone'] as const;
export type VisitConclusion = (typeof visitConclusions)[number];

export interface GivenVisit {
  visitedOn: Day;
  visitors: string;
  conclusion: VisitConclusion;
  findings: string;
  /** Evidence files of the enterprise: photos, papers. */
  photos: readonly string[];
}

/** What was found on the spot (实地检查记录), recorded by who was sent; never changed, the last record counts. */
@Injectable()
export class VisitsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, `RECOGNITION.NOT_PERMITTED` where others were drawn,
   *   `RECOGNITION.CONFLICT_OF_INTEREST`, `RECOGNITION.VISIT_DAY`, `RECOGNITION.VISIT_PHOTO`.
   */
  async record(person: ActingPerson, applicationId: string, given: GivenVisit): Promise<string> {
    return this.database.write(person, async (tx) => {
      const { enterpriseId, submittedAt } = await findApplication(tx, applicationId);
      const { drawId, officers } = await checkOf(tx, applicationId);
      await requireNoConflictWith(tx, [enterpriseId]);
      if (drawId !== null && !officers.some(({ id }) => id === person.id))
        throw notPermitted(`抽中去检查的是${officers.map(({ name }) => name).join('、')}，检查记录由他们登记。`);
      const { visitedOn, visitors, conclusion, findings, photos } = given;
      if (submittedAt === null || visitedOn > (await todayOf(tx)))
        throw badField('visitedOn', 'VISIT_DAY', '检查日期不能晚于今天；还没有提交的申报不用检查。');
      const id = uuidv7();
      await tx.rows(
        `insert into recognition_visit (id, "applicationId", "enterpriseId", "drawId", "visitedOn", visitors, conclusion, findings,
           "recordedBy", "recordedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, applicationId, enterpriseId, drawId, visitedOn, visitors, conclusion, findings, person.id, person.name],
      );
      await keepPhotos(tx, { id, enterpriseId }, photos);
      await this.trail.record(tx, {
        ...{ action: 'recognition.recordVisit', objectType: 'application', objectId: applicationId },
        after: { visitId: id, drawId, visitedOn, visitors, conclusion, photos: photos.length },
      });
      return id;
    });
  }
}

async function keepPhotos(
  tx: Transaction,
  { id, enterpriseId }: { id: string; enterpriseId: string },
  photos: readonly string[],
): Promise<void> {
  const kept = await tx.rows(
    `insert into recognition_visit_photo ("visitId", "enterpriseId", "evidenceId")
     select $1, $2, f.id from evidence_file f where f.id = any($3::uuid[]) and f."enterpriseId" = $2 returning "evidenceId"`,
    [id, enterpriseId, photos],
  );
  if (kept.length < new Set(photos.map((one) => one.toLowerCase())).size)
    throw badField('photos', 'VISIT_PHOTO', '照片里有一张不是这家企业的佐证材料，请重新上传。');
}
