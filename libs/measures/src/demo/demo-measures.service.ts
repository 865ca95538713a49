import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { LedgerService } from '@tidu/desk';
import { addDays, uuidv7, yearOf } from '@tidu/kernel';
import { type ActingPerson, Database, type PermissionName, systemActor, todayOf } from '@tidu/platform';
import { BudgetLinesService } from '../budget/budget-lines.service';
import { ClaimsService } from '../cases/claims.service';
import { findCase } from '../cases/case';
import { PushesService } from '../cases/pushes.service';
import { ReviewsService } from '../cases/reviews.service';
import { CatalogueService } from '../catalogue/catalogue.service';
import { DraftsService } from '../catalogue/drafts.service';
import { findMeasure } from '../catalogue/measure-row';
import { SupportNoticesService } from '../notices/support-notices.service';
import { findDisbursement, itemsOf } from '../payments/disbursement';
import { type BankAnswer, DisbursementsService } from '../payments/disbursements.service';
import { ReliefsService } from '../support/reliefs.service';

interface Staff {
  /** Writes, reviews, orders payments. */
  reviewer: ActingPerson;
  /** Publishes, approves, pays. */
  approver: ActingPerson;
  /** May approve too; null where the district has no other. */
  deputy: ActingPerson | null;
}

interface Firm {
  id: string;
  name: string;
}

const reviewed = '演示：称号与名单一致，同意。';
const noticeBody = '演示数据，企业均为虚构。现将拨付结果予以公示。';
const reliefs = [
  ['研发费用加计扣除', '356000'],
  ['六税两费减半征收', '28400.5'],
  ['增值税留抵退税', '182300'],
] as const;
const promises = [
  { title: '演示：协调园区蒸汽管网检修期间的供汽', days: 12, overdue: false },
  { title: '演示：为企业对接省级检验检测平台', days: 20, overdue: false },
  { title: '演示：疏通厂区北门货运通道', days: 10, overdue: true },
] as const;

/**
 * Support of the invented district, so that whoever looks around finds cases in every place from push to money, budgets
 * that are used, payment lists, one payment given back, a notice put right, relief of taxes, and promises, one of them
 * overdue. By the ordinary acts of the demo accounts;
 * goes with the district.
 */
@Injectable()
export class DemoMeasures {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly catalogue: CatalogueService,
    private readonly drafts: DraftsService,
    private readonly lines: BudgetLinesService,
    private readonly claims: ClaimsService,
    private readonly pushes: PushesService,
    private readonly reviews: ReviewsService,
    private readonly payments: DisbursementsService,
    private readonly notices: SupportNoticesService,
    private readonly reliefs: ReliefsService,
    private readonly ledger: LedgerService,
  ) {}

  /** Publishes the measures and sets up their budgets, unless they are there, or nobody is who could have. */
  async publish(texts: readonly string[]): Promise<boolean> {
    const staff = await this.staff();
    if (!staff || (await this.isThere())) return false;
    const year = yearOf(await this.today());
    for (const text of texts) {
      const measure = await this.catalogue.read(text, 'demo');
      await this.database.write(staff.reviewer, async (tx) => {
        const id = await this.drafts.createIn(tx, measure, { text, change: '演示数据' });
        await tx.rows('update measure set demo = true where id = $1', [id]);
        await this.drafts.publishIn({ ...tx, person: staff.approver }, await findMeasure(tx, id));
      });
    }
    await this.line(staff, year, 'demo-industry', '演示：制造业扶持资金', '5000000');
    await this.line(staff, year, 'demo-renewal', '演示：设备更新贴息资金', '2000000');
    return true;
  }

  /** Cases in every place; after a matching of all that is published. */
  async tellStories(): Promise<void> {
    const staff = await this.staff();
    const [measure] = await this.idsOf('select id from measure where code = $1 and demo', 'demo-specialized');
    const [line] = await this.idsOf('select id from budget_line where code = $1 and demo', 'demo-industry');
    if (!staff || !measure || !line) return;
    const firms = await this.firms();
    await this.pushes.push(
      staff.reviewer,
      measure,
      firms.map(({ id }) => id),
    );
    const [a, b, c, d, e, f, g, h, i, j] = firms;
    if (!h) return; // a district of a few has too few for every place
    for (const firm of [a, b, c]) if (firm) await this.reviewedCase(staff, measure, firm);
    await this.paid(staff, line, (position) => position !== 3);
    await this.published(staff, measure);
    for (const firm of [d, i]) if (firm) await this.reviewedCase(staff, measure, firm);
    const second = await this.paid(staff, line, () => true);
    if (i) await this.gaveBack(staff, second, i);
    if (b) await this.decided(staff, measure, b, 'recover', '演示：查实称号已被取消，要求退回。');
    if (e) await this.reviewedCase(staff, measure, e);
    await this.listed(staff, line);
    if (j) await this.reviewedCase(staff, measure, j); // waits for the next list
    await this.large(staff);
    if (f) await this.confirmed(measure, f);
    if (g) await this.reviewedCase(staff, measure, g, { act: 'return', reason: '演示：请核对开户行全称。' });
    if (h) await this.declined(measure, h);
    for (const [at, promise] of promises.entries()) await this.promise(staff, promise, firms[at] ?? null);
    for (const [at, [kind, amount]] of reliefs.entries()) await this.relieved(staff, firms[at], kind, amount);
  }

  private today() {
    return this.database.read(systemActor, todayOf);
  }

  private isThere(): Promise<boolean> {
    return this.database.read(
      systemActor,
      async (tx) => (await tx.row('select from measure where demo limit 1')) !== null,
    );
  }

  private async idsOf(sql: string, code: string): Promise<string[]> {
    return (await this.database.read(systemActor, (tx) => tx.rows<{ id: string }>(sql, [code]))).map(({ id }) => id);
  }

  /** Two demo accounts; the second decides what the first reviewed. */
  private staff(): Promise<Staff | null> {
    return this.database.read(systemActor, async (tx) => {
      const demo = new Set((await tx.rows<{ id: string }>('select id from person where demo')).map(({ id }) => id));
      const of = async (permission: PermissionName) =>
        (await this.holders.of(tx, permission)).filter(({ id }) => demo.has(id));
      const [reviewers, approvers] = [await of('measures.review'), await of('measures.decide')];
      const approver = approvers[0];
      const reviewer = reviewers.find(({ id }) => id !== approver?.id);
      return reviewer && approver ? { reviewer, approver, deputy: approvers[1] ?? null } : null;
    });
  }

  private async line({ approver }: Staff, year: number, code: string, name: string, total: string): Promise<void> {
    const id = await this.lines.create(approver, { code, year, name, total, allocation: 'firstCome' });
    await this.database.write(systemActor, (tx) => tx.rows('update budget_line set demo = true where id = $1', [id]));
  }

  /** Invented enterprises that the newest sheets say hold the title. */
  private firms(): Promise<Firm[]> {
    return this.database.read(systemActor, (tx) =>
      tx.rows<Firm>(
        `select e.id, e.name from enterprise e where e.demo and e.status = 'active' and coalesce((select s."titleSpecializedSme"
           and not s."titleLittleGiant" from fact_sheet s where s."enterpriseId" = e.id and s."supersededAt" is null
           order by s.year desc limit 1), false)
         order by e."creditCode" limit 12`,
      ),
    );
  }

  private confirmed(
    measure: string,
    { id, name }: Firm,
    inputs: readonly { code: string; text: string }[] = [],
  ): Promise<string> {
    const payee = { name, bank: '演示银行演示支行', account: '6200000000000000' };
    return this.claims.claim(systemActor, id, measure, { payee, inputs });
  }

  private versionOf(id: string): Promise<number> {
    return this.database.read(systemActor, async (tx) => (await findCase(tx, id)).version);
  }

  private async reviewedCase(
    { reviewer }: Staff,
    measure: string,
    firm: Firm,
    { act, reason } = { act: 'review', reason: reviewed },
  ): Promise<void> {
    const id = await this.confirmed(measure, firm);
    await this.reviews.review(reviewer, id, await this.versionOf(id), { act, reason, amount: null });
  }

  private async caseOf(measure: string, firm: Firm): Promise<string> {
    const rows = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>('select id from measure_case where "measureId" = $1 and "enterpriseId" = $2', [
        ...[measure, firm.id],
      ]),
    );
    return rows[0]?.id ?? '';
  }

  private async decided({ approver }: Staff, measure: string, firm: Firm, act: string, reason: string): Promise<void> {
    const id = await this.caseOf(measure, firm);
    await this.reviews.decide(approver, id, await this.versionOf(id), { act, reason });
  }

  private async declined(measure: string, firm: Firm): Promise<void> {
    const id = await this.caseOf(measure, firm);
    const given = { enterpriseId: firm.id, id, version: await this.versionOf(id) };
    await this.reviews.own(systemActor, given, { act: 'decline', reason: '演示：已在上年享受。', payee: null });
  }

  private async listed({ reviewer }: Staff, line: string): Promise<string> {
    const id = await this.payments.create(reviewer, line);
    await this.database.write(systemActor, (tx) => tx.rows('update disbursement set demo = true where id = $1', [id]));
    return id;
  }

  private async paid(staff: Staff, line: string, isPaid: (position: number) => boolean): Promise<string> {
    const id = await this.listed(staff, line);
    await this.payments.approve(staff.approver, id, 1);
    const { items, version } = await this.database.read(systemActor, (tx) => findDisbursement(tx, id));
    const answers = Array.from({ length: items }, (_, i): BankAnswer => {
      const position = i + 1;
      return isPaid(position)
        ? { position, result: 'paid', problem: null }
        : { position, result: 'failed', problem: '演示：户名不符' };
    });
    await this.payments.answer(staff.approver, id, version, await this.today(), answers);
    return id;
  }

  /** What the bank paid and gave back some days later. */
  private async gaveBack({ approver }: Staff, list: string, firm: Firm): Promise<void> {
    const { version, position } = await this.database.read(systemActor, async (tx) => {
      const items = await itemsOf(tx, list);
      const at = items.find(({ enterpriseId }) => enterpriseId === firm.id)?.position ?? 1;
      return { version: (await findDisbursement(tx, list)).version, position: at };
    });
    const problem = '演示：收款账户已注销，银行退回。';
    await this.payments.giveBack(approver, list, version, { position, on: await this.today(), problem });
  }

  /** A sum that a second person has to approve. */
  private async large({ reviewer }: Staff): Promise<void> {
    const [measure] = await this.idsOf('select id from measure where code = $1 and demo', 'demo-loan-interest');
    const firm = await this.database.read(systemActor, (tx) =>
      tx.row<Firm>(
        `select e.id, e.name from enterprise e where e.demo and e.status = 'active' and coalesce((select s."aboveScale"
           from fact_sheet s where s."enterpriseId" = e.id and s."supersededAt" is null order by s.year desc limit 1), false)
           and not exists (select from measure_case c where c."enterpriseId" = e.id)
         order by e."creditCode" limit 1`,
      ),
    );
    if (!measure || !firm) return;
    const inputs = [
      { code: 'principal', text: '80000000' },
      { code: 'days', text: '365' },
    ];
    const id = await this.confirmed(measure, firm, inputs);
    const reason = '演示：合同、发票、付息凭证齐全，请批准。';
    await this.reviews.review(reviewer, id, await this.versionOf(id), { act: 'review', reason, amount: null });
  }

  /** Results on public notice; where there is a second approver, with a title that was put right. */
  private async published({ approver, deputy }: Staff, measure: string): Promise<void> {
    const notice = { title: '演示：省级专精特新企业奖励拨付结果公示', body: noticeBody, workingDays: 5 };
    const id = await this.notices.publish(approver, measure, notice);
    const title = '演示：省级专精特新中小企业奖励拨付结果公示';
    if (deputy) await this.notices.correct(deputy, id, { ...notice, title }, [], '演示：标题漏写“中小”二字。');
  }

  private async relieved({ reviewer }: Staff, firm: Firm | undefined, kind: string, amount: string): Promise<void> {
    if (!firm) return;
    const year = yearOf(await this.today()) - 1;
    const said = { department: '演示区税务局（虚构）', source: '演示：减税降费台账' };
    await this.reliefs.record(reviewer, firm.id, { year, kind, amount, ...said });
  }

  private async promise(
    { reviewer, approver }: Staff,
    { title, days, overdue }: (typeof promises)[number],
    firm: Firm | null,
  ): Promise<void> {
    const today = await this.today();
    const id = await this.ledger.promise(approver, uuidv7(), {
      ...{ title, note: '演示数据，企业均为虚构。', enterpriseId: firm?.id ?? null, owner: reviewer.id },
      ...{ source: 'visit', sourceNote: '演示：走访企业', madeOn: addDays(today, -30), due: { workingDays: days } },
    });
    if (!overdue) return;
    // nothing invented can be promised in the past: its day is moved, with a step that says so
    await this.database.write(systemActor, async (tx) => {
      const due = addDays(today, -6);
      await tx.rows('update desk_task set "dueOn" = $2, version = version + 1 where id = $1', [id, due]);
      await tx.rows(
        `insert into desk_step (id, "taskId", "enterpriseId", act, "personId", "personName", reason, "ownerName", "dueOn")
         values ($1, $2, $3, 'redate', $4, $5, '演示数据', $6, $7)`,
        [uuidv7(), id, firm?.id ?? null, systemActor.id, systemActor.name, reviewer.name, due],
      );
    });
  }
}
