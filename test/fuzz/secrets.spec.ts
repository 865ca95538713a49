import { writeBackup } from '@tidu/platform';
import { randomBytes, randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Answer } from '@tidu/test/asker';
import { type Ask, Doorstep } from './doorstep';

/** Fifty values that must stay where they were entered, brought in at the doors, by errors of every kind too (L21, T25). */

jest.setTimeout(600_000);

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
const several = (count: number, make: () => string) => Array.from({ length: count }, make);

const planted = {
  phones: several(8, () => `139${digits(8)}`),
  idNumbers: several(7, () => `4103051990${digits(8)}`),
  passwords: several(10, () => `Geheim-${randomBytes(6).toString('hex')}-Aa1`),
  tokens: several(10, () => randomBytes(32).toString('base64url')),
  figures: several(10, () => `${randomInt(1, 10)}${digits(9)}`),
  mails: several(5, () => `${randomBytes(8).toString('hex')}@planted.example`),
};
/** What nobody may read anywhere, not even who may see everything. */
const keys = [...planted.passwords, ...planted.tokens];
/** What lies sealed in the database. */
const sealed = [...planted.phones, ...planted.mails];
const all = Object.values(planted).flat();
const foundIn = (text: string, values: readonly string[]) => values.filter((value) => text.includes(value));

describe('planted secrets', () => {
  let step: Doorstep;
  const answers: (Answer & { of: string })[] = [];
  beforeAll(async () => {
    step = await Doorstep.open('debug');
  });
  afterAll(() => step.close());

  async function ask(name: string, given: Ask): Promise<void> {
    answers.push({ ...(await step.ask(name, given)), of: name });
  }

  const contacts = 'POST /api/console/enterprises/{id}/contacts';
  const figures = 'POST /api/console/enterprises/{id}/figures';
  const revenue = (value: string) => ({ values: [{ code: 'revenue', value, unit: '元' }] });

  /** By doors that take them, that refuse them, and that break. */
  async function plant(): Promise<void> {
    for (const phone of planted.phones) {
      await ask(contacts, { body: { phone } });
      await ask(contacts, { body: { phone, role: 'nobody' } });
      await ask('GET /api/console/enterprises', { query: `q=${phone}` });
    }
    for (const mail of planted.mails) {
      await ask(contacts, { body: { mail } });
      await ask(contacts, { body: { mail: mail.repeat(9) } });
    }
    for (const id of planted.idNumbers) {
      await ask('POST /api/console/enterprises/{id}/notes', { body: { text: `身份证 ${id}` } });
      await ask('POST /api/console/enterprises/{id}/notes', { body: { [id]: id } });
      await ask('POST /api/console/enterprises/{id}/notes', { raw: `{"text":"${id}",` });
      await ask('GET /api/console/enterprises', { query: `${id}=${id}&q=%zz${id}` });
    }
    for (const value of planted.figures) {
      await ask(figures, { body: revenue(value) });
      await ask(figures, { body: revenue(`${value}x`) });
    }
    await plantKeys();
  }

  async function plantKeys(): Promise<void> {
    for (const password of planted.passwords) {
      await ask('POST /api/access/sessions', { body: { loginName: 'leader', password } });
      await ask('POST /api/access/sessions', { body: { loginName: 'nobody', password: password.repeat(40) } });
      await ask('POST /api/portal/registrations', { body: { password, loginName: 'X Y' } });
      await ask('POST /api/access/session/step-up', { body: { password, code: '12' } });
      await ask('PUT /api/access/own/password', { body: { current: password, password } });
      await ask('POST /api/access/passwords', { body: { token: 'x', password: [password] } });
    }
    for (const token of planted.tokens) {
      await ask('POST /api/access/link-holders', { body: { token } });
      await ask('POST /api/access/passwords', { body: { token, password: 'kurz' } });
      await ask('POST /api/portal/invitation-holders', { body: { token } });
      await ask('POST /api/portal/members', { body: { token, displayName: '' } });
      const headers = { cookie: `tidu=${token}`, authorization: `Bearer ${token}` };
      await ask('GET /api/console/summary', { headers });
    }
  }

  /** The database refuses, and says why with the whole row in its words. */
  async function breakTables(): Promise<void> {
    const { district } = step.world;
    await district.sql(`create function planted() returns trigger language plpgsql as
      $$ begin raise exception 'planted %', to_jsonb(new) using detail = to_jsonb(new)::text; end $$`);
    for (const table of ['enterprise_contact', 'enterprise_note', 'figures'])
      await district.sql(`create trigger planted before insert on ${table} for each row execute function planted()`);
    for (const phone of planted.phones) await ask(contacts, { body: { phone } });
    for (const id of planted.idNumbers) await ask('POST /api/console/enterprises/{id}/notes', { body: { text: id } });
    for (const value of planted.figures) await ask(figures, { body: { ...revenue(value), source: 'zone' } });
    await district.sql('drop trigger planted on enterprise_contact');
    await district.sql(`alter table enterprise_contact add constraint planted check (phone is null) not valid`);
    for (const phone of planted.phones) await ask(contacts, { body: { phone } });
    await district.sql('alter table sign_in_counter rename to elsewhere');
    await district.sql('alter table one_time_link rename to gone');
    await plantKeys();
  }

  it('are found in no line of the log, in no answer to an error, keys and what lies sealed not even in a backup', async () => {
    expect(new Set(all).size).toBe(50);
    await plant();
    const before = answers.filter(({ status }) => status >= 500).length;
    await breakTables();
    const failed = answers.filter(({ status }) => status >= 500);
    expect([before, failed.length >= 30]).toEqual([0, true]);

    expect(failed.flatMap(({ of, text }) => foundIn(text, all).map((value) => `${of}: ${value}`))).toEqual([]);
    expect(answers.flatMap(({ of, text }) => foundIn(text, keys).map((value) => `${of}: ${value}`))).toEqual([]);
    expect(answers.flatMap(({ of, headers }) => foundIn(JSON.stringify(headers), all).map(() => of))).toEqual([]);

    await step.served.stop();
    const log = step.served.log();
    const lines = log.split('\n').filter((line) => line !== '');
    expect(lines.length).toBeGreaterThanOrEqual(answers.length);
    expect(foundIn(log, all)).toEqual([]);
    expect(lines.filter((line) => !isEvent(line))).toEqual([]);

    const { test, filesDir } = step.world.doors;
    const { dir } = await writeBackup({
      ...{ ownerUrl: test.ownerUrl, filesDir },
      ...{ auditHeadsDir: path.join(filesDir, 'heads'), to: path.join(filesDir, 'backup') },
      madeBy: 'test',
    });
    const kept = filesIn(dir).map((file) => fs.readFileSync(file, 'latin1'));
    expect(kept.flatMap((text) => foundIn(text, [...keys, ...sealed]))).toEqual([]);
    process.stdout.write(
      `secrets: 50 planted by ${answers.length} requests, ${failed.length} of them broken; ${lines.length} lines of log, ${kept.length} files of backup: 0 found\n`,
    );
  });
});

const isEvent = (line: string) => {
  try {
    return typeof (JSON.parse(line) as { level: unknown }).level === 'number';
  } catch {
    return false;
  }
};

const filesIn = (dir: string): string[] =>
  fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
