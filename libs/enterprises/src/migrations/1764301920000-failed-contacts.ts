import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a phone or an address of a contact was tried in vain. */
export class FailedContacts1764301920000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table enterprise_contact
  add column "phoneFailedOn" date,
  add column "mailFailedOn" date,
  add check ("phoneFailedOn" is null or phone is not null),
  add check ("mailFailedOn" is null or mail is not null);
comment on column enterprise_contact."phoneFailedOn" is 'Day on which somebody tried the phone in vain; null: nobody said so';
comment on column enterprise_contact."mailFailedOn" is 'Day on which the mail address was found dead; null: nobody said so';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
