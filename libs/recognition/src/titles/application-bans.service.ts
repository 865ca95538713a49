import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, isDay, uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { badField, listConflict } from '../recognition.errors';

/** What a ban follows from: a row of another room. */
export interface BanGround {
  objectType: string;
  objectId: string;
}

/** A ban (限制申报) as somebody records it. */
export interface GivenBan {
  /** What for, in words. */
  cause: string;
  document: string;
  from: Day;
  /** First day on which the enterprise may apply again. */
  until: Day;
  reason: string;
}

/** A ban with who recorded and who lifted it. */
export interface RecordedBan extends GivenBan {
  id: string;
  personName: string;
  at: Date;
  liftedAt: Date | null;
  liftedByName: string | null;
  liftedWhy: string | null;
}

/** Bans on applying that other rooms record, in their transaction; `bansOf` tells of them wherever applying is asked for. */
@Injectable()
export class ApplicationBansService {
  constructor(private readonly trail: AuditTrail) {}

  /** @throws DomainError `RECOGNITION.BAN_DAYS` naming the field, `RECOGNITION.BAN_STANDS` where one of the same ground stands. */
  async record(tx: Transaction, enterpriseId: string, ground: BanGround, given: GivenBan): Promise<string> {
    const { cause, document, from, until, reason } = given;
    for (const [field, day] of Object.entries({ from, until }))
      if (!isDay(day)) throw badField(field, 'BAN_DAYS', `${field}：应是日期，形如 2026-01-01。`);
    if (until <= from || until > '2200-01-01')
      throw badField('until', 'BAN_DAYS', 'until：可以再申报的第一天应晚于限制开始的那一天。');
    const id = uuidv7();
    const written = await tx.client.query(
      `insert into application_ban (id, "enterpriseId", "objectType", "objectId", cause, document, "from", until, reason, "personId", "personName")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
      [
        ...[id, enterpriseId, ground.objectType, ground.objectId, cause, document, from, until, reason],
        ...[tx.person.id, tx.person.name],
      ],
    );
    if (written.rowCount !== 1)
      throw listConflict('BAN_STANDS', '这件事已经记过限制申报。要改期限，请先解除那一条再记。');
    await this.trail.record(tx, {
      ...{ action: 'recognition.banApplying', objectType: 'application_ban', objectId: id, reason },
      after: { enterpriseId, ...ground, cause, document, from, until },
    });
    return id;
  }

  /** Lifts the one that stands of this ground; it stays on record. @throws DomainError `RECOGNITION.NO_BAN`. */
  async lift(tx: Transaction, { objectType, objectId }: BanGround, reason: string): Promise<void> {
    const lifted = await tx.row<{ id: string }>(
      `update application_ban set "liftedAt" = now(), "liftedBy" = $3, "liftedByName" = $4, "liftedWhy" = $5
       where "objectType" = $1 and "objectId" = $2 and "liftedAt" is null returning id`,
      [objectType, objectId, tx.person.id, tx.person.name, reason],
    );
    if (!lifted) throw listConflict('NO_BAN', '没有因这件事记的限制申报，或已经解除。请刷新后再看。');
    await this.trail.record(tx, {
      ...{ action: 'recognition.liftBan', objectType: 'application_ban', objectId: lifted.id, reason },
    });
  }

  /** Those of a ground, the last first; lifted ones too. */
  of(tx: Transaction, { objectType, objectId }: BanGround): Promise<RecordedBan[]> {
    return tx.rows<RecordedBan>(
      `select id, cause, document, "from"::text as "from", until::text as until, reason, "personName", at, "liftedAt", "liftedByName", "liftedWhy"
       from application_ban where "objectType" = $1 and "objectId" = $2 order by id desc`,
      [objectType, objectId],
    );
  }
}
