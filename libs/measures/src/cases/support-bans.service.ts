import { Injectable } from '@nestjs/common';
import { ApplicationBansService, type GivenBan, type RecordedBan } from '@tidu/recognition';
import { type ActingPerson, Database } from '@tidu/platform';
import { refused } from '../measures.errors';
import { findCase, inTurn } from './case';

const groundOf = (caseId: string) => ({ objectType: 'measure_case', objectId: caseId });

/** Bans on applying (限制申报) because support was claimed back: asked wherever support or a title is applied for. */
@Injectable()
export class SupportBansService {
  constructor(
    private readonly database: Database,
    private readonly bans: ApplicationBansService,
  ) {}

  /** Those of a case in sight. @throws DomainError `MEASURES.CASE_NOT_FOUND`. */
  of(person: ActingPerson, caseId: string): Promise<RecordedBan[]> {
    return this.database.read(person, async (tx) => {
      await findCase(tx, caseId);
      return this.bans.of(tx, groundOf(caseId));
    });
  }

  /**
   * Of a case that is or was claimed back.
   * @throws DomainError `MEASURES.CASE_NOT_FOUND`, `MEASURES.NOT_CLAIMED_BACK`, `RECOGNITION.BAN_DAYS`, `RECOGNITION.BAN_STANDS`.
   */
  record(person: ActingPerson, caseId: string, given: Omit<GivenBan, 'cause'>): Promise<string> {
    return this.database.write(person, async (tx) => {
      const { enterpriseId } = await findCase(tx, caseId);
      await inTurn(tx, enterpriseId);
      const { state, measureName } = await findCase(tx, caseId);
      if (state !== 'recovering' && state !== 'recovered')
        throw refused('NOT_CLAIMED_BACK', '只有要求退回资金的办理才能记入限制申报。请先要求退回。');
      const cause = `“${measureName}”的资金被追回`.slice(0, 100);
      return this.bans.record(tx, enterpriseId, groundOf(caseId), { ...given, cause });
    });
  }

  /** @throws DomainError `MEASURES.CASE_NOT_FOUND`, `RECOGNITION.NO_BAN`. */
  lift(person: ActingPerson, caseId: string, reason: string): Promise<void> {
    return this.database.write(person, async (tx) => {
      await findCase(tx, caseId);
      await this.bans.lift(tx, groundOf(caseId), reason);
    });
  }
}
