import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, systemActor } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { leader, type TestPerson } from '@tidu/test/signed-in';
import type { Environment } from '@tidu/platform';
import type supertest from 'supertest';
import type { NewTask } from '../tasks/tasks.service';
import { TasksService } from '../tasks/tasks.service';

type Agent = ReturnType<typeof supertest.agent>;

/** Somebody of the staff, signed in. */
export interface Officer {
  id: string;
  name: string;
  http: Agent;
  acting: ActingPerson;
}

/** The doors with enterprises of two counties and officers who look after them. */
export class DeskWorld {
  private made = 0;
  readonly leader: Pick<Officer, 'id' | 'http' | 'acting'>;

  private constructor(readonly doors: TestDoors) {
    this.leader = { id: leader.id, http: doors.http, acting: builtInOfficer };
  }

  static async open(settings: Partial<Environment> = {}): Promise<DeskWorld> {
    return new DeskWorld(await openTestDoors(settings));
  }

  close(): Promise<void> {
    return this.doors.close();
  }

  get<T>(part: new (...args: never[]) => T): T {
    return this.doors.app.get(part, { strict: false });
  }

  async enterprise(region = '410305'): Promise<{ id: string; name: string }> {
    const [id, name] = [uuidv7(), `测试企业${++this.made}号`];
    const creditCode = makeCreditCode({ region, organisation: `MD9${String(this.made).padStart(5, '0')}` });
    await this.sql(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "registeredAddress", demo)
       values ($1, $2, $3, $4, 'given', '建设路 1 号', false)`,
      [id, creditCode, name, region],
    );
    return { id, name };
  }

  /** Two records of one enterprise, found out: the second stands for itself no more. */
  async merge(mergedId: string, survivorId: string): Promise<void> {
    await this.sql(`update enterprise set status = 'merged', "mergedInto" = $2 where id = $1`, [mergedId, survivorId]);
    await this.sql(
      `insert into enterprise_merge (id, "mergedId", "survivorId", kind, "statusBefore", reason, "personId", "personName")
       values ($1, $2, $3, 'duplicate', 'active', '同一家', $4, '经办人')`,
      [uuidv7(), mergedId, survivorId, leader.id],
    );
  }

  async officer(
    scopeId = '410305',
    role = 'district.officer',
    scopeKind: 'region' | 'zone' = 'region',
  ): Promise<Officer> {
    const n = ++this.made;
    const person: TestPerson = {
      ...{ id: uuidv7(), loginName: `desk${n}`, displayName: `经办人${n}`, duty: 'business', role },
      ...{ scopeKind, scopeId },
    };
    const scope = {
      everything: false as const,
      ...(scopeKind === 'zone' ? { regions: [], zones: [scopeId] } : { regions: [scopeId] }),
    };
    const acting = { id: person.id, name: person.displayName, scope, permissions: 'all' as const };
    return { id: person.id, name: person.displayName, http: await this.doors.as(person), acting };
  }

  /** A task as a room makes it. */
  async task(given: Partial<NewTask> & { owner: string }): Promise<string> {
    const whole = {
      ...{ kind: 'desk.general', title: '核对三年数据', objectType: 'test', objectId: uuidv7(), enterpriseId: null },
      ...given,
    };
    const tasks = this.get(TasksService);
    return (await this.doors.test.database.write(systemActor, (tx) => tasks.create(tx, whole))).id;
  }

  async versionOf(id: string): Promise<number> {
    const [row] = await this.sql<{ version: number }>('select version from desk_task where id = $1', [id]);
    return row?.version ?? 0;
  }

  /** An act on the version that stands. */
  async act(who: { http: Agent }, id: string, what: string, body: object, version?: number) {
    return who.http
      .post(`/api/console/desk/tasks/${id}/${what}`)
      .set('if-match', String(version ?? (await this.versionOf(id))))
      .send(body);
  }

  sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.doors.test.asSuperuser<T>(text, values);
  }

  async acts(id: string): Promise<string[]> {
    const rows = await this.sql<{ action: string }>(
      'select action from audit_entry where "objectId" = $1 order by id',
      [id],
    );
    return rows.map(({ action }) => action);
  }
}

/** A request's answer as far as two may be compared. */
export const bare = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  ...(body as object),
  requestId: '',
});
