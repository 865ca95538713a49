import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Says of every column with personal data that it holds some; a test holds `seeds/access/fields.yaml` against it. */
export class PersonalColumns1764301300100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
comment on column enterprise_contact.name is 'Name of the contact; personal data';
comment on column registration."personName" is 'Name of whoever asks, as given with the request; personal data';
comment on column registration.phone is 'Phone of whoever asks, for questions about the request; personal data';
comment on column member_invitation."inviteeName" is 'For whom it is meant, in the words of who invites; personal data';
comment on column person."displayName" is 'Name of whoever holds the account; personal data';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
