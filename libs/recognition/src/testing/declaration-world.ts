import { uuidv7 } from '@tidu/kernel';
import { leader } from '@tidu/test/signed-in';
import type { Response } from 'supertest';
import { MembersWorld, tokenOf, type Visitor } from '../../../members/src/testing/members-world';

/** A batch as a test wants it; times in minutes from now. */
export interface BatchSeed {
  title?: string;
  level?: string;
  standardId?: string;
  purposes?: ('application' | 'renewal')[];
  procedure?: string;
  year?: number;
  opensIn?: number;
  closesIn?: number;
  graceMinutes?: number;
  state?: string;
}

/** What a test reads of a declaration. */
export interface Declared {
  id: string;
  version: number;
  state: string;
  draftVersion: number;
  answers: { code: string; text: string; unit: string }[];
  asked: { code: string; by: string; open: boolean; known: { value: string; sourceLabel: string } | null }[];
  marks: { fact: string; label: string; remark: string }[];
  problems: { field: string; code: string }[];
  confirmation: { hash: string; confirmedAt: string | null } | null;
  revisions: { number: number; hash: string; askedAgain: number }[];
  steps: { label: string; reason: string | null; personName: string }[];
}

export type Firm = Awaited<ReturnType<MembersWorld['administered']>>;
type Answers = Record<string, [text: string, unit: string]>;

/** Enterprises that declare, by the product's own operations; batches are written down. */
export class DeclarationWorld {
  private constructor(readonly members: MembersWorld) {}

  static async open(): Promise<DeclarationWorld> {
    return new DeclarationWorld(await MembersWorld.open());
  }

  close(): Promise<void> {
    return this.members.close();
  }

  sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.members.doors.test.asSuperuser<T>(text, values);
  }

  async batch(seed: BatchSeed = {}): Promise<string> {
    const id = uuidv7();
    const { title = 'innovativeSme', level = 'province', procedure = 'districtRecommends', year = 2025 } = seed;
    const { opensIn = -60, closesIn = 600, graceMinutes = 0, state = 'announced', purposes = ['application'] } = seed;
    await this.sql(
      `insert into recognition_batch (id, name, title, level, procedure, year, "opensAt", "closesAt", "graceMinutes", "officerId",
         state, "createdBy", "createdByName", "changedByName")
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7), now() + make_interval(secs => $8), $9, $10, $11, $10, 'x', 'x')`,
      [
        id,
        `批次 ${id.slice(-6)}`,
        title,
        level,
        procedure,
        year,
        opensIn * 60,
        closesIn * 60,
        graceMinutes,
        leader.id,
        'prepared',
      ],
    );
    for (const purpose of purposes)
      await this.sql(
        `insert into recognition_batch_purpose select $1, $2, "releaseId" from standard_in_use where "standardId" = $3`,
        [id, purpose, seed.standardId ?? 'miit-2022-63-innovative'],
      );
    // announced, its standards are fixed
    await this.sql('update recognition_batch set state = $2 where id = $1', [id, state]);
    return id;
  }

  at = (firm: { id: string }, rest = '') => `/api/portal/enterprises/${firm.id}${rest}`;

  async begin(firm: Firm, batchId: string, purpose = 'application'): Promise<string> {
    const answer = await firm.admin.http.post(this.at(firm, '/applications')).send({ batchId, purpose });
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { id: string }).id;
  }

  async view(firm: Firm, id: string, by: Visitor = firm.admin): Promise<Declared> {
    const answer = await by.http.get(this.at(firm, `/applications/${id}`));
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body as Declared;
  }

  /** Saves what was typed, on the version that stands. */
  async save(
    firm: Firm,
    id: string,
    answers: Answers,
    evidence: object[] = [],
    by: Visitor = firm.admin,
  ): Promise<Response> {
    const { draftVersion } = await this.view(firm, id);
    return by.http
      .put(this.at(firm, `/applications/${id}/draft`))
      .set('if-match', String(draftVersion))
      .send({
        ...{ unit: '万元', evidence },
        answers: Object.entries(answers).map(([code, [text, unit]]) => ({ code, text, unit })),
      });
  }

  /** Asks the legal representative and confirms as them. */
  async confirm(firm: Firm, id: string): Promise<void> {
    const asked = await this.askConfirmation(firm, id);
    if (asked.status !== 201) throw new Error(asked.text);
    const confirmed = await this.confirmBy(tokenOf(asked.body));
    if (confirmed.status !== 200) throw new Error(confirmed.text);
  }

  askConfirmation = (firm: Firm, id: string, by: Visitor = firm.admin) =>
    by.http.post(this.at(firm, `/applications/${id}/confirmations`)).send({ lastFour: '123X' });

  confirmBy = (token: string, given: object = {}) =>
    this.members
      .stranger()
      .post('/api/portal/confirmations')
      .send({ token, name: '张法人', lastFour: '123x', ...given });

  async submit(firm: Firm, id: string, by: Visitor = firm.admin, key?: string) {
    const { version } = await this.view(firm, id);
    const request = by.http.post(this.at(firm, `/applications/${id}/submissions`)).set('if-match', String(version));
    return key === undefined ? request : request.set('idempotency-key', key);
  }

  /** A file of evidence of the enterprise, of a year. */
  async file(firm: { id: string }, kind: string, year: number): Promise<{ kind: string; recordId: string }> {
    const id = uuidv7();
    const sha256 = id.replaceAll('-', '').padEnd(64, '0');
    await this.sql(
      `insert into stored_file (sha256, name, "mediaType", size, "storedBy") values ($1, 'a.pdf', 'application/pdf', 9, $2)`,
      [sha256, leader.id],
    );
    await this.sql(
      `insert into evidence_file (id, "enterpriseId", sha256, "fileName", kind, "periodFrom", "periodUntil", "uploadedBy", "uploadedByName")
       values ($1, $2, $3, '审计报告.pdf', $4, $5, $6, $7, 'x')`,
      [id, firm.id, sha256, kind, `${year}-01-01`, `${year + 1}-01-01`, leader.id],
    );
    return { kind, recordId: id };
  }

  /** An enterprise with its declaration submitted, and what it typed. */
  async submitted(firm: Firm, answers: Answers, batchId?: string): Promise<string> {
    const id = await this.begin(firm, batchId ?? (await this.batch()));
    await this.save(firm, id, answers);
    await this.confirm(firm, id);
    const answer = await this.submit(firm, id);
    if (answer.status !== 201) throw new Error(answer.text);
    return id;
  }
}
