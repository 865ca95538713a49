import { Injectable } from '@nestjs/common';
import { MET, NOT_APPLICABLE, UNMET } from '@tidu/criteria';
import { type Day, uuidv7, yearOf } from '@tidu/kernel';
import { type Ban, bansOf } from '@tidu/recognition';
import { type ActingPerson, Database, systemActor, todayOf, type Transaction } from '@tidu/platform';
import { lineOfYear, moveBudget, takeOfCap } from '../budget/budget-line';
import { CatalogueService } from '../catalogue/catalogue.service';
import type { KnownMeasure } from '../catalogue/measure-row';
import { CurrentFacts } from '../matching/current-facts.service';
import { conflictsAmong, conflictsOf, isAmong } from '../matching/lanes';
import { outcomeOf, periodOf } from '../matching/judge';
import { badFields, enterpriseNotFound, measureNotFound, refused } from '../measures.errors';
import { type Inputs, parseInput, type WorkedOut, workOut } from '../rules/amount';
import type { Measure } from '../rules/measure';
import { measureProcedures } from '../rules/procedures';
import { type Case, type CaseChange, caseYear, findCase, familySql, inTurn, lockCase } from './case';
import { CaseActs } from './case-acts.service';
import { type Payee, requirePayee } from './payee';
import { receivedInMatter } from './received';

/** What an enterprise states when it confirms or claims. */
export interface GivenClaim {
  /** Null where the measure pays nothing. */
  payee: Payee | null;
  /** Figures by the code of the input, as typed. */
  inputs: readonly { code: string; text: string }[];
}

interface Claimant {
  enterpriseId: string;
  regionCode: string;
  today: Day;
}

/** Confirming (免申即享) and claiming (申报): the same checks, by what is so at that moment. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
    private readonly facts: CurrentFacts,
    private readonly acts: CaseActs,
  ) {}

  /**
   * Confirms what was pushed, or claims: the amount is worked out and reserved in the same transaction.
   * @throws DomainError `MEASURES.NOT_ELIGIBLE`, `MEASURES.BANNED`, `MEASURES.CONFLICT`, `MEASURES.BUDGET_SHORT`,
   *   `MEASURES.PAYEE`, `MEASURES.INPUT` naming the fields, `MEASURES.ILLEGAL_ACT` where it is under way already.
   */
  async claim(person: ActingPerson, enterpriseId: string, measureId: string, given: GivenClaim): Promise<string> {
    // bans also of records its people don't see: whom it absorbed, whom it was merged with
    const bans = await this.database.read(systemActor, async (tx) => bansOf(tx, enterpriseId, await todayOf(tx)));
    return this.database.write(person, async (tx) => {
      const claimant = await this.claimantOf(tx, enterpriseId);
      const all = await this.catalogue.inForce(tx, claimant.today);
      const known = all.find(({ row }) => row.id === measureId);
      if (!known) throw measureNotFound();
      const { measure } = known;
      requireWindow(measure, claimant.today);
      requireNoBan(bans);
      await requireNoConflict(tx, claimant, all, measure);
      const facts = await this.facts.of(tx, enterpriseId, claimant.today);
      requireEligible(measure, outcomeOf(measure, claimant.regionCode, facts));
      if (measure.benefit.kind !== 'service')
        await requirePayee(tx, enterpriseId, given.payee ?? { name: '', bank: '', account: '' });
      const inputs = readInputs(measure, given.inputs);
      const before = await this.caseOf(tx, known, claimant);
      const worked = workOut(measure, facts, inputs, await receivedInMatter(tx, enterpriseId, measure, all));
      const reserved = await this.reserve(tx, before, measure, worked, claimant);
      const inputTexts = Object.fromEntries(given.inputs.map(({ code, text }) => [code, text]));
      const set: CaseChange = {
        ...reserved,
        measureId,
        inputs: JSON.stringify(inputTexts),
        ...payeeOf(measure, given.payee),
      };
      return (await this.acts.act(tx, before, 'enterprise', { act: 'confirm', set })).id;
    });
  }

  private async claimantOf(tx: Transaction, enterpriseId: string): Promise<Claimant> {
    await inTurn(tx, enterpriseId);
    const found = await tx.row<{ regionCode: string }>(
      `select "regionCode" from enterprise where id = $1 and status = 'active'`,
      [enterpriseId],
    );
    if (!found) throw enterpriseNotFound();
    return { enterpriseId, regionCode: found.regionCode, today: await todayOf(tx) };
  }

  /** The case of this measure and period, begun now where there is none. */
  private async caseOf(
    tx: Transaction,
    { row, measure }: KnownMeasure,
    { enterpriseId, today }: Claimant,
  ): Promise<Case> {
    const period = periodOf(measure, Number(today.slice(0, 4)));
    const open = await tx.row<{ id: string }>(
      `select id from measure_case where "enterpriseId" in (${familySql}) and "measureCode" = $2 and period = $3
         and state not in ('refused', 'recovered') order by id desc limit 1`,
      [enterpriseId, row.code, period],
    );
    if (open) return lockCase(tx, open.id);
    const id = uuidv7();
    await tx.rows(
      `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, "changedByName")
       values ($1, $2, $3, $4, $5, 'pushed', $6)`,
      [id, row.id, row.code, enterpriseId, period, tx.person.name],
    );
    return findCase(tx, id);
  }

  /** Reserves the amount, cut to what is left of the yearly cap; of a line that is shared out nothing is reserved yet. */
  private async reserve(
    tx: Transaction,
    before: Case,
    { budget, capYear }: Measure,
    { amount, steps, missing }: WorkedOut,
    { enterpriseId, today }: Claimant,
  ): Promise<CaseChange> {
    if (!measureProcedures().acts.get('confirm')?.from.includes(before.state)) return {}; // refused by the act itself
    if (budget === null) return { workings: steps };
    if (amount === null)
      throw refused('AMOUNT_UNKNOWN', `金额还算不出来：${missing.join('、')}。请先补齐企业的资料再申报。`);
    const year = Number(today.slice(0, 4));
    const line = await lineOfYear(tx, budget, year);
    if (!line) throw refused('BUDGET_SHORT', `${year} 年还没有设立这项措施的预算，暂时不能受理。`);
    const cap = capYear && { enterpriseId, cap: capYear.code, year, most: capYear.amount };
    const taken = cap ? await takeOfCap(tx, cap, amount) : amount;
    const workings = taken < amount ? [...steps, '超过本年度限额的余额，按余额计'] : steps;
    if (taken === 0n)
      throw refused('NOTHING_LEFT', `按规定算出的金额是 0 元，没有可以领取的：${workings.join('；')}。`);
    const set: CaseChange = { amount: String(taken), workings, lineId: line.id, cap: cap?.cap ?? null };
    if (line.allocation === 'proportional') return set;
    await moveBudget(tx, 'reserve', { lineId: line.id, caseId: before.id, enterpriseId, amount: taken });
    return { ...set, held: 'reserved' };
  }
}

const payeeOf = ({ benefit }: Measure, payee: Payee | null): CaseChange =>
  benefit.kind === 'service' || !payee
    ? {}
    : { payeeName: payee.name, payeeBank: payee.bank, payeeAccount: payee.account };

function requireWindow({ window, name }: Measure, day: Day): void {
  if (!window || (window.from <= day && day <= window.to)) return;
  throw refused('WINDOW', `“${name}”的办理时间是 ${window.from} 至 ${window.to}，今天不能办理。`);
}

function requireNoBan([ban]: readonly Ban[]): void {
  if (ban) throw refused('BANNED', `企业因${ban.causeLabel}在 ${ban.until} 之前不能申报扶持（${ban.document}）。`);
}

async function requireNoConflict(
  tx: Transaction,
  { enterpriseId, today }: Claimant,
  all: readonly KnownMeasure[],
  measure: Measure,
) {
  const pairs = conflictsAmong(all.map((one) => one.measure));
  const conflicts = conflictsOf(measure.code, pairs, yearOf(today));
  const holding = [...measureProcedures().states.values()].filter(
    ({ standing }) => standing === 'received' || standing === 'pending',
  );
  const others = await tx.rows<Pick<Case, 'measureName' | 'measureCode' | 'period' | 'createdAt'>>(
    `select m.name as "measureName", c."measureCode", c.period::int as period, c."createdAt"
     from measure_case c join measure m on m.id = c."measureId"
     where c."enterpriseId" in (${familySql}) and c."measureCode" = any($2) and c.state = any($3)`,
    [enterpriseId, conflicts.map(({ code }) => code), holding.map(({ code }) => code)],
  );
  const other = others.find((one) => isAmong(conflicts, one.measureCode, caseYear(one)));
  if (other) throw refused('CONFLICT', `与已享受或办理中的“${other.measureName}”不能同时享受（就高不重复）。`);
}

function requireEligible({ mode, name }: Measure, outcome: number): void {
  const isOpen = outcome !== MET && outcome !== UNMET && outcome !== NOT_APPLICABLE;
  if (outcome === MET || (isOpen && mode === 'application')) return;
  throw refused('NOT_ELIGIBLE', `按现在的资料，企业不符合“${name}”的条件，逐条原因见“我的政策”。`);
}

function readInputs({ inputs }: Measure, given: GivenClaim['inputs']): Inputs {
  const faults: [string, string][] = [];
  const values: Record<string, bigint> = {};
  for (const input of inputs) {
    const value = parseInput(input, given.find(({ code }) => code === input.code)?.text ?? '');
    const want = {
      money: '大于 0 的金额（元，最多两位小数）',
      percent: '大于 0 的百分数，如 3.5',
      days: '1 至 366 的整数',
    }[input.type];
    if (value === null) faults.push([`inputs.${input.code}`, `${input.label}应为${want}。`]);
    else values[input.code] = value;
  }
  for (const { code } of given)
    if (!inputs.some((input) => input.code === code)) faults.push([`inputs.${code}`, '这项措施不问这个数，请删去。']);
  if (faults.length > 0) throw badFields('INPUT', faults);
  return values;
}
