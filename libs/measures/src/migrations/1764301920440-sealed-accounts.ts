import { sealColumn } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers of accounts lie sealed. */
export class SealedAccounts1764301920440 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      sealColumn('measure_case', 'payeeAccount', 'Number of the account (账号), confidential, sealed'),
    );
    await runner.query(
      sealColumn('disbursement_item', 'payeeAccount', 'Number of the account then (账号), confidential, sealed'),
    );
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
