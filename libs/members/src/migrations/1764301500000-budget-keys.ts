import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Says of the budgets everything that is counted: uploads of authorisations came later. */
export class BudgetKeys1764301500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
comment on table member_budget is 'What was taken in on a day (每日次数): registrations, of an address, of a credit code and of all; uploads of one person';
comment on column member_budget.key is 'What is counted: address:, code: or proof: (uploads of authorisations, by the person) with its text, or total';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
