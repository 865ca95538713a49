import { MemberAccounts } from '@tidu/access';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, anonymous, ownPageHeader, ownPageValue } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs, type TestPerson } from '@tidu/test/signed-in';
import supertest from 'supertest';
import { RegistrationsService } from '../registrations/registrations.service';

type Agent = ReturnType<typeof supertest.agent>;

/** Somebody at the portal, with the cookie they were given. */
export interface Visitor {
  http: Agent;
  loginName: string;
}

/** A member's request as the portal shows it. */
export interface OwnRequest {
  id: string;
  creditCode: string;
  state: string;
  version: number;
  answer: string | null;
  objectionUntil: string | null;
  acts: string[];
}

export const password = 'Sturdy-Bridge-77';
const here = { address: '127.0.0.1', agent: 'test' };

/** The doors with enterprises and their people, all by the product's own operations. */
export class MembersWorld {
  private made = 0;

  private constructor(readonly doors: TestDoors) {}

  static async open(settings: Parameters<typeof openTestDoors>[0] = {}): Promise<MembersWorld> {
    return new MembersWorld(await openTestDoors(settings));
  }

  close(): Promise<void> {
    return this.doors.close();
  }

  /** An enterprise of the register. */
  async enterprise(region = '410305'): Promise<{ id: string; creditCode: string; name: string }> {
    const [id, creditCode, name] = [uuidv7(), this.freeCode(region), `测试企业${this.made}号`];
    await this.doors.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "registeredAddress", demo)
       values ($1, $2, $3, $4, 'given', '建设路 1 号', false)`,
      [id, creditCode, name, region],
    );
    return { id, creditCode, name };
  }

  /** A code that no enterprise bears. */
  freeCode(region = '410305'): string {
    return makeCreditCode({ region, organisation: `MA9${String(++this.made).padStart(5, '0')}` });
  }

  stranger(): Agent {
    return supertest.agent(this.doors.app.getHttpServer()).set(ownPageHeader, ownPageValue);
  }

  registration(creditCode: string) {
    const loginName = `person${++this.made}`;
    return {
      creditCode,
      enterpriseName: '洛阳某某有限公司',
      phone: '13800001111',
      displayName: '王小明',
      loginName,
      password,
    };
  }

  /** Somebody without anything: an account as the product makes it, but for the quarter of a second of its password. */
  async person(): Promise<Visitor & { acting: ActingPerson }> {
    const loginName = `person${++this.made}`;
    const accounts = this.doors.app.get(MemberAccounts, { strict: false });
    const { id, token } = await this.doors.test.database.write(anonymous, (tx) =>
      accounts.create(tx, { loginName, displayName: '王小明', passwordHash: 'none' }, here),
    );
    const http = this.stranger().set('cookie', `tidu=${token}`);
    return { http, loginName, acting: { ...anonymous, id, name: '王小明' } };
  }

  /** Somebody who asks to act for the enterprise of a code. */
  async newcomer(creditCode: string): Promise<Visitor> {
    const visitor = await this.person();
    await this.ask(visitor, creditCode);
    return visitor;
  }

  /** Asks, with the account one has, to act for the enterprise of a code. */
  async ask({ loginName }: Visitor, creditCode: string): Promise<void> {
    const claim = { creditCode, enterpriseName: '洛阳某某有限公司', phone: '13800001111' };
    const acting = { ...anonymous, id: await this.personId({ loginName }), name: '王小明' };
    await this.doors.app.get(RegistrationsService, { strict: false }).ask(acting, claim, here);
  }

  /** Forgets what was counted today. */
  async forgetBudgets(): Promise<void> {
    await this.doors.test.asSuperuser('delete from member_budget');
  }

  async request(visitor: Visitor): Promise<OwnRequest> {
    const answer = await visitor.http.get('/api/portal/own');
    const [request] = (answer.body as { requests: OwnRequest[] }).requests;
    if (!request) throw new Error('no request');
    return request;
  }

  async upload(visitor: Visitor, content: string | Buffer = '%PDF-1.7 stamped', name = '授权书.pdf') {
    const { id, version } = await this.request(visitor);
    return visitor.http
      .put(`/api/portal/own/requests/${id}/proof`)
      .set('if-match', String(version))
      .attach('file', typeof content === 'string' ? Buffer.from(content) : content, name);
  }

  /** An officer's act on somebody's request, on the version that stands. */
  async act(visitor: Visitor, what: string, body: object, officer: { http: Agent } = this.doors) {
    const { id, version } = await this.request(visitor);
    return officer.http.post(`/api/console/member-requests/${id}/${what}`).set('if-match', String(version)).send(body);
  }

  /** Somebody whose authorisation was uploaded and approved. */
  async approved(creditCode: string): Promise<Visitor> {
    await this.forgetBudgets();
    const visitor = await this.newcomer(creditCode);
    await this.upload(visitor);
    const answer = await this.act(visitor, 'approval', { enterprise: null });
    if (answer.status !== 204) throw new Error(`not approved: ${answer.text}`);
    return visitor;
  }

  /** An enterprise with its administrator. */
  async administered() {
    const enterprise = await this.enterprise();
    return { ...enterprise, admin: await this.approved(enterprise.creditCode) };
  }

  /** Somebody joins by an invitation of the administrator. */
  async invited(
    enterprise: { id: string; admin: Visitor },
    role: 'member.holder' | 'member.agent',
    rights: string[],
    validUntil: string | null = null,
  ): Promise<Visitor> {
    const made = await enterprise.admin.http
      .post(`/api/portal/enterprises/${enterprise.id}/invitations`)
      .send({ inviteeName: '李四', role, rights, validUntil });
    if (made.status !== 201) throw new Error(`not invited: ${JSON.stringify(made.body)}`);
    const visitor = await this.person();
    const joined = await visitor.http.post('/api/portal/own/memberships').send({ token: tokenOf(made.body) });
    if (joined.status !== 201) throw new Error(`not joined: ${JSON.stringify(joined.body)}`);
    return visitor;
  }

  /** An officer finds that one record is a second one of the enterprise that another stands for. */
  async merge(second: { id: string }, standing: { id: string }): Promise<void> {
    const versions = await this.doors.test.asSuperuser<{ id: string; version: number }>(
      'select id, version from enterprise where id = any ($1)',
      [[second.id, standing.id]],
    );
    const versionOf = ({ id }: { id: string }) => versions.find((row) => row.id === id)?.version;
    const merged = await this.doors.http.post('/api/console/merges').send({
      ...{ mergedId: second.id, mergedVersion: versionOf(second), survivorId: standing.id },
      ...{ survivorVersion: versionOf(standing), reason: '同一家企业', source: '工商登记' },
    });
    if (merged.status !== 201) throw new Error(`not merged: ${JSON.stringify(merged.body)}`);
  }

  /** An officer with a scope of their own. */
  async officer(person: Partial<TestPerson>): Promise<{ http: Agent }> {
    const whole: TestPerson = {
      ...{ id: uuidv7(), loginName: `officer${++this.made}`, displayName: '区县经办人', duty: 'business' },
      ...{ role: 'district.officer', scopeKind: 'region', scopeId: '410399', ...person },
    };
    const { headers } = await signInAs(this.doors.test.database, whole);
    return { http: this.stranger().set(headers) };
  }

  personId(visitor: Pick<Visitor, 'loginName'>): Promise<string> {
    return this.doors.test
      .asSuperuser<{ id: string }>('select id from person where "loginName" = $1', [visitor.loginName])
      .then(([row]) => row?.id ?? '');
  }

  /** What the trail keeps of one object, in order. */
  trail(id: string) {
    return this.doors.test.asSuperuser<{ action: string; before: unknown; after: unknown; reason: string | null }>(
      `select action, before, after, reason from audit_entry where "objectId" = $1 order by id`,
      [id],
    );
  }

  /** The trail's acts on a request, in order. */
  async acts(visitor: Visitor): Promise<string[]> {
    const { id } = await this.request(visitor);
    return (await this.trail(id)).map(({ action }) => action);
  }
}

export const tokenOf = (link: unknown): string => (link as { path: string }).path.split('#')[1] ?? '';

/** A day so many days from today, in Shanghai. */
export function dayIn(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}
