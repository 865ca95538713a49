import { sealColumn } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Phones and mail addresses of contacts lie sealed. */
export class SealedContacts1764301920410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const where = 'sealed; personal data, masked unless asked for';
    await runner.query(sealColumn('enterprise_contact', 'phone', `Phone, ${where}`, true));
    await runner.query(sealColumn('enterprise_contact', 'mail', `Mail address, ${where}`, true));
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
