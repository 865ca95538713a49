import { Injectable } from '@nestjs/common';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type DatedKind, datedTables } from '../dated/dated-tables';
import { rowNotFound } from '../enterprises.errors';
import { type Act, recordAlso, unlessDone } from '../history';
import { acceptedEnterprise, createEnterprise, type NewEnterprise } from '../identity/creation.service';
import { loadForChange, loadIdentity, saveIdentity } from '../identity/identity.store';
import { writeMerge } from './merges.service';

/** Rows that go to the new record, by the name of their table. */
export type MovedRows = Partial<Record<DatedKind, string[]>>;

/** What is parted from what. */
export interface SplitRequest {
  enterpriseId: string;
  version: number;
  /** Who the other enterprise is. */
  other: NewEnterprise;
  moved: MovedRows;
}

/**
 * Parts a record that held two enterprises: the other one gets a record of its own and takes the rows that are its
 * own along. Undone, the rows go back and the second record is merged into the first, where its later rows are read.
 */
@Injectable()
export class SplitsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** @returns the id of the new record. @throws DomainError `PLATFORM.STALE`, `ENTERPRISES.CODE_TAKEN`. */
  async split(person: ActingPerson, request: SplitRequest, act: Act): Promise<string> {
    const { enterpriseId, version, moved } = request;
    const other = acceptedEnterprise(request.other, await this.reference.regions());
    await this.database.write(person, async (tx) => {
      const stored = await unlessDone(tx, act, 'record.create', other, () => loadForChange(tx, enterpriseId, version));
      if (!stored) return;
      await saveIdentity(tx, stored, stored.states, act);
      await createEnterprise(tx, other, act, stored.demo);
      await moveRows(tx, moved, enterpriseId, act.key);
      await recordAlso(tx, act, {
        ...{ enterpriseId, kind: 'record.split', objectId: act.key },
        after: { newId: act.key, name: other.name, creditCode: other.creditCode },
      });
      await tx.rows(
        `insert into enterprise_split (id, "enterpriseId", "newId", moved, reason, "personId", "personName")
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [uuidv7(), enterpriseId, act.key, moved, act.reason, person.id, person.name],
      );
    });
    return act.key;
  }

  /** Takes a split back. @throws DomainError `ENTERPRISES.NO_SPLIT`. */
  async undo(person: ActingPerson, splitId: string, act: Act): Promise<void> {
    const asked = { splitId };
    await this.database.write(person, async (tx) => {
      const found = await unlessDone(tx, act, 'record.merge', asked, async () => {
        const split = await standingSplit(tx, splitId);
        return {
          split,
          fresh: await loadIdentity(tx, split.newId),
          old: await loadIdentity(tx, split.enterpriseId),
        };
      });
      if (!found) return;
      const { split, fresh, old } = found;
      await moveRows(tx, split.moved, split.newId, split.enterpriseId, true);
      await writeMerge(tx, act, [fresh, old], { effectiveOn: null }, asked);
      await tx.rows(
        `update enterprise_split set "undoneAt" = now(), "undoneBy" = $2, "undoneByName" = $3, "undoneReason" = $4
         where id = $1 and "undoneAt" is null`,
        [splitId, person.id, person.name, act.reason],
      );
    });
  }
}

/** Moves rows from one record to another. `back`: those that have gone on elsewhere meanwhile stay there. */
async function moveRows(tx: Transaction, moved: MovedRows, from: string, to: string, back = false): Promise<void> {
  for (const [kind, ids] of Object.entries(moved) as [DatedKind, string[]][]) {
    const { table, word } = datedTables[kind];
    const gone = await tx.rows(
      `update ${table} set "enterpriseId" = $1, version = version + 1
       where id = any($2) and "enterpriseId" = $3 and "withdrawnAt" is null returning id`,
      [to, ids, from],
    );
    if (!back && gone.length < new Set(ids).size) throw rowNotFound(word);
  }
}

interface StandingSplit {
  enterpriseId: string;
  newId: string;
  moved: MovedRows;
}

async function standingSplit(tx: Transaction, id: string): Promise<StandingSplit> {
  const split = await tx.row<StandingSplit>(
    // both sides must be seen: of one out of sight there is no split
    `select "enterpriseId", "newId", moved from enterprise_split s where id = $1 and "undoneAt" is null
       and exists (select from enterprise e where e.id = s."enterpriseId")
       and exists (select from enterprise e where e.id = s."newId") for update`,
    [id],
  );
  if (split) return split;
  throw new DomainError('notFound', 'ENTERPRISES.NO_SPLIT', '没有这次拆分，或它已经撤销。请刷新后重试。');
}
