import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { findBatch } from '../batches/batch';
import { consultationRules, type Department } from '../rules/consultation-rules';
import { casesUnasked } from './cases-to-ask';
import {
  type Consultation,
  consultationColumns,
  type ConsultationItem,
  findConsultation,
  itemColumns,
  itemTables,
  replyState,
  type ReplyState,
} from './consultation';

/** How many cases of a list have which answer. */
export type ReplyCounts = Record<ReplyState, number>;

export interface SentConsultation extends Consultation {
  counts: ReplyCounts;
}

/** A department with how many cases of a batch it was never asked about. */
export interface AskableDepartment extends Department {
  unasked: number;
}

/** Reads of the lists sent to departments; of cases those in sight. */
@Injectable()
export class ConsultationsQueries {
  constructor(private readonly database: Database) {}

  /** What may be asked, and what was, the last first. @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
  ofBatch(
    person: ActingPerson,
    batchId: string,
  ): Promise<{ rule: string; departments: AskableDepartment[]; items: SentConsultation[] }> {
    const { rule, departments } = consultationRules();
    return this.database.read(person, async (tx) => {
      const batch = await findBatch(tx, batchId);
      const unasked = await casesUnasked(tx, batch.id, [...departments.keys()]);
      const askable = [...departments.values()].map((one) => ({ ...one, unasked: unasked.get(one.code) ?? 0 }));
      const items = await tx.rows<SentConsultation>(
        `select ${consultationColumns}, ${countsOf} as counts
         from recognition_consultation c join recognition_consultation_item i on i."consultationId" = c.id
         where c."batchId" = $1 group by c.id order by c.id desc limit 200`,
        [batch.id],
      );
      return { rule, departments: askable, items };
    });
  }

  /** One list whole. @throws DomainError `RECOGNITION.CONSULTATION_NOT_FOUND`. */
  one(
    person: ActingPerson,
    id: string,
  ): Promise<{ consultation: Consultation; batchName: string; rule: string; items: ConsultationItem[] }> {
    return this.database.read(person, async (tx) => {
      const consultation = await findConsultation(tx, id);
      const { name: batchName } = await findBatch(tx, consultation.batchId);
      const items = await tx.rows<ConsultationItem>(
        `select ${itemColumns} from ${itemTables} where c.id = $1 order by i.position`,
        [id],
      );
      return { consultation, batchName, rule: consultationRules().rule, items };
    });
  }
}

const states = ['none', 'objects', 'notApplicable', 'waiting', 'noReply'] as const;
const countsOf = `jsonb_build_object(${states
  .map((state) => `'${state}', count(*) filter (where ${replyState} = '${state}')`)
  .join(', ')})`;
