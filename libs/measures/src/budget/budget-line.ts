import { formatYuan, formatYuanShort, uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { lineNotFound, refused } from '../measures.errors';
import type { BudgetAct } from '../rules/procedures';

export const allocations = ['firstCome', 'proportional'] as const;
export type Allocation = (typeof allocations)[number];

/** A budget line of a year; amounts in 分 as texts, as the database gives them. */
export interface BudgetLine {
  id: string;
  code: string;
  year: number;
  name: string;
  allocation: Allocation;
  total: string;
  reserved: string;
  committed: string;
  paid: string;
  version: number;
  changedAt: Date;
  changedByName: string;
}

export const lineColumns = `l.id, l.code, l.year::int as year, l.name, l.allocation, l.total::text as total, l.reserved::text as reserved,
  l.committed::text as committed, l.paid::text as paid, l.version, l."changedAt", l."changedByName"`;

/** @throws DomainError `MEASURES.LINE_NOT_FOUND`. */
export async function findLine(tx: Transaction, id: string): Promise<BudgetLine> {
  const line = await tx.row<BudgetLine>(`select ${lineColumns} from budget_line l where l.id = $1`, [id]);
  if (!line) throw lineNotFound();
  return line;
}

/** The line of a code and year; null: nobody set it up. */
export const lineOfYear = (tx: Transaction, code: string, year: number): Promise<BudgetLine | null> =>
  tx.row<BudgetLine>(`select ${lineColumns} from budget_line l where l.code = $1 and l.year = $2`, [code, year]);

/** What each act moves; `$2` is the amount, above 0. What isn't there can't be moved: the checks of the table hold it. */
const moves: Readonly<Record<BudgetAct, string>> = {
  reserve: 'reserved = reserved + $2',
  release: 'reserved = reserved - $2',
  commit: 'reserved = reserved - $2, committed = committed + $2',
  cancel: 'committed = committed - $2',
  pay: 'committed = committed - $2, paid = paid + $2',
  bounce: 'committed = committed + $2, paid = paid - $2',
  refund: 'paid = paid - $2',
};

interface Moved {
  lineId: string;
  caseId: string;
  enterpriseId: string;
  amount: bigint;
}

/**
 * Moves an amount of a line in one conditional statement, and notes it in the ledger: whoever comes at the same time
 * waits for the row and sees what is left then.
 * @throws DomainError `MEASURES.BUDGET_SHORT` where there isn't as much left.
 */
export async function moveBudget(
  tx: Transaction,
  act: BudgetAct,
  { lineId, caseId, enterpriseId, amount }: Moved,
): Promise<void> {
  if (amount === 0n) return;
  const enough = act === 'reserve' ? 'and reserved + committed + paid + $2 <= total' : '';
  const done = await tx.client.query(`update budget_line set ${moves[act]} where id = $1 ${enough}`, [
    lineId,
    String(amount),
  ]);
  if (done.rowCount !== 1) throw await short(tx, lineId, amount);
  await tx.rows(
    `insert into budget_entry (id, "lineId", "caseId", "enterpriseId", act, amount, "personName") values ($1, $2, $3, $4, $5, $6, $7)`,
    [uuidv7(), lineId, caseId, enterpriseId, act, String(amount), tx.person.name],
  );
}

async function short(tx: Transaction, lineId: string, amount: bigint) {
  const line = await findLine(tx, lineId);
  const left = BigInt(line.total) - BigInt(line.reserved) - BigInt(line.committed) - BigInt(line.paid);
  return refused(
    'BUDGET_SHORT',
    `预算“${line.name}”（${line.year} 年）还剩 ${formatYuanShort(left)}，不够这一件的 ${formatYuan(amount)} 元，没有受理。可以等预算追加后再办。`,
  );
}

/**
 * Takes as much of a yearly cap as is left of it, at most `amount`; returns how much. Whoever takes from the same cap
 * waits. What a second record of the enterprise took counts: who asks has taken the enterprise's turn.
 */
export async function takeOfCap(
  tx: Transaction,
  { enterpriseId, cap, year, most }: { enterpriseId: string; cap: string; year: number; most: bigint },
  amount: bigint,
): Promise<bigint> {
  await tx.rows(
    `insert into year_cap_use ("enterpriseId", cap, year, most, used) values ($1, $2, $3, $4, 0) on conflict do nothing`,
    [enterpriseId, cap, year, String(most)],
  );
  const key = [enterpriseId, cap, year];
  const row = await tx.row<{ used: string }>(
    `select used::text as used from year_cap_use where "enterpriseId" = $1 and cap = $2 and year = $3 for update`,
    key,
  );
  const others = await tx.row<{ used: string }>(
    `select coalesce(sum(used), 0)::text as used from year_cap_use where cap = $2 and year = $3 and "enterpriseId" <> $1
       and "enterpriseId" in (select enterprise_family(enterprise_survivor($1)))`,
    key,
  );
  const left = most - BigInt(row?.used ?? most) - BigInt(others?.used ?? 0);
  const taken = left <= 0n ? 0n : amount < left ? amount : left;
  await tx.rows(
    `update year_cap_use set used = used + $4, most = greatest($5::bigint, used + $4) where "enterpriseId" = $1 and cap = $2 and year = $3`,
    [...key, String(taken), String(most)],
  );
  return taken;
}

/** Gives back what was taken of a cap. */
export async function giveBackToCap(
  tx: Transaction,
  { enterpriseId, cap, year }: { enterpriseId: string; cap: string; year: number },
  amount: bigint,
): Promise<void> {
  await tx.rows(`update year_cap_use set used = used - $4 where "enterpriseId" = $1 and cap = $2 and year = $3`, [
    enterpriseId,
    cap,
    year,
    String(amount),
  ]);
}
