import { sealColumn } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How objectors are reached lies sealed. */
export class SealedObjectors1764301920430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      sealColumn('recognition_objection', 'objectorContact', 'How they are reached, sealed; personal data'),
    );
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
