import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database, systemActor, type Transaction } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { questionNotFound } from '../desk.errors';
import { NearestOwner } from '../reach/nearest-owner';
import { TasksService } from '../tasks/tasks.service';
import { ledgerRules } from './ledger-rules';

/** Something an enterprise is asked about, or was. */
export interface Question {
  id: string;
  about: string;
  askedAt: string;
  score: number | null;
  comment: string | null;
  answeredAt: string | null;
}

/** How those were satisfied whom somebody handled. */
export interface Score {
  /** Null: nobody in particular handled it. */
  handledByName: string | null;
  asked: number;
  answered: number;
  /** Mean of the answers in hundredths; null: too few to tell without telling whose they are. */
  average: number | null;
  low: number | null;
}

/** Answers of enterprises (满意度). Staff read sums alone: never who gave which score. */
@Injectable()
export class SatisfactionService {
  constructor(
    private readonly database: Database,
    private readonly nearest: NearestOwner,
    private readonly book: EnterpriseBook,
    private readonly tasks: TasksService,
    private readonly trail: AuditTrail,
  ) {}

  /** What an enterprise is asked, the unanswered first. */
  ofEnterprise(person: ActingPerson): Promise<Question[]> {
    return this.database.read(person, (tx) =>
      tx.rows<Question>(
        `select id, about, "askedAt", score, comment, "answeredAt" from desk_satisfaction
         order by score is not null, id desc limit 20`,
      ),
    );
  }

  /** Once; a low one is looked into by somebody else. @throws DomainError `DESK.QUESTION_NOT_FOUND`. */
  async answer(person: ActingPerson, id: string, score: number, comment: string | null): Promise<void> {
    await this.database.write(person, async (tx) => {
      const answered = await tx.rows(
        `update desk_satisfaction set score = $2, comment = $3, "answeredAt" = now(), "answeredBy" = $4
         where id = $1 and score is null returning id`,
        [id, score, comment, person.id],
      );
      if (answered.length === 0) throw questionNotFound();
      // that it was answered, not how: the trail is read by more people than may know it
      await this.trail.record(tx, { action: 'desk.answer', objectType: 'desk_satisfaction', objectId: id });
    });
    await this.followUp();
  }

  /** Gives each low score to somebody other than who handled it; again on the next round where nobody can hold it. */
  async followUp(): Promise<number> {
    const low = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        'select id from desk_satisfaction where score <= $1 and "followUpId" is null order by id limit 200',
        [ledgerRules().lowUpTo],
      ),
    );
    let given = 0;
    for (const { id } of low) if (await this.database.write(systemActor, (tx) => this.give(tx, id))) given++;
    return given;
  }

  private async give(tx: Transaction, id: string): Promise<boolean> {
    const row = await tx.row<{ enterpriseId: string; about: string; handledBy: string | null; comment: string | null }>(
      `select "enterpriseId", about, "handledBy", comment from desk_satisfaction where id = $1 and "followUpId" is null for update`,
      [id],
    );
    const firm = row && (await this.book.of(tx, [row.enterpriseId])).get(row.enterpriseId);
    const { followUp: kind } = ledgerRules();
    const owner = firm && (await this.nearest.of(tx, firm, kind, row.handledBy));
    if (!row || !firm || !owner) return false;
    const { id: taskId } = await this.tasks.create(tx, {
      ...{ kind, owner, enterpriseId: row.enterpriseId, objectType: 'desk_satisfaction', objectId: id },
      keptFrom: row.handledBy,
      title: `回访：${row.about}`.slice(0, 200),
      note: `企业对办理情况不满意${row.comment === null ? '' : `：${row.comment}`}。请由您重新办理，问清哪里不满意；原经办人不再办理。`,
    });
    await tx.rows('update desk_satisfaction set "followUpId" = $2 where id = $1', [id, taskId]);
    return true;
  }
}

/** By who handled it, of what was asked in these days, as it stood at the end of `asOf`; the rate stands beside every score. */
export function scoresOf(
  tx: Transaction,
  { from, until, asOf }: { from: string; until: string; asOf: string },
): Promise<Score[]> {
  const { least, lowUpTo } = ledgerRules();
  const day = (column: string) => `(${column} at time zone 'Asia/Shanghai')::date`;
  return tx.rows<Score>(
    `select s."handledByName", count(*)::int as asked, count(a.score)::int as answered,
       case when count(a.score) >= $4 then round(avg(a.score) * 100)::int end as average,
       case when count(a.score) >= $4 then (count(*) filter (where a.score <= $5))::int end as low
     from desk_satisfaction s left join lateral (select s.score where ${day('s."answeredAt"')} <= $3::date) a on true
     where ${day('s."askedAt"')} between $1::date and $2::date group by s."handledBy", s."handledByName"
     order by s."handledByName" nulls last, s."handledBy"`,
    [from, until, asOf, least, lowUpTo],
  );
}
