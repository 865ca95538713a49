import { uuidv7 } from '@tidu/kernel';
import { JobRunner } from '@tidu/platform';
import type { TestDoors } from '@tidu/test/doors';
import { leader, signInAs, type TestPerson } from '@tidu/test/signed-in';
import { Pool } from 'pg';
import { jobHandlers } from '../../apps/server/src/wiring';
import { type Answer, Asker } from '@tidu/test/asker';
import { addressOf, type Operation, type Records } from './operation';
import { declarationOperations } from './declaration-operations';
import { deskOperations } from './desk-operations';
import { listOperations } from './list-operations';
import { poolOperations } from './pool-operations';
import { measureOperations } from './measure-operations';
import { memberOperations } from './member-operations';
import { businessOperations } from './operations';
import { otherOperations } from './other-operations';
import { parcelOperations } from './parcel-operations';
import { rankingOperations } from './ranking-operations';
import { noticeOperations } from './notice-operations';
import { reportOperations } from './report-operations';
import { recognitionOperations } from './recognition-operations';
import { updateOperations } from './update-operations';

export const operations: readonly Operation[] = [
  ...businessOperations,
  ...deskOperations,
  ...reportOperations,
  ...listOperations,
  ...poolOperations,
  ...declarationOperations,
  ...memberOperations,
  ...recognitionOperations,
  ...noticeOperations,
  ...updateOperations,
  ...rankingOperations,
  ...parcelOperations,
  ...measureOperations,
  ...otherOperations,
];
export const operationNamed = (name: string): Operation => {
  const found = operations.find((one) => one.name === name);
  if (!found) throw new Error(`no row for ${name}`);
  return found;
};

export type Headers = Record<string, string>;
export type Made = Record<string, string>;

/** What a change left in the trail, by operation. */
export type Trails = Map<string, string[]>;

/** A district with its officers at the doors: changes go through the interface, in a person's name. */
export class District {
  readonly asker: Asker;
  readonly trails: Trails = new Map();
  private readonly runner: JobRunner;

  private constructor(
    readonly doors: TestDoors,
    private readonly superuser: Pool,
    port: number,
    readonly leader: Headers,
  ) {
    this.asker = new Asker(port);
    this.runner = new JobRunner(doors.test.database, jobHandlers(doors.app), (error) => {
      throw error;
    });
  }

  static async open(doors: TestDoors): Promise<District> {
    await doors.app.listen(0, '127.0.0.1');
    const { port } = doors.app.getHttpServer().address() as { port: number };
    // the bad inputs sign in several people at once
    const superuser = new Pool({ connectionString: doors.test.superuserUrl, max: 4 });
    return new District(doors, superuser, port, (await signInAs(doors.test.database, leader)).headers);
  }

  async close(): Promise<void> {
    this.asker.close();
    await this.superuser.end();
  }

  /** Sends an operation as the rows say it is sent. */
  send(operation: Operation, records: Records, headers: Headers, version = '999'): Promise<Answer> {
    const [method = ''] = operation.name.split(' ');
    const all: Headers = { ...headers, ...(operation.version && { 'if-match': version }) };
    const body = operation.body?.(records);
    if (!operation.file) {
      if (body) all['content-type'] = 'application/json';
      return this.asker.ask(method, addressOf(operation, records), all, body && JSON.stringify(body));
    }
    const { type, content } = form(body ?? {}, operation.file);
    return this.asker.ask(method, addressOf(operation, records), { ...all, 'content-type': type }, content);
  }

  /** A change that must succeed; runs the job it began, and notes what it left in the trail. */
  async do(name: string, records: Records, { version, as }: { version?: string; as?: Headers } = {}): Promise<Made> {
    const before = await this.lastEntry();
    const isChange = !name.startsWith('GET ');
    // under a key, as our pages send every change
    const headers = { ...(as ?? this.leader), ...(isChange && { 'idempotency-key': uuidv7() }) };
    const answer = await this.send(operationNamed(name), records, headers, version);
    if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${answer.text}`);
    const isJson = String(answer.headers['content-type']).includes('json');
    const made = isJson ? (JSON.parse(answer.text) as Made) : {};
    if (made.jobId !== undefined) await this.runner.run(made.jobId);
    const left = await this.sql<{ action: string }>('select action from audit_entry where id > $1 order by id', [
      before,
    ]);
    this.trails.set(name, [...(this.trails.get(name) ?? []), ...left.map(({ action }) => action)]);
    const set = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0] ?? '');
    return { ...made, cookie: set.filter((one) => !one.endsWith('=')).join('; ') };
  }

  /** Past row security: to arrange and to look behind the curtain. */
  async sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.superuser.query<T>(text, values)).rows;
  }

  async one(text: string, values: unknown[] = []): Promise<string> {
    const [row] = await this.sql<{ value: unknown }>(text, values);
    if (!row) throw new Error(`nothing found: ${text}`);
    return String(row.value);
  }

  async signIn(person: TestPerson): Promise<Headers> {
    return (await signInAs(this.doors.test.database, person)).headers;
  }

  private lastEntry(): Promise<string> {
    return this.one('select coalesce(max(id), 0) as value from audit_entry');
  }

  /** A part of what a job left. */
  result(jobId: string | undefined, path: string): Promise<string> {
    return this.one(
      `select jsonb_path_query_first(result::jsonb, $2::jsonpath) #>> '{}' as value from job_run where id = $1`,
      [...[jobId, path]],
    );
  }

  versionOf(table: string, id: string | undefined): Promise<string> {
    return this.one(`select version as value from ${table} where id = $1`, [id]);
  }
}

function form(fields: object, file: { name: string; content: string | Buffer }) {
  const mark = 'matrixmatrix';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`,
  );
  const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\n\r\n`;
  const content = [parts.join(''), head, file.content, `\r\n--${mark}--\r\n`].map((part) =>
    Buffer.from(part as string),
  );
  return { type: `multipart/form-data; boundary=${mark}`, content: Buffer.concat(content) };
}
