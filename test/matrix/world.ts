import { uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { TestProvider } from '@tidu/test/identity-provider';
import { leader, signInAs, type TestPerson } from '@tidu/test/signed-in';
import { account, type Administrators } from './account-story';
import type { Answer } from '@tidu/test/asker';
import { messageTo } from './desk-story';
import { commonRecords, ownLists } from './common-story';
import { District, type Headers, type Made } from './district';
import { enterpriseWithRecords, type Place } from './enterprise-story';
import { closedDoors, expected, type ModelActor, type ModelScope, type Owner, roles, sees } from './model';
import { membership, request } from './member-story';
import { measureCommon } from './measure-story';
import { parcelCommon } from './parcel-operations';
import { recognitionBatch } from './recognition-story';
import type { Operation, Records } from './operation';
import { leaksOf } from './planted';

/** Three enterprises: of one zone, of its district but another zone, of another district. */
export const places = {
  own: { regionCode: '410305', zone: 'HX', mark: '甲记企业' },
  same: { regionCode: '410305', zone: 'MX', mark: '乙记企业' },
  other: { regionCode: '410402', zone: 'PX', mark: '丙记企业' },
} satisfies Record<string, Place>;
export type Named = keyof typeof places;
export const relations = ['own', 'same', 'other', 'absent'] as const;
export type Relation = (typeof relations)[number];

/** Everything a role may be given over, in this world; the enterprise of a scope is named by its relation. */
export const scopes: readonly ModelScope[] = [
  { kind: 'everything', id: null },
  ...['41', '4103', '410305', '410402', '11'].map((id) => ({ kind: 'region' as const, id })),
  ...['HX', 'MX', 'PX', 'NO'].map((id) => ({ kind: 'zone' as const, id })),
  ...['own', 'same', 'other'].map((id) => ({ kind: 'enterprise' as const, id })),
];

/** Somebody who asks, and what is theirs alone. */
export interface Actor extends ModelActor {
  headers: Headers;
  own: Made;
}

const personal = ['job', 'import', 'listExport', 'rankingExport', 'rehearsalExport', 'trailExport', 'snapshotExport'];

/** A district with three enterprises and one of each record of each, and whoever asks for them. */
export class World {
  readonly records: Record<Relation, Made> = { own: {}, same: {}, other: {}, absent: {} };
  common: Made = {};
  private readonly done = new Set<string>();
  private readonly absent = new Map<Actor, Map<Operation, Promise<string>>>();
  /** Of whom everything is taken back at the end. */
  spent: Made = {};

  private constructor(
    readonly doors: TestDoors,
    readonly district: District,
    readonly admins: Administrators,
    readonly provider: TestProvider,
  ) {}

  static async open(): Promise<World> {
    const provider = await TestProvider.start();
    const doors = await openTestDoors(provider.settings());
    const admin = async (role: string) => (await signInAs(doors.test.database, testPerson(role, null))).headers;
    const admins = {
      system: await admin('admin.system'),
      security: await admin('admin.security'),
      audit: await admin('admin.audit'),
    };
    const world = new World(doors, await District.open(doors), admins, provider);
    await world.fill();
    return world;
  }

  private async fill(): Promise<void> {
    const { district, records } = this;
    await ownLists(district);
    for (const [relation, place] of Object.entries(places))
      records[relation as Named] = await enterpriseWithRecords(district, place);
    this.spent = await enterpriseWithRecords(district, { ...places.own, mark: '丁记企业' });
    this.common = { ...(await account(district, this.admins)), ...(await commonRecords(district, this.admins)) };
    Object.assign(this.common, await recognitionBatch(district), { tie: uuidv7() });
    Object.assign(this.common, await measureCommon(district), await parcelCommon(district));
    Object.assign(this.common, { publicNotice: records.own.notice, publicItem: records.own.noticeItem });
    this.common.ownRequest = records.own.request ?? '';
    this.common.message = await messageTo(district, leader.id);
    this.common.session = await district.one('select id as value from session where "personId" = $1 limit 1', [
      leader.id,
    ]);
    for (const key of new Set([
      ...Object.keys(records.own),
      ...personal,
      'ownRequest',
      'view',
      'session',
      'tuning',
      'message',
    ]))
      records.absent[key] = uuidv7();
    Object.assign(records.absent, { version: '999', twinVersion: '999', revision: '0' });
  }

  async close(): Promise<void> {
    await this.district.close();
    await this.doors.close();
    await this.provider.stop();
  }

  /** Somebody of a role, signed in, with jobs, a view and a second session of their own. */
  async actor(role: string | null, scope: ModelScope | null, how: Partial<ModelActor> = {}): Promise<Actor> {
    const model: ModelActor = { role, scope, factor: 'totp', fresh: true, ...how };
    if (role === null) return { ...model, headers: { 'x-requested-with': 'tidu' }, own: {} };
    const id =
      scope?.kind === 'enterprise' ? (this.records[scope.id as Named].enterprise ?? null) : (scope?.id ?? null);
    const one = testPerson(role, scope && { ...scope, id });
    const { headers, token } = await signInAs(this.doors.test.database, one);
    if (model.factor === 'password' || !model.fresh)
      await this.district.sql(
        `update session set factor = $2, "steppedUpAt" = case when $3 then now() end where "tokenHash" = sha256(convert_to($1, 'UTF8'))`,
        [token, model.factor, model.fresh],
      );
    if (model.rights) await membership(this.district, one.id, one.scopeId ?? undefined, role, model.rights);
    return { ...model, headers, own: await this.ownRecords(one) };
  }

  private async ownRecords(person: TestPerson): Promise<Made> {
    const own: Made = {};
    for (const word of personal) {
      own[word] = uuidv7();
      await this.district.sql(
        `insert into job_run select (jsonb_populate_record(j, jsonb_build_object('id', $2::text, 'personId', $3::text))).* from job_run j where id = $1`,
        [this.common[word], own[word], person.id],
      );
    }
    const copied = [own.import, this.common.import];
    await this.district.sql(
      `insert into import_file select (jsonb_populate_record(f, jsonb_build_object('jobId', $1::text))).* from import_file f where "jobId" = $2`,
      copied,
    );
    own.ownRequest = await request(this.district, person.id, this.records.own.creditCode ?? '');
    own.message = person.duty === 'business' ? await messageTo(this.district, person.id) : uuidv7();
    own.view = uuidv7();
    await this.district.sql(
      `insert into saved_view (id, "ownerId", "ownerName", list, name, filters) values ($1, $2, 'x', 'enterprises', 'x', '{}')`,
      [own.view, person.id],
    );
    await signInAs(this.doors.test.database, person);
    own.session = await this.district.one(
      `select id as value from session where "personId" = $1 order by id desc limit 1`,
      [person.id],
    );
    return own;
  }

  /** What the addresses and bodies of an operation name, for an actor and a relation. */
  recordsFor({ of }: Operation, actor: Actor, relation: Relation): Records {
    const strangers = of === 'person' && relation !== 'own' && relation !== 'absent' ? this.common : {};
    const theirs = of === 'person' && relation === 'own' ? actor.own : {};
    return { ...this.common, ...this.records[relation], ...strangers, ...theirs };
  }

  /** Whom that belongs to, as the model knows it. */
  ownerOf({ of, path, permission, twin }: Operation, actor: Actor, relation: Relation): Owner {
    if (relation === 'absent') return 'absent';
    if (of !== 'person') return twin ? { ...this.enterprise(relation), id: '', zones: [] } : this.enterprise(relation);
    if (path.id === 'tuning') return 'other'; // one at a time in memory: the leader's
    if (relation === 'own') return 'self';
    // whoever sees everything sees everybody's jobs; sessions and views are one's own alone
    return isOfJobs(permission) && actor.scope?.kind === 'everything' ? 'self' : 'other';
  }

  enterprise(named: Named): { id: string; regionCode: string; zones: string[] } {
    const { regionCode, zone } = places[named];
    return { id: this.records[named].enterprise ?? '', regionCode, zones: [zone] };
  }

  /** The actor as the model is told: an enterprise of the scope by its id. */
  modelOf(actor: Actor): ModelActor {
    const { scope } = actor;
    if (scope?.kind !== 'enterprise') return actor;
    return { ...actor, scope: { kind: 'enterprise', id: this.records[scope.id as Named].enterprise ?? null } };
  }

  /** What the model expects, and what the product answered, in the same words; and what was shown out of sight. */
  async cell(operation: Operation, actor: Actor, relation: Relation): Promise<[string, string]> {
    const [method = ''] = operation.name.split(' ');
    const model = this.modelOf(actor);
    const wanted = expected({ ...operation, method }, model, this.ownerOf(operation, actor, relation));
    const answer = await this.district.send(operation, this.recordsFor(operation, actor, relation), actor.headers);
    const leaks = leaksOf(operation, actor.role, answer.text);
    const told = leaks.length > 0 ? `shows ${leaks.join(', ')}` : this.told(operation, answer, model);
    const key = `${operation.name} ${relation} ${operation.of === 'person' ? actor.headers.cookie : ''}`;
    if (operation.once && wanted === 'open') {
      if (this.done.has(key) && answer.status === 404) return [wanted, wanted];
      if (answer.status < 300) this.done.add(key);
    }
    if (answer.status !== 404) return [wanted, told];
    const absent = await this.absentAnswer(operation, actor);
    if (plain(answer) === absent) return [wanted, operation.of === 'nothing' ? told : 'hidden'];
    return [wanted, wanted === 'hidden' ? `differs: ${answer.text} | ${absent}` : told];
  }

  /** What the actor is told of what isn't there, without the request's id; asked once. */
  private absentAnswer(operation: Operation, actor: Actor): Promise<string> {
    const known = this.absent.get(actor) ?? new Map<Operation, Promise<string>>();
    this.absent.set(actor, known);
    const records = this.recordsFor(operation, actor, 'absent');
    const answer = known.get(operation) ?? this.district.send(operation, records, actor.headers).then(plain);
    known.set(operation, answer);
    return answer;
  }

  private told({ of, ofAll }: Operation, answer: Answer, model: ModelActor): string {
    if (answer.status >= 500) return `failed: ${answer.text}`;
    const code = /"code":"([A-Z_.]+)"/.exec(answer.text)?.[1] ?? '';
    if (closedDoors.includes(code)) return code;
    if (ofAll) return 'open';
    if (of === 'person') return 'open'; // jobs are copies of the leader's, and so are the files they made
    const shown = Object.keys(places).filter((named) => {
      const one = this.enterprise(named as Named);
      return !sees(model, one) && (answer.text.includes(one.id) || answer.text.includes(places[named as Named].mark));
    });
    return shown.length > 0 ? `open, and shows ${shown.join(', ')}` : 'open';
  }
}

const isOfJobs = (permission: string) => !/^(access\.|members\.|desk\.|enterprises\.read)/.test(permission);

const plain = ({ status, text }: Answer) => `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`;

function testPerson(role: string, scope: ModelScope | null): TestPerson {
  const id = uuidv7();
  const loginName = `m${id.replaceAll('-', '').slice(-16)}`;
  const [scopeKind, scopeId] = [scope?.kind ?? null, scope?.id ?? null];
  return { id, loginName, displayName: loginName, duty: roles[role]?.duty ?? '', role, scopeKind, scopeId };
}
