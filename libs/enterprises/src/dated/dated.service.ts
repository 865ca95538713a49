import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { enterpriseNotFound, invalidField, recordMerged } from '../enterprises.errors';
import { type Act, type Change, type ChangeKind, type DatedAct, recordAct, unlessDone } from '../history';
import { thisDay } from '../identity/check-identity';
import { addRow, type DatedRow, rowOf, shownRow, updateRow } from './dated-rows';
import { type DatedTable, nameTable } from './dated-tables';

/** What a person enters as a dated row. */
export interface DatedEntry {
  validFrom: string | null;
  validUntil: string | null;
  values: Readonly<Record<string, unknown>>;
}

/**
 * Adds, ends and withdraws dated rows of an enterprise: names, aliases, zones, chains, contacts, notes, links. Ended: it
 * was so and is no longer. Withdrawn: it never was, and the mistake stays readable.
 */
@Injectable()
export class DatedService {
  constructor(private readonly database: Database) {}

  /**
   * Adds a row; its id is the key of the act, so that the same request makes one. `also` happens with it or not at all.
   * @throws DomainError `ENTERPRISES.UNKNOWN_ZONE`, `ENTERPRISES.UNKNOWN_CHAIN` for a code the district's list lacks.
   */
  async add(
    person: ActingPerson,
    table: DatedTable,
    enterpriseId: string,
    entry: DatedEntry,
    act: Act,
    also?: (tx: Transaction) => Promise<unknown>,
  ): Promise<string> {
    const { validFrom, validUntil, values } = entry;
    if (validFrom !== null && validUntil !== null && validFrom >= validUntil) throw emptySpan(validUntil);
    await this.database.write(person, async (tx) => {
      await requireOpen(tx, enterpriseId);
      await requireCode(tx, table, entry);
      const after = shownRow(table, { ...values, validFrom, validUntil });
      const kind = `${table.kind}.add` as const;
      const change = { enterpriseId, kind, effectiveOn: validFrom, after, objectId: act.key };
      if (!(await recordAct(tx, act, change, { enterpriseId, ...entry }))) return;
      await addRow(tx, table, enterpriseId, { ...entry, act }, act.key);
      await also?.(tx);
    });
    return act.key;
  }

  /** Says on which day a row ceased to hold. */
  end(person: ActingPerson, table: DatedTable, at: RowPlace, validUntil: string, act: Act): Promise<void> {
    return this.alter(person, table, at, { kind: 'end', asked: { validUntil } }, act, (row) => {
      if (row.validFrom !== null && row.validFrom >= validUntil) throw emptySpan(validUntil);
      return { validUntil };
    });
  }

  /** Takes a row back as a mistake. */
  withdraw(person: ActingPerson, table: DatedTable, at: RowPlace, act: Act): Promise<void> {
    return this.alter(person, table, at, { kind: 'withdraw', asked: {} }, act, () => ({
      withdrawnAt: new Date(),
      withdrawnBy: person.id,
      withdrawnByName: person.name,
      withdrawnReason: act.reason,
    }));
  }

  /** The way of every change of a standing row; `make` says what is set, `noted` what the timeline tells besides. */
  async alter(
    person: ActingPerson,
    table: DatedTable,
    { enterpriseId, rowId, version }: RowPlace,
    { kind, asked, noted, also }: RowAct,
    act: Act,
    make: (row: DatedRow) => Record<string, unknown>,
  ): Promise<void> {
    const name: ChangeKind = kind === 'fail' ? 'contact.fail' : `${table.kind}.${kind}`;
    const given = { enterpriseId, rowId, ...asked };
    await this.database.write(person, async (tx) => {
      const row = await unlessDone(tx, act, name, given, async () => {
        await requireOpen(tx, enterpriseId);
        const found = await rowOf(tx, table, enterpriseId, rowId);
        if (table === nameTable && found.kind === 'former') throw ofTheIdentity();
        return found;
      });
      if (!row) return;
      const set = make(row);
      const before = shownRow(table, row);
      const after = kind === 'withdraw' ? null : { ...shownRow(table, { ...row, ...set }), ...noted };
      const change: Change = { enterpriseId, kind: name, before, after, objectId: rowId };
      if (!(await recordAct(tx, act, { ...change, effectiveOn: effectiveDay(set) }, given))) return;
      await updateRow(tx, table, row, version, set, act);
      await also?.(tx);
    });
  }
}

/** What is done to a standing row. */
interface RowAct {
  /** `fail`: of a contact alone. */
  kind: DatedAct | 'fail';
  asked: object;
  noted?: object;
  /** Happens with it or not at all. */
  also?: (tx: Transaction) => Promise<unknown>;
}

/** Which row of which enterprise, and the version the person has seen. */
export interface RowPlace {
  enterpriseId: string;
  rowId: string;
  version: number;
}

/** Refuses to write to what isn't there, or no longer stands for itself. */
export async function requireOpen(tx: Transaction, enterpriseId: string): Promise<void> {
  const found = await tx.row<{ mergedInto: string | null }>('select "mergedInto" from enterprise where id = $1', [
    enterpriseId,
  ]);
  if (!found) throw enterpriseNotFound();
  if (found.mergedInto !== null) throw recordMerged(found.mergedInto);
}

/** Refuses a code that the district's list doesn't have, or had no longer when the row begins. */
async function requireCode(tx: Transaction, { codes }: DatedTable, { values, validFrom }: DatedEntry): Promise<void> {
  if (!codes) return;
  const { list, column, word } = codes;
  const code = String(values[column]);
  const refuse = (message: string) =>
    invalidField(column, code, list === 'zone' ? 'ENTERPRISES.UNKNOWN_ZONE' : 'ENTERPRISES.UNKNOWN_CHAIN', message);
  const found = await tx.row<{ name: string; validUntil: string | null }>(
    `select name, "validUntil"::text as "validUntil" from ${list} where code = $1`,
    [code],
  );
  if (!found) throw refuse(`本区的${word}表里没有代码 ${code}。请从表里选；新的${word}请先在“代码表”里登记。`);
  const { name, validUntil } = found;
  if (validUntil !== null && (validFrom ?? thisDay()) >= validUntil)
    throw refuse(`${word}“${name}”已于 ${validUntil} 撤销，不能再登记在它名下。请核对起日，或另选${word}。`);
}

const effectiveDay = ({ validUntil }: Record<string, unknown>) => (typeof validUntil === 'string' ? validUntil : null);

/** Former names are part of what the identity was on each day, and are changed with it. */
const ofTheIdentity = () =>
  invalidField('rowId', null, 'ENTERPRISES.FORMER_NAME', '曾用名牵涉历史上的登记事项，请用“撤回曾用名”。');

const emptySpan = (until: string) =>
  invalidField('validUntil', until, 'ENTERPRISES.EMPTY_SPAN', '止日应晚于起日：止日是“从这天起不再如此”的第一天。');
