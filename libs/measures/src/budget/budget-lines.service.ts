import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { formatYuan, parseYuan, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { type Case, changeCase, findCase, inTurn } from '../cases/case';
import { CaseActs } from '../cases/case-acts.service';
import { badField, refused } from '../measures.errors';
import { type Allocation, type BudgetLine, findLine, giveBackToCap, lineColumns, moveBudget } from './budget-line';
import { shareOut } from './share-out';

export interface GivenLine {
  name: string;
  /** In 元, as text. */
  total: string;
  allocation: Allocation;
}

/** What sharing out a line did; amounts in 分. */
export interface Allocated {
  cases: number;
  asked: bigint;
  given: bigint;
}

/** Budget lines: set up, changed, shared out. */
@Injectable()
export class BudgetLinesService {
  constructor(
    private readonly database: Database,
    private readonly acts: CaseActs,
    private readonly trail: AuditTrail,
  ) {}

  /** Lines of a year, or all, the newest year first. */
  list(person: ActingPerson, year: number | null): Promise<BudgetLine[]> {
    return this.database.read(person, (tx) =>
      tx.rows<BudgetLine>(
        `select ${lineColumns} from budget_line l where ($1::int is null or l.year = $1) order by l.year desc, l.code limit 500`,
        [year],
      ),
    );
  }

  /** @throws DomainError `MEASURES.LINE_EXISTS`. */
  async create(
    person: ActingPerson,
    { code, year, ...given }: GivenLine & { code: string; year: number },
  ): Promise<string> {
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      const written = await tx.client.query(
        `insert into budget_line (id, code, year, name, allocation, total, "changedByName") values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (code, year) do nothing`,
        [id, code, year, given.name, given.allocation, String(totalOf(given)), person.name],
      );
      if (written.rowCount !== 1) throw refused('LINE_EXISTS', `${year} 年的预算“${code}”已经设立，请修改那一条。`);
      await this.note(tx, 'createLine', null, await findLine(tx, id));
    });
    return id;
  }

  /** @throws DomainError `PLATFORM.STALE`, `MEASURES.BELOW_USED`, `MEASURES.ALLOCATION_FIXED`. */
  async change(
    person: ActingPerson,
    id: string,
    version: number,
    given: GivenLine & { reason: string },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await lockLine(tx, id, version);
      const used = BigInt(before.reserved) + BigInt(before.committed) + BigInt(before.paid);
      const total = totalOf(given);
      if (total < used) throw badField('BELOW_USED', 'total', `已经用掉 ${formatYuan(used)} 元，预算不能少于这个数。`);
      if (given.allocation !== before.allocation && (await hasCases(tx, id)))
        throw refused('ALLOCATION_FIXED', '这条预算已经有人申报，不能再改分配办法。');
      await tx.rows(
        `update budget_line set version = version + 1, "changedAt" = now(), "changedByName" = $2, name = $3, allocation = $4, total = $5
         where id = $1`,
        [id, person.name, given.name, given.allocation, String(total)],
      );
      await this.note(tx, 'changeLine', before, await findLine(tx, id), given.reason);
    });
  }

  /**
   * Shares out what is left among all cases that were reviewed and wait for it (同比例折算); those that need no second
   * person go on at once.
   * @throws DomainError `PLATFORM.STALE`, `MEASURES.NOT_SHARED`, `MEASURES.NOTHING_TO_SHARE`.
   */
  async allocate(person: ActingPerson, id: string, version: number): Promise<Allocated> {
    return this.database.write(person, async (tx) => {
      // as everything about an enterprise's support: first its turn, then cases, then the line
      for (const { enterpriseId } of await waitingFor(tx, id)) await inTurn(tx, enterpriseId);
      const waiting = await waitingFor(tx, id);
      const line = await lockLine(tx, id, version);
      if (line.allocation !== 'proportional') throw refused('NOT_SHARED', '这条预算先到先得，不用折算。');
      if (waiting.length === 0) throw refused('NOTHING_TO_SHARE', '没有审核通过、等待折算的申报。');
      const left = BigInt(line.total) - BigInt(line.reserved) - BigInt(line.committed) - BigInt(line.paid);
      const asked = waiting.map(({ amount }) => BigInt(amount ?? 0));
      const { amounts } = shareOut(left, asked);
      for (const [i, one] of waiting.entries()) await this.give(tx, one, amounts[i] ?? 0n);
      await tx.rows(
        `update budget_line set version = version + 1, "changedAt" = now(), "changedByName" = $2 where id = $1`,
        [id, person.name],
      );
      const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n);
      const done = { cases: waiting.length, asked: sum(asked), given: sum(amounts) };
      await this.trail.record(tx, {
        ...{ action: 'measures.allocate', objectType: 'budget_line', objectId: id, before: told(line) },
        after: { cases: done.cases, asked: formatYuan(done.asked), given: formatYuan(done.given) },
      });
      return done;
    });
  }

  private async give(tx: Transaction, before: Case, amount: bigint): Promise<void> {
    const { id, enterpriseId, lineId, cap, lineYear } = before;
    const rest = BigInt(before.amount ?? 0) - amount;
    if (amount === 0n || lineId === null) {
      await this.acts.act(tx, before, 'reviewer', { act: 'refuse', reason: '预算折算后没有可以分配的金额。' });
      return;
    }
    await moveBudget(tx, 'reserve', { lineId, caseId: id, enterpriseId, amount });
    if (rest > 0n && cap !== null && lineYear !== null)
      await giveBackToCap(tx, { enterpriseId, cap, year: lineYear }, rest);
    const workings =
      rest > 0n ? [...before.workings, `预算不足，同比例折算为 ${formatYuan(amount)} 元`] : before.workings;
    const reserved = await changeCase(tx, id, { amount: String(amount), held: 'reserved', workings });
    if (!reserved.needsApproval) await this.acts.act(tx, reserved, 'rule', { act: 'pass' });
  }

  private note(
    tx: Transaction,
    act: string,
    before: BudgetLine | null,
    after: BudgetLine,
    reason?: string,
  ): Promise<void> {
    return this.trail.record(tx, {
      ...{ action: `measures.${act}`, objectType: 'budget_line', objectId: after.id, after: told(after) },
      ...(before && { before: told(before) }),
      ...(reason !== undefined && { reason }),
    });
  }
}

const told = ({ code, year, name, allocation, total }: BudgetLine) => ({
  ...{ code, year, name, allocation, total: formatYuan(BigInt(total)) },
});

function totalOf({ total }: GivenLine): bigint {
  return parseYuan(total);
}

async function lockLine(tx: Transaction, id: string, version: number): Promise<BudgetLine> {
  await tx.rows('select from budget_line where id = $1 for update', [id]);
  const line = await findLine(tx, id);
  if (line.version !== version)
    throw staleVersion('这条预算', { version: line.version, who: line.changedByName, at: line.changedAt });
  return line;
}

async function hasCases(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.row('select from measure_case where "lineId" = $1 limit 1', [id])) !== null;
}

/** Cases that were reviewed and wait for their share, by enterprise. */
async function waitingFor(tx: Transaction, lineId: string): Promise<Case[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from measure_case where "lineId" = $1 and state = 'reviewed' and held = 'none' order by "enterpriseId", id`,
    [lineId],
  );
  const cases: Case[] = [];
  for (const { id } of rows) cases.push(await findCase(tx, id));
  return cases;
}
