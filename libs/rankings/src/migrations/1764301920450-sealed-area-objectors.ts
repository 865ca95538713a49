import { sealColumn } from '@tidu/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How those who object to an area are reached lies sealed. */
export class SealedAreaObjectors1764301920450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sealColumn('area_objection', 'objectorContact', 'How they are reached, sealed; personal data'));
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
