import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { neededFacts, plainFact } from '@tidu/criteria';
import { addWorkingDays, type Day, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type PermissionName, systemActor, todayOf } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { FactSheetBuilder, StandardsService } from '@tidu/scoring';
import { ReviewService } from '../applications/review.service';
import { BatchesService } from '../batches/batches.service';
import { StandardProposals } from '../batches/standard-proposals.service';
import { NoticesService } from '../notices/notices.service';
import { PoolService } from '../pool/pool.service';
import type { Waits } from '../applications/waits';
import { type StatedFacts, writeSubmittedCase } from './submitted-case';

const title = 'specializedSme';
const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
/** What has become of each of the declarations: acts of the procedure, one after the other. */
const stories = [['pass', 'approve'], ['pass', 'approve'], ['pass'], ['return'], [], [], []] as const;
const reasons = {
  pass: '材料齐全，数据与年报一致。',
  approve: '经集体研究，同意推荐。',
  return: '研发费用请附审计报告对应页。',
} as const;

interface Staff {
  reviewer: ActingPerson;
  approver: ActingPerson;
}

/**
 * A batch of the demo district under way, so that whoever looks around finds declarations in every place: waiting,
 * returned, passed, on public notice; and entries of the cultivation pool. By the ordinary acts of the demo accounts; what
 * enterprises would have submitted is written from their own figures. Marked as demo and taken away with the district.
 */
@Injectable()
export class DemoBatch {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly holders: Holders,
    private readonly proposals: StandardProposals,
    private readonly standards: StandardsService,
    private readonly sheets: FactSheetBuilder,
    private readonly batches: BatchesService,
    private readonly review: ReviewService,
    private readonly notices: NoticesService,
    private readonly pool: PoolService,
  ) {}

  /** Makes it, unless there is one, or nobody who could have: the demo accounts are its staff. Returns how many declared. */
  async make(region: string, year: number): Promise<number> {
    const staff = await this.staff();
    const { purposes } = await this.proposals.of(title, await this.today(), region);
    const found = purposes.find(({ purpose }) => purpose === 'application');
    // where two texts hold at once people choose; here the first
    const releaseId = found?.releaseId ?? found?.options.find(({ fits }) => fits)?.releaseId;
    if (!staff || !releaseId || (await this.isThere())) return 0;
    const batch = await this.announced(staff, releaseId, year);
    const firms = await this.firms(releaseId, stories.length + 3);
    let declared = 0;
    for (const [i, story] of stories.entries())
      if (firms[i] && (await this.declare(batch, firms[i], releaseId, year, staff, story))) declared++;
    await this.notices.publish(staff.approver, batch, {
      ...{ title: '演示：专精特新中小企业推荐名单公示', workingDays: 5 },
      body: '演示数据，企业均为虚构。对名单有异议的，请在公示期内署名反映。',
    });
    for (const enterpriseId of firms.slice(stories.length))
      await this.pool.enter(staff.reviewer, uuidv7(), {
        ...{ enterpriseId, track: 'specialty', title: 'littleGiant', year: year + 3, officerId: staff.reviewer.id },
        ...{ ground: '演示：专精特新条件已达，主导产品在细分领域领先。', note: null },
      });
    return declared;
  }

  private today(): Promise<Day> {
    return this.database.read(systemActor, todayOf);
  }

  private isThere(): Promise<boolean> {
    return this.database.read(
      systemActor,
      async (tx) => (await tx.row('select from recognition_batch where demo limit 1')) !== null,
    );
  }

  /** Two demo accounts; the second decides what the first reviewed. */
  private staff(): Promise<Staff | null> {
    return this.database.read(systemActor, async (tx) => {
      const demo = new Set((await tx.rows<{ id: string }>('select id from person where demo')).map(({ id }) => id));
      const of = async (permission: PermissionName) =>
        (await this.holders.of(tx, permission)).filter(({ id }) => demo.has(id));
      const [reviewers, approvers] = [await of('recognition.review'), await of('recognition.decide')];
      const approver = approvers[0];
      const reviewer = reviewers.find(({ id }) => id !== approver?.id);
      return reviewer && approver ? { reviewer, approver } : null;
    });
  }

  private async announced({ reviewer, approver }: Staff, releaseId: string, year: number): Promise<string> {
    const id = await this.batches.create(approver, {
      ...{ name: `演示：${year + 1} 年度专精特新中小企业`, title, level: 'province', procedure: 'districtRecommends' },
      ...{ year, opensAt: at(-240), closesAt: at(480) },
      ...{ graceMinutes: 30, quota: null, note: '演示数据，企业均为虚构。', officer: reviewer.id },
      standards: [{ purpose: 'application', releaseId }],
    });
    await this.database.write(systemActor, (tx) =>
      tx.rows('update recognition_batch set demo = true where id = $1', [id]),
    );
    await this.batches.announce(approver, id, 1);
    return id;
  }

  /** Invented enterprises that come nearest by the run of the demo district, and hold no such title. */
  private async firms(releaseId: string, count: number): Promise<string[]> {
    const rows = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        `select e.id from score_card c join scoring_run r on r.id = c."runId" and r.state = 'published'
           join enterprise e on e.id = c."enterpriseId" and e.demo and e.status = 'active'
         where r."releaseId" = $1 and not exists (select from title_held t where t."enterpriseId" = e.id and t.title = $2)
         order by c.outcome, c."pointsMin" desc nulls last, e."creditCode" limit $3`,
        [releaseId, title, count],
      ),
    );
    return rows.map(({ id }) => id);
  }

  private async declare(
    batchId: string,
    enterpriseId: string,
    releaseId: string,
    year: number,
    staff: Staff,
    story: readonly (keyof typeof reasons)[],
  ): Promise<boolean> {
    const { evaluator } = await this.standards.release(releaseId);
    const calendar = await this.reference.workingCalendar();
    const id = await this.database.write(systemActor, async (tx) => {
      const asOf = await todayOf(tx);
      const sheet = await this.sheets.preview(tx, { enterpriseId, year, asOf });
      const facts: StatedFacts = {};
      for (const code of neededFacts(evaluator, [])) {
        const fact = evaluator.dictionary.find(code);
        const value = sheet?.facts.get(code) ?? null;
        const plain = fact && value !== null ? plainFact(fact, value) : null;
        if (plain !== null) facts[code] = plain;
      }
      return writeSubmittedCase(tx, {
        ...{ batchId, enterpriseId, facts, asOf, dueOn: addWorkingDays(calendar, asOf, 10).day, workingDays: 10 },
        ...{ calendarVersion: calendar.version, submittedBy: systemActor.id, submittedByName: '演示企业' },
      });
    });
    let version = 1;
    for (const action of story) {
      const as: Waits = action === 'approve' ? 'approver' : 'reviewer';
      const person = action === 'approve' ? staff.approver : staff.reviewer;
      const marks = action === 'return' ? [{ fact: 'rdExpense', remark: '附审计报告对应页，口径与年报一致。' }] : [];
      const act = { action, reason: reasons[action], ...(marks.length > 0 && { marks }) };
      ({ version } = await this.review.act(person, id, as, act, version));
    }
    return true;
  }
}
