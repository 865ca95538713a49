import { canonicalJson, evaluate, readFacts, sha256Hex } from '@tidu/criteria';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import type { ActingPerson } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type PublishedStandard, StandardsService } from '@tidu/scoring';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import type { TestPerson } from '@tidu/test/signed-in';
import type supertest from 'supertest';
import type { Purpose } from '../applications/application';
import { goodFacts } from './plant';
import { ApplicationActs } from '../applications/application-acts.service';
import { findApplication, noteStep } from '../applications/application';

export { goodFacts };

type Agent = ReturnType<typeof supertest.agent>;
type Facts = Record<string, string | number | boolean>;

/** Somebody of the staff, signed in. */
export interface Officer {
  id: string;
  name: string;
  http: Agent;
  acting: ActingPerson;
}

/** An enterprise and who submits for it. */
export interface Firm {
  id: string;
  name: string;
  creditCode: string;
  member: ActingPerson;
}

/** The doors with a batch of 创新型中小企业, enterprises that apply, and officers who review. */
export class RecognitionWorld {
  private made = 0;
  standard!: PublishedStandard;

  private constructor(readonly doors: TestDoors) {}

  static async open(): Promise<RecognitionWorld> {
    const world = new RecognitionWorld(await openTestDoors());
    world.standard = await world.get(StandardsService).activeRelease('miit-2022-63-innovative');
    return world;
  }

  close(): Promise<void> {
    return this.doors.close();
  }

  get<T>(part: new (...args: never[]) => T): T {
    return this.doors.app.get(part, { strict: false });
  }

  get database() {
    return this.doors.test.database;
  }

  sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.doors.test.asSuperuser<T>(text, values);
  }

  async officer(role = 'district.leader', region = '410305'): Promise<Officer> {
    const n = ++this.made;
    const person: TestPerson = {
      ...{ id: uuidv7(), loginName: `recog${n}`, displayName: `经办人${n}`, duty: 'business', role },
      ...{ scopeKind: 'region', scopeId: region },
    };
    const scope = { everything: false as const, regions: [region] };
    const acting = { id: person.id, name: person.displayName, scope, permissions: 'all' as const };
    return { id: person.id, name: person.displayName, http: await this.doors.as(person), acting };
  }

  async firm(region = '410305'): Promise<Firm> {
    const [id, n] = [uuidv7(), ++this.made];
    const name = `申报企业${n}号`;
    const creditCode = makeCreditCode({ region, organisation: `MR9${String(n).padStart(5, '0')}` });
    await this.sql(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "registeredAddress", demo)
       values ($1, $2, $3, $4, 'given', '建设路 1 号', false)`,
      [id, creditCode, name, region],
    );
    const scope = { everything: false as const, regions: [], enterprises: [id] };
    const principal = { id, name, role: 'member.holder' };
    return {
      id,
      name,
      creditCode,
      member: { id: uuidv7(), name: `${name}财务`, scope, permissions: 'all', principal },
    };
  }

  /** A batch as the page makes it; `more` stands in place of what is usual. */
  givenBatch(officer: string, more: object = {}): object {
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    return {
      ...{ name: `2026 年度创新型中小企业第 ${++this.made} 批`, title: 'innovativeSme', level: 'province' },
      ...{ procedure: 'districtRecommends', year: 2025, opensAt: day(-1), closesAt: day(30), graceMinutes: 30 },
      ...{ quota: null, note: null, officer },
      standards: [{ purpose: 'application', releaseId: this.standard.releaseId }],
      ...more,
    };
  }

  /** A batch that is announced. */
  async batch(by: Officer, more: object = {}): Promise<string> {
    const made = await by.http.post('/api/console/recognition/batches').send(this.givenBatch(by.id, more));
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const { id } = made.body as { id: string };
    const announced = await by.http.post(`/api/console/recognition/batches/${id}/announcement`).set('if-match', '1');
    if (announced.status !== 204) throw new Error(JSON.stringify(announced.body));
    return id;
  }

  /** An application that was begun. */
  async draft(batchId: string, firm: Firm, purpose: Purpose = 'application'): Promise<string> {
    const id = uuidv7();
    await this.database.write(firm.member, async (tx) => {
      await tx.rows(
        `insert into application (id, "batchId", purpose, "enterpriseId", state, "createdBy", "createdByName", "changedByName")
         values ($1, $2, $3, $4, 'draft', $5, $6, $6)`,
        [id, batchId, purpose, firm.id, firm.member.id, firm.member.name],
      );
      await noteStep(tx, await findApplication(tx, id), { action: 'begin', from: null });
    });
    return id;
  }

  /** Submits, or submits again, what the enterprise states. */
  async submit(id: string, firm: Firm, facts: Facts = goodFacts, evidence: object[] = []): Promise<void> {
    const asOf = '2026-11-28';
    const dictionary = await this.get(ReferenceService).dictionary();
    const { evaluator, releaseId } = this.standard;
    const { outcome, points } = evaluate(evaluator, readFacts(JSON.stringify(facts), dictionary), { date: asOf });
    const stored = (n: number | undefined) => (n === undefined ? null : Math.round(n * 10_000));
    await this.database.write(firm.member, async (tx) => {
      const { batchId, batchName } = await findApplication(tx, id);
      const content = {
        ...{ facts, answers: {}, evidence, commitment: '以上内容真实。' },
        origins: Object.fromEntries(
          Object.keys(facts).map((code) => [
            code,
            { source: 'enterprise', sourceLabel: '企业申报', asOf, by: firm.member.name },
          ]),
        ),
        confirmedBy: { name: '法人', role: '法定代表人', at: '2026-11-28T10:00:00+08:00' },
        enterprise: { name: firm.name, creditCode: firm.creditCode, regionCode: '410305' },
        batch: { id: batchId, name: batchName, title: 'innovativeSme', level: 'province', year: 2025 },
      };
      const revisionId = uuidv7();
      const [{ n: number } = { n: 1 }] = await tx.rows<{ n: number }>(
        `select count(*)::int + 1 as n from application_revision where "applicationId" = $1`,
        [id],
      );
      await tx.rows(
        `insert into application_revision (id, "applicationId", "enterpriseId", number, "releaseId", purpose, "asOf", content,
           hash, outcome, "minPoints", "maxPoints", "submittedBy", "submittedByName", "confirmedByName", "confirmedAt")
         values ($1, $2, $3, $4, $5, 'application', $6, $7, $8, $9, $10, $11, $12, $13, '法人', now())`,
        [
          ...[
            revisionId,
            id,
            firm.id,
            number,
            releaseId,
            asOf,
            JSON.stringify(content),
            sha256Hex(canonicalJson(content)),
          ],
          ...[outcome, stored(points?.min), stored(points?.max), firm.member.id, firm.member.name],
        ],
      );
      const first = number === 1 && {
        receiptNumber: `R${String(++this.made).padStart(9, '0')}`,
        submittedAt: new Date().toISOString(),
      };
      const action = number === 1 ? 'submit' : 'resubmit';
      const set = { revisionId, submittedBy: firm.member.id, ...first };
      await this.get(ApplicationActs).act(tx, id, 'submitter', { action, confirmed: true, set });
    });
  }

  /** An application that waits for its review. */
  async submitted(batchId: string, firm: Firm, facts: Facts = goodFacts): Promise<string> {
    const id = await this.draft(batchId, firm);
    await this.submit(id, firm, facts);
    return id;
  }

  async versionOf(id: string): Promise<number> {
    const [row] = await this.sql<{ version: number }>('select version from application where id = $1', [id]);
    return row?.version ?? 0;
  }

  /** An act of the staff on the version that stands. */
  async act(who: Officer, id: string, how: 'reviews' | 'decisions' | 'records', body: object, version?: number) {
    return who.http
      .post(`/api/console/recognition/applications/${id}/${how}`)
      .set('if-match', String(version ?? (await this.versionOf(id))))
      .send({ reason: null, internal: null, document: null, ...body });
  }
}

/** A request's answer as far as two may be compared. */
export const bare = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  ...(body as object),
  requestId: '',
});
