import { sealColumn } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Phones of applicants lie sealed. */
export class SealedApplicants1764301920420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const comment = 'Phone of whoever asks, for questions about the request, sealed; personal data';
    await runner.query(sealColumn('registration', 'phone', comment));
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
