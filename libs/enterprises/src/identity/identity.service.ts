import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { addRow, type NewRow } from '../dated/dated-rows';
import { aliasTable, type DatedTable, nameTable } from '../dated/dated-tables';
import { invalidField, rowNotFound } from '../enterprises.errors';
import { type Act, type ChangeKind, recordAct, unlessDone } from '../history';
import { acceptedCode, checkIdentity, dayBefore, refuseFuture, thisDay } from './check-identity';
import {
  type Identity,
  type IdentityPatch,
  loadForChange,
  saveIdentity,
  type StoredIdentity,
  today,
} from './identity.store';
import { type FormerName, freeTheSpan, nameSince } from './names';
import { changeFrom, correct, differences, setBetween, type States, stateOn } from './states';

/** Why an edit is done, and the version its author has seen. */
export interface Edit {
  act: Act;
  version: number;
  /** First day on which it is so; null: what stands was wrong all along (a correction). */
  effectiveOn: string | null;
}

/** What an edit makes of a record: its states, the day on which the difference is seen, rows that belong to it. */
interface Made {
  states: States<Identity>;
  day?: string;
  /** The days of the past it concerns, for the timeline. */
  span?: { validFrom: string | null; validUntil: string };
  rows?: { table: DatedTable; row: Omit<NewRow, 'act'> }[];
  /** What else is written, once nobody else can change the record any more. */
  then?: (tx: Transaction) => Promise<void>;
}

/** Changes of who an enterprise is. Each keeps what was before, and stands in timeline and trail with its reason. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Changes or corrects values of the identity. @throws DomainError `PLATFORM.STALE`, `ENTERPRISES.MERGED`, 404. */
  async edit(person: ActingPerson, id: string, patch: IdentityPatch, edit: Edit): Promise<void> {
    const [regions, industries] = await Promise.all([this.reference.regions(), this.reference.industries()]);
    const checked = checkIdentity(patch, regions, industries);
    const kind = edit.effectiveOn === null ? 'identity.correct' : 'identity.change';
    await this.change(person, id, kind, { patch }, edit, (stored) => ({ states: edited(stored, checked, edit) }));
  }

  /**
   * 更名: the old name becomes a former one that ends on the day; two enterprises may swap names on one day. Without a
   * day the name was misspelt, and no former name comes of it.
   */
  async rename(person: ActingPerson, id: string, name: string, edit: Edit): Promise<void> {
    const { effectiveOn } = edit;
    const kind = effectiveOn === null ? 'name.correct' : 'name.change';
    await this.change(person, id, kind, { name }, edit, (stored) => {
      const { name: before } = today(stored);
      if (before === name) throw invalidField('name', name, 'ENTERPRISES.SAME_NAME', '新名称与现在的名称相同。');
      const since = nameSince(stored.states);
      if (effectiveOn !== null && since !== null && effectiveOn < since) {
        const message = `现在的名称自 ${since} 起使用，更名日期不能更早。要补记更早的名称，请用“补记曾用名”。`;
        throw invalidField('effectiveOn', effectiveOn, 'ENTERPRISES.NAME_LATER', message);
      }
      const states = edited(stored, { name }, edit);
      // a name given and taken on one day was never borne
      if (effectiveOn === null || effectiveOn === since) return { states };
      const values = { kind: 'former', name: before };
      return { states, rows: [{ table: nameTable, row: { validFrom: since, validUntil: effectiveOn, values } }] };
    });
  }

  /** Enters a name of the past that the register didn't know. */
  async addFormerName(person: ActingPerson, id: string, former: FormerName, edit: Omit<Edit, 'effectiveOn'>) {
    const { name, validFrom, validUntil } = former;
    await this.change(person, id, 'name.addFormer', former, { ...edit, effectiveOn: null }, (stored) => {
      refuseFuture(validUntil, 'validUntil');
      return {
        states: setBetween(stored.states, { name }, validFrom, validUntil),
        day: validFrom ?? dayBefore(validUntil),
        span: { validFrom, validUntil },
        then: (tx) => freeTheSpan(tx, id, former),
        rows: [{ table: nameTable, row: { validFrom, validUntil, values: { kind: 'former', name } } }],
      };
    });
  }

  /**
   * Corrects the credit code, or takes over a new one from a day on. The old one stays known as an alias, so that files
   * that still bear it find the enterprise.
   * @param pilot the officer vouches for a code of the pilot of 2014–16, which fails the check.
   */
  async correctCode(person: ActingPerson, id: string, given: string, pilot: boolean, edit: Edit): Promise<void> {
    const creditCode = acceptedCode(given, pilot);
    const { effectiveOn } = edit;
    await this.change(person, id, 'code.change', { creditCode }, edit, (stored) => {
      const { creditCode: before } = today(stored);
      if (before === creditCode) {
        throw invalidField('creditCode', given, 'ENTERPRISES.SAME_CODE', '新代码与现在的代码相同。');
      }
      return {
        states: edited(stored, { creditCode }, edit),
        rows: [
          {
            table: aliasTable,
            row: { validFrom: null, validUntil: effectiveOn, values: { kind: 'creditCode', code: before } },
          },
        ],
      };
    });
  }

  /** Takes a former name back as a mistake: in its days the enterprise bore the name that followed. */
  async withdrawFormerName(person: ActingPerson, id: string, rowId: string, edit: Omit<Edit, 'effectiveOn'>) {
    const row = await this.database.read(person, (tx) =>
      tx.row<FormerName>(
        `select name, "validFrom"::text as "validFrom", "validUntil"::text as "validUntil" from enterprise_name
         where id = $1 and "enterpriseId" = $2 and kind = 'former' and "validUntil" is not null`,
        [rowId, id],
      ),
    );
    if (!row) throw rowNotFound(nameTable.word);
    const { validFrom, validUntil } = row;
    await this.change(person, id, 'name.withdraw', { rowId }, { ...edit, effectiveOn: null }, (stored) => ({
      states: setBetween(stored.states, { name: stateOn(stored.states, validUntil).state.name }, validFrom, validUntil),
      day: validFrom ?? dayBefore(validUntil),
      span: { validFrom, validUntil },
      then: (tx) => withdrawName(tx, rowId, edit.act.reason),
    }));
  }

  /**
   * The way of every edit: what was taken in before is not taken in again; nobody's edit is written over; what the
   * edit makes is noted first, so that the same request waits here, then written.
   */
  private async change(
    person: ActingPerson,
    id: string,
    kind: ChangeKind,
    given: object,
    edit: Edit,
    make: (stored: StoredIdentity) => Made,
  ): Promise<void> {
    const { act, version, effectiveOn } = edit;
    const asked = { id, effectiveOn, ...given };
    await this.database.write(person, async (tx) => {
      const stored = await unlessDone(tx, act, kind, asked, () => loadForChange(tx, id, version));
      if (!stored) return;
      const { states, day = effectiveOn ?? thisDay(), span, rows = [], then } = make(stored);
      const differs = differences(stateOn(stored.states, day).state, stateOn(states, day).state);
      const after = differs && { ...differs.after, ...span };
      const change = { enterpriseId: id, kind, effectiveOn, before: differs?.before, after };
      if (!(await recordAct(tx, act, change, asked))) return;
      await saveIdentity(tx, stored, states, act);
      await then?.(tx);
      for (const { table, row } of rows) await addRow(tx, table, id, { ...row, act });
    });
  }
}

function edited(stored: StoredIdentity, patch: Partial<Identity>, { effectiveOn }: Edit): States<Identity> {
  if (effectiveOn === null) return correct(stored.states, patch, thisDay());
  refuseFuture(effectiveOn);
  return changeFrom(stored.states, patch, effectiveOn);
}

async function withdrawName(tx: Transaction, rowId: string, reason: string): Promise<void> {
  const gone = await tx.rows(
    `update enterprise_name set "withdrawnAt" = now(), "withdrawnBy" = $2, "withdrawnByName" = $3, "withdrawnReason" = $4,
            version = version + 1
     where id = $1 and "withdrawnAt" is null returning id`,
    [rowId, tx.person.id, tx.person.name, reason],
  );
  if (gone.length === 0) throw rowNotFound(nameTable.word);
}
