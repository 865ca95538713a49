import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay, systemClock } from '@tidu/kernel';
import {
  type ConfidentialRead,
  Database,
  fieldRegister,
  ReadsNoted,
  systemActor,
  type Transaction,
} from '@tidu/platform';
import type { SessionRequest } from '../sessions/session';

/** What of a day's reads is remembered here, so that looking again costs no statement. */
interface Day {
  day: string;
  seen: Set<string>;
}

const mostKept = 2000;

interface Look {
  of: ConfidentialRead['of'];
  records: string[];
  /** Codes of the fields that are shown whole. */
  codes: string[];
  operation: string;
  /** Whether the person proved themselves shortly before. */
  isFresh: boolean;
  isNoted: boolean;
}

/**
 * Who was shown what confidential (涉密查看): the first look at an enterprise's field in a day is an entry of the trail, and
 * the records of a day are counted. Beyond what the register allows, a fresh proof is asked for, and the audit
 * administrator finds an entry of it.
 */
@Injectable()
export class ReadsOfPersons extends ReadsNoted {
  private readonly days = new Map<string, Day>();

  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {
    super();
  }

  /** @throws DomainError `ACCESS.STEP_UP` */
  async note({ request, of, records, fields, isNoted }: ConfidentialRead): Promise<void> {
    const { session, person } = request as SessionRequest;
    if (!session || !person) return;
    const { day, seen } = this.dayOf(session.personId);
    const codes = fields.map(({ code }) => code).sort();
    const keys = records.flatMap((record) => codes.map((code) => `${record} ${code}`));
    if (keys.length > 0 && keys.every((key) => seen.has(key))) return;
    const reader = { ...person, act: undefined }; // a look is no act that takes effect once
    const operation = `${request.method} ${(request.route as { path: string }).path}`;
    const isFresh = session.steppedUp;
    const allowed = await this.database.write(reader, (tx) =>
      this.take(tx, day, { of, records, codes, operation, isFresh, isNoted }),
    );
    if (!allowed) throw tooMany();
    for (const key of keys) seen.add(key);
  }

  /** Counts and notes; false where it would be too many: then nothing of it counts as seen. */
  private async take(tx: Transaction, day: string, look: Look): Promise<boolean> {
    const { of, records, codes, operation, isFresh, isNoted } = look;
    const { recordsADay } = fieldRegister().reads;
    await tx.rows(`select pg_advisory_xact_lock(hashtextextended('reads ' || $1::text, 0))`, [tx.person.id]);
    const counted = await tx.row<{ before: number; added: number }>(
      `select count(distinct "recordId")::int as before,
              (select count(*)::int from unnest($3::uuid[]) r(id) where not exists (
                 select from confidential_read c where c."personId" = $1 and c.day = $2 and c."recordId" = r.id)) as added
       from confidential_read where "personId" = $1 and day = $2`,
      [tx.person.id, day, records],
    );
    const total = (counted?.before ?? 0) + (counted?.added ?? 0);
    const isTooMany = total > recordsADay && (counted?.added ?? 0) > 0;
    if (isTooMany) await this.warn(tx, day, recordsADay);
    if (isTooMany && !isFresh) return false;
    const fresh = await tx.rows<{ recordId: string }>(
      `insert into confidential_read ("personId", day, "recordId", field)
       select $1, $2, r.id, f.code from unnest($3::uuid[]) r(id), unnest($4::text[]) f(code)
       on conflict do nothing returning "recordId"`,
      [tx.person.id, day, records, codes],
    );
    const seen = [...new Set(fresh.map(({ recordId }) => recordId))];
    if (isNoted || (seen.length === 0 && records.length > 0)) return true;
    const [one] = seen;
    const only = of === 'enterprise' && seen.length === 1 ? one : undefined;
    await this.trail.record(tx, {
      ...{ action: 'access.readConfidential', objectType: only === undefined ? 'operation' : 'enterprise' },
      objectId: only ?? operation.slice(0, 100),
      after: { operation, fields: codes, ...(only === undefined && { records: seen }) },
    });
    return true;
  }

  /** Tells the audit administrator, once a day and person. */
  private async warn(tx: Transaction, day: string, limit: number): Promise<void> {
    const first = await tx.rows(
      `insert into mass_reading ("personId", day) values ($1, $2) on conflict do nothing returning day`,
      [tx.person.id, day],
    );
    if (first.length === 0) return;
    await this.trail.record(tx, {
      ...{ action: 'access.massReading', objectType: 'person', objectId: tx.person.id },
      after: { day, limit },
    });
  }

  private dayOf(personId: string): Day {
    const today = shanghaiDay(systemClock.now());
    const known = this.days.get(personId);
    if (known?.day === today) return known;
    if (this.days.size >= mostKept) this.days.clear();
    const begun: Day = { day: today, seen: new Set() };
    this.days.set(personId, begun);
    return begun;
  }
}

const tooMany = () =>
  new DomainError(
    'forbidden',
    'ACCESS.STEP_UP',
    `您今天看过的企业已超过 ${fieldRegister().reads.recordsADay} 家，已告知审计管理员。要继续看，请重新输入口令确认是您本人。`,
  );

/** Forgets whom somebody saw before yesterday; the trail keeps it. */
export async function forgetReads(database: Database): Promise<void> {
  await database.write(systemActor, async (tx) => {
    await tx.rows(`delete from confidential_read where day < (now() at time zone 'Asia/Shanghai')::date - 1`);
    await tx.rows(`delete from mass_reading where day < (now() at time zone 'Asia/Shanghai')::date - 400`);
  });
}
