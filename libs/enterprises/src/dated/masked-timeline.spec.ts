import { systemActor } from '@tidu/platform';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { MaskedTimeline1764301880000 } from '../migrations/1764301880000-masked-timeline';
import { openRegister, type Register } from '../testing/register';

describe('changes of contacts that were written whole', () => {
  let register: Register;
  beforeAll(async () => {
    register = await openRegister();
  });
  afterAll(() => register.close());

  const sql = <T extends object>(text: string, values: unknown[] = []) => register.test.asSuperuser<T>(text, values);

  it('say after the upgrade what newer ones say, and can be changed no more than before', async () => {
    const id = await register.enter('洛阳某某机械有限公司');
    const whole = { role: 'finance', name: '欧阳联系', position: '会计', phone: '13800138000', mail: 'a@example.com' };
    const rows: [string, object | null, object | null][] = [
      ['contact.add', null, whole],
      ['contact.correct', whole, { ...whole, name: '王', phone: '0379-63300000' }],
      ['contact.withdraw', { ...whole, name: '王**', phone: null }, null],
      ['contact.end', { role: 'finance', name: null }, { role: 'finance', validUntil: '2026-01-01' }],
      ['name.add', null, { kind: 'former', name: '洛阳某某机械厂' }],
    ];
    for (const [kind, before, after] of rows)
      await sql(
        `insert into enterprise_change ("enterpriseId", kind, before, after, "personId", "personName") values ($1, $2, $3, $4, $5, 'x')`,
        [id, kind, before, after, systemActor.id],
      );
    // as `tidu migrate` runs it: the owner's login, under forced row security
    const owner = new Client({ connectionString: register.test.ownerUrl });
    await owner.connect();
    const query = async (text: string, values?: unknown[]) => (await owner.query(text, values)).rows as unknown;
    for (let time = 0; time < 2; time++) {
      await query('begin');
      await new MaskedTimeline1764301880000().up({ query } as unknown as QueryRunner);
      await query('commit');
    }
    await expect(
      query(`select set_config('tidu.scope', '*', false); update enterprise_change set reason = 'x'`),
    ).rejects.toThrow(/enterprise_change/);
    await owner.end();
    const kept = { role: 'finance', name: '欧**', position: '会计' };
    const found = await sql<{ kind: string; before: object | null; after: object | null }>(
      `select kind, before, after from enterprise_change where "enterpriseId" = $1 and "personName" = 'x' order by at`,
      [id],
    );
    expect(found.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['contact.add', null, kept],
      ['contact.correct', kept, { ...kept, name: '王*' }],
      ['contact.withdraw', { ...kept, name: '王**' }, null],
      ['contact.end', { role: 'finance', name: null }, { role: 'finance', validUntil: '2026-01-01' }],
      rows[4],
    ]);
  });
});
