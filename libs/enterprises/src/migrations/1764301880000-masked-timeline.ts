import { systemActor } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Changes of contacts say what the newer ones say: no phone, no mail address, names masked. They were written whole
 * before, and are kept for good, long after the contact itself has ended.
 */
export class MaskedTimeline1764301880000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`select set_config('tidu.person', $1, true), set_config('tidu.scope', '*', true)`, [
      systemActor.id,
    ]);
    await runner.query('alter table enterprise_change disable trigger enterprise_change_append_only');
    await runner.query(
      `update enterprise_change set before = ${masked('before')}, after = ${masked('after')} where kind like 'contact.%'`,
    );
    await runner.query('alter table enterprise_change enable trigger enterprise_change_append_only');
    await runner.query(`select set_config('tidu.person', '', true), set_config('tidu.scope', '', true)`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

/** Names were masked so when this migration was written; one that is masked already stays as it is. */
const masked = (column: string) => `${column} - array['phone', 'mail'] || case when ${column} ? 'name' then
  jsonb_build_object('name', left(${column}->>'name', 1) || repeat('*', least(greatest(length(${column}->>'name') - 1, 1), 2)))
  else '{}' end`;
