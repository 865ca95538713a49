import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, JobRunner, JobsService } from '@tidu/platform';
import type { Response } from 'supertest';
import { MembersWorld, type Visitor } from '../../../members/src/testing/members-world';
import { MatchJob } from '../matching/match.job';

type Http = Visitor['http'];
export type SupportedFirm = Awaited<ReturnType<MembersWorld['administered']>>;

/** A measure as a test wants it: 30万 for 小巨人 of 4103, 免申即享, unless said otherwise. */
export interface MeasureSeed {
  code: string;
  name?: string;
  mode?: 'automatic' | 'application';
  region?: string;
  benefit?: string;
  budget?: string | null;
  fact?: string;
  /** Further lines at the top. */
  more?: string;
}

export function measureText({
  code,
  name = `测试措施${code}`,
  mode = 'automatic',
  region = '4103',
  ...rest
}: MeasureSeed): string {
  const {
    benefit = '{ kind: fixed, levels: [{ label: 小巨人, amount: 30万 }] }',
    budget = 'test-line',
    more = '',
  } = rest;
  return `id: ${code}
name: ${name}
source: { number: 测试〔2026〕1号, name: 测试办法, issuer: 测试局, article: 第一条 }
confidence: C
department: 测试局
contact: 测试科
region: '${region}'
audience: 测试企业
mode: ${mode}
repeat: once
validity: { from: 2026-01-01 }
benefit: ${benefit}
rounding: halfUp
${budget === null ? '' : `budget: ${budget}\n`}${more}
requires:
  - { id: title, label: 称号, text: 持有称号。, fact: ${rest.fact ?? 'titleLittleGiant'}, is: true }
`;
}

/** The doors with officers who write, publish and pay, and enterprises that qualify. */
export class MeasuresWorld {
  /** Writes, reviews, orders. */
  officer!: Http;
  /** Publishes, approves; sets up budgets. */
  leader!: Http;
  private made = 0;

  private constructor(readonly members: MembersWorld) {}

  static async open(): Promise<MeasuresWorld> {
    const world = new MeasuresWorld(await MembersWorld.open());
    world.leader = world.members.doors.http;
    const everywhere = { scopeKind: 'everything', scopeId: null };
    world.officer = (
      await world.members.officer({ ...everywhere, role: 'district.officer', displayName: '张经办' })
    ).http;
    return world;
  }

  close(): Promise<void> {
    return this.members.close();
  }

  get database() {
    return this.members.doors.test.database;
  }

  get<T>(part: new (...args: never[]) => T): T {
    return this.members.doors.app.get(part, { strict: false });
  }

  sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.members.doors.test.asSuperuser<T>(text, values);
  }

  /** An enterprise with its administrator and these facts. */
  async firm(facts: Record<string, unknown> = { titleLittleGiant: true }): Promise<SupportedFirm> {
    const firm = await this.members.administered();
    await this.figures(firm.id, facts);
    return firm;
  }

  /** Figures in force of the last accounting year. */
  async figures(enterpriseId: string, facts: Record<string, unknown>): Promise<void> {
    const row = {
      ...{ id: uuidv7(), enterpriseId, year: 2025, source: 'enterprise', revision: ++this.made, extra: {} },
      ...{ submittedAt: '2026-03-01', submittedBy: builtInOfficer.id, ...facts },
    };
    await this.sql('insert into figures select * from json_populate_recordset(null::figures, $1)', [
      JSON.stringify([row]),
    ]);
  }

  /** Writes and publishes a measure; returns its id. */
  async measure(seed: MeasureSeed): Promise<string> {
    const made = await this.officer.post('/api/console/measures').send({ text: measureText(seed), change: '测试用' });
    const { id } = must(made, 201).body as { id: string };
    must(await this.leader.post(`/api/console/measures/${id}/publication`).set('if-match', '1'), 204);
    return id;
  }

  async line(
    total: string,
    allocation: 'firstCome' | 'proportional' = 'firstCome',
    code = 'test-line',
  ): Promise<string> {
    const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));
    const body = { code, year, name: `预算${code}`, total, allocation };
    return (must(await this.leader.post('/api/console/budget-lines').send(body), 201).body as { id: string }).id;
  }

  async lineOf(id: string): Promise<Record<string, string>> {
    const { lines } = must(await this.leader.get('/api/console/budget-lines'), 200).body as {
      lines: Record<string, string>[];
    };
    return lines.find((line) => line['id'] === id) ?? {};
  }

  /** Runs the matching as a worker does. */
  async match(person: ActingPerson = builtInOfficer): Promise<object | null> {
    const job = this.get(MatchJob);
    const jobs = new JobsService(this.database);
    const id = await this.database.write(person, (tx) => jobs.write(tx, job.task, {}));
    const failures: unknown[] = [];
    await new JobRunner(this.database, [job], (error) => failures.push(error)).run(id);
    const done = await jobs.get(person, id);
    if (failures.length > 0) throw failures[0];
    return done.result ?? done.error;
  }

  async push(measureId: string): Promise<void> {
    must(await this.officer.post(`/api/console/measures/${measureId}/pushes`).send({ enterprises: null }), 200);
  }

  claim(firm: SupportedFirm, measureId: string, inputs: object[] = [], payee: object = {}): Promise<Response> {
    return Promise.resolve(
      firm.admin.http.post(`/api/portal/enterprises/${firm.id}/measures/${measureId}/claims`).send({
        ...{ payee: { name: firm.name, bank: '中国银行洛阳分行', account: '6222020200112233', ...payee }, inputs },
      }),
    );
  }

  async claimed(firm: SupportedFirm, measureId: string, inputs: object[] = []): Promise<string> {
    return (must(await this.claim(firm, measureId, inputs), 201).body as { id: string }).id;
  }

  async case(
    id: string,
  ): Promise<{ version: number; state: string; amount: string; held: string; acts: { act: string }[] }> {
    return must(await this.leader.get(`/api/console/measure-cases/${id}`), 200).body as never;
  }

  /** An act of staff on the version that stands. */
  async act(http: Http, id: string, how: 'reviews' | 'decisions', body: object): Promise<Response> {
    const { version } = await this.case(id);
    return http.post(`/api/console/measure-cases/${id}/${how}`).set('if-match', String(version)).send(body);
  }

  review(id: string, body: object = {}): Promise<Response> {
    return this.act(this.officer, id, 'reviews', {
      act: 'review',
      reason: '资料齐全，予以通过',
      amount: null,
      ...body,
    });
  }
}

/** The answer, or what it said instead. */
export function must(answer: Response, status: number): Response {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
}
