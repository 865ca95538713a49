import { type Invariant, systemActor, type Transaction } from '@tidu/platform';
import { readTrail } from '../reads-trail';
import { faultWords } from '../verify/fault';
import { verifyTrail } from '../verify/verify';

/** Sealing behind by more than this means that no sealer is at work. */
const lateMs = 5 * 60_000;

/** I9: the chain holds, value by value, up to the newest head outside. `asIs`: a copy that no sealer looks after. */
export function trailUntouched(headsDir: string, { asIs = false } = {}): Invariant {
  return {
    ...{ id: 'I9', room: 'audit', says: '审计记录逐条与封存链一致，链与库外的封存头一致，封存没有落下' },
    check: async ({ database, violated, note }) => {
      const { entries, seals, pending, unsealedSince, givenUp, restarts } = await verifyTrail(
        database,
        headsDir,
        (fault) => violated(faultWords(fault)),
      );
      note(`核对 ${entries} 条、封存头 ${seals} 个，待封存 ${pending} 条`);
      for (const { restartedAt, why } of restarts) note(`${restartedAt} 声明接续：${why}`);
      for (const { entries: ids } of givenUp) note(`声明放弃的审计记录 ${ids}`);
      if (!asIs && unsealedSince !== null && Date.now() - Date.parse(unsealedSince) > lateMs)
        violated(`自 ${unsealedSince} 起没有封存`);
    },
  };
}

/** Rows of which the trail must speak: one kind of decision. */
export interface AuditedTable {
  table: string;
  /** What the entries call it, where that is not the table. */
  objectType?: string;
  /** Column whose text the entry names as its object. */
  id: string;
  /** Rows are never deleted: so every entry must have its row. */
  kept?: boolean;
  /** SQL that limits the rows, where not all of them are meant. */
  where?: string;
  actions: string[];
}

/** I2: no decision without its entry, and no entry of one without the decision. */
export function decisionsAudited(room: string, tables: readonly AuditedTable[]): Invariant {
  return {
    ...{
      id: 'I2',
      room,
      says: `${tables.map(({ table }) => table).join('、')} 的每一行都有审计记录；只增不删的，反过来也是`,
    },
    check: ({ database, violated }) =>
      database.snapshot(systemActor, async (tx) => {
        await readTrail(tx);
        await tx.rows('set local statement_timeout = 0');
        for (const one of tables) {
          for (const id of await unaudited(tx, one))
            violated(`${one.table} ${id}：没有审计记录（${one.actions.join('、')}）`);
          if (one.kept)
            for (const id of await unfounded(tx, one)) violated(`审计记录 ${id}：它说的 ${one.table} 不存在`);
        }
      }),
  };
}

const most = 1000;

async function unaudited(
  tx: Transaction,
  { table, objectType = table, id, where = 'true', actions }: AuditedTable,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select t."${id}"::text as id from ${table} t where (${where}) and not exists (select from audit_entry a
       where a."objectType" = $1 and a."objectId" = t."${id}"::text and a.action = any($2)) limit ${most}`,
    [objectType, actions],
  );
  return rows.map((row) => row.id);
}

async function unfounded(tx: Transaction, { table, objectType = table, id, actions }: AuditedTable): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select a.id::text from audit_entry a where a."objectType" = $1 and a.action = any($2)
       and not exists (select from ${table} t where t."${id}"::text = a."objectId") limit ${most}`,
    [objectType, actions],
  );
  return rows.map((row) => row.id);
}
