import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { ReferenceService } from './reference.service';

/** Lists that are the district's own (本区自定). */
export const ownLists = ['zone', 'chain'] as const;
export type OwnList = (typeof ownLists)[number];
const ownListLabels: Record<OwnList, string> = { zone: '园区', chain: '产业链' };

/** A zone (园区), or a chain or a link of one (产业链、环节). */
export interface OwnEntry {
  code: string;
  name: string;
  /** Zone: level at which it was approved. */
  level?: 'district' | 'city' | 'province' | 'nation' | null;
  /** Chain: the chain of which this is a link. */
  parent?: string | null;
  note: string;
  validFrom: string | null;
  validUntil: string | null;
  version: number;
  recordedAt: string;
  recordedByName: string;
  reason: string;
}

/** What a person may state of an entry. */
export type OwnValues = Pick<OwnEntry, 'name' | 'level' | 'parent' | 'note' | 'validFrom' | 'validUntil'>;

/** A past state with the days in which things were so. */
export interface PastEntry {
  version: number;
  entry: OwnValues;
  stateFrom: string | null;
  stateUntil: string;
  recordedAt: string;
  recordedByName: string;
  reason: string;
}

const extra = { zone: 'level', chain: 'parent' } as const;
const columns = (list: OwnList) =>
  `code, name, ${extra[list]}, note, "validFrom"::text, "validUntil"::text, version, "recordedAt", "recordedByName", reason`;

/** Zones and chains of the district: added, changed from a day on, ended; every past state is kept. */
@Injectable()
export class OwnListsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** All entries by code, or those that exist on a day, as they were then. */
  async list(person: ActingPerson, list: OwnList, day?: string): Promise<OwnEntry[]> {
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<OwnEntry>(`select ${columns(list)} from ${list} order by code`);
      if (day === undefined) return rows;
      const past = await tx.rows<{ code: string; entry: OwnValues }>(
        `select distinct on (code) code, entry from code_version
         where "table" = $1 and coalesce("stateFrom" <= $2, true) and "stateUntil" > $2 order by code, version desc`,
        [list, day],
      );
      const then = new Map(past.map(({ code, entry }) => [code, entry]));
      return rows
        .map((row) => ({ ...row, ...then.get(row.code) }))
        .filter(({ validFrom, validUntil }) => (validFrom ?? day) <= day && day < (validUntil ?? '9999'));
    });
  }

  /** Past states of one entry, newest first. */
  history(person: ActingPerson, list: OwnList, code: string): Promise<PastEntry[]> {
    return this.database.read(person, (tx) =>
      tx.rows<PastEntry>(
        `select version, entry, "stateFrom"::text, "stateUntil"::text, "recordedAt", "recordedByName", reason
         from code_version where "table" = $1 and code = $2 order by version desc`,
        [list, code],
      ),
    );
  }

  /** @throws DomainError `REFERENCE.CODE_TAKEN`: a code is never given to another. */
  async add(person: ActingPerson, list: OwnList, code: string, values: OwnValues, reason: string): Promise<OwnEntry> {
    const made = await this.database.write(person, async (tx) => {
      await this.check(tx, list, code, values);
      const row = await tx.row<OwnEntry>(
        `insert into ${list} (code, name, ${extra[list]}, note, "validFrom", "validUntil", "recordedBy", "recordedByName", reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning ${columns(list)}`,
        [code, ...valuesOf(list, values), person.id, person.name, reason],
      );
      if (!row)
        throw new DomainError(
          'conflict',
          'REFERENCE.CODE_TAKEN',
          `代码 ${code} 已经用过，不能再给别的${ownListLabels[list]}。请换一个代码，或修改原来那一条。`,
        );
      await this.trail.record(tx, {
        ...{ action: 'reference.addCode', objectType: list, objectId: code, reason },
        after: values,
      });
      return row;
    });
    this.reference.forget();
    return made;
  }

  /** Changes an entry from the day `since` on (today unless said): until then it stays as it was. */
  async change(
    person: ActingPerson,
    list: OwnList,
    code: string,
    version: number,
    values: OwnValues,
    { reason, since }: { reason: string; since?: string },
  ): Promise<OwnEntry> {
    const today = shanghaiDay(Date.now());
    const from = since ?? today;
    if (from > today)
      throw new DomainError('invalid', 'REFERENCE.SINCE', 'since：变更从哪天起不能晚于今天；到那天再来修改。');
    const changed = await this.database.write(person, async (tx) => {
      await this.check(tx, list, code, values);
      const before = await this.current(tx, list, code, version);
      const row = await tx.row<OwnEntry>(
        `update ${list} set name = $2, ${extra[list]} = $3, note = $4, "validFrom" = $5, "validUntil" = $6,
           version = version + 1, "recordedAt" = now(), "recordedBy" = $7, "recordedByName" = $8, reason = $9
         where code = $1 returning ${columns(list)}`,
        [code, ...valuesOf(list, values), person.id, person.name, reason],
      );
      if (!row) throw new Error('a locked row is there');
      await this.keepPast(tx, list, before, from);
      await this.trail.record(tx, {
        ...{ action: 'reference.changeCode', objectType: list, objectId: code, reason },
        ...{ before: only(list, before), after: { ...values, since: from } },
      });
      return row;
    });
    this.reference.forget();
    return changed;
  }

  /** The entry as it stands, locked; refuses when another change came first. */
  private async current(tx: Transaction, list: OwnList, code: string, version: number) {
    const row = await tx.row<OwnEntry & { recordedBy: string }>(
      `select ${columns(list)}, "recordedBy" from ${list} where code = $1 for update`,
      [code],
    );
    if (!row) throw new DomainError('notFound', 'REFERENCE.NOT_FOUND', `没有代码为 ${code} 的${ownListLabels[list]}。`);
    if (row.version !== version)
      throw staleVersion(`${ownListLabels[list]}“${row.name}”`, {
        version: row.version,
        who: row.recordedByName,
        at: row.recordedAt,
      });
    return row;
  }

  /** The replaced state with its days: from the end of the state before it until the change. */
  private async keepPast(tx: Transaction, list: OwnList, before: OwnEntry & { recordedBy: string }, until: string) {
    const last = await tx.row<{ until: string }>(
      `select max("stateUntil")::text as until from code_version where "table" = $1 and code = $2`,
      [list, before.code],
    );
    const from = last?.until ?? null;
    if (from !== null && until < from)
      throw new DomainError('invalid', 'REFERENCE.SINCE', `since：上一次变更从 ${from} 起，这一次不能早于它。`);
    await tx.rows(
      `insert into code_version ("table", code, version, entry, "stateFrom", "stateUntil", "recordedAt", "recordedBy", "recordedByName", reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[list, before.code, before.version, only(list, before), from, until],
        ...[before.recordedAt, before.recordedBy, before.recordedByName, before.reason],
      ],
    );
  }

  private async check(tx: Transaction, list: OwnList, code: string, values: OwnValues): Promise<void> {
    const { validFrom, validUntil, parent } = values;
    const wrong: string[] = [];
    if (validFrom !== null && validUntil !== null && validFrom >= validUntil)
      wrong.push('validUntil：截止日应晚于起始日。');
    if (list === 'chain' && typeof parent === 'string') {
      const chain = await tx.row<{ parent: string | null }>('select parent from chain where code = $1', [parent]);
      if (parent === code || !chain) wrong.push(`parent：没有代码为 ${parent} 的产业链。`);
      else if (chain.parent !== null) wrong.push(`parent：${parent} 本身是一个环节，环节下面不再分环节。`);
    }
    if (wrong.length > 0) throw new DomainError('invalid', 'REFERENCE.ENTRY', wrong.join(' '));
  }
}

function valuesOf(list: OwnList, values: OwnValues): unknown[] {
  return [values.name, values[extra[list]] ?? null, values.note, values.validFrom, values.validUntil];
}

function only(list: OwnList, { name, note, validFrom, validUntil, ...rest }: OwnEntry): OwnValues {
  return { name, [extra[list]]: rest[extra[list]] ?? null, note, validFrom, validUntil };
}
