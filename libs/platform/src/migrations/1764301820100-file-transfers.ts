import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that come in part by part, so that a broken line costs one part and not the whole. */
export class FileTransfers1764301820100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table file_transfer (
  id uuid primary key,
  "personId" uuid not null,
  "subjectId" uuid,
  name text not null check (length(name) between 1 and 255),
  size bigint not null check (size > 0),
  "partSize" int not null check ("partSize" > 0),
  "createdAt" timestamptz not null default now()
);
comment on table file_transfer is 'Files that are coming in part by part (分片上传); gone when the file is whole, or after a day';
comment on column file_transfer."personId" is 'Who sends it';
comment on column file_transfer."subjectId" is 'Record it is brought for; null: for none';
comment on column file_transfer.name is 'How the file is called';
comment on column file_transfer.size is 'Bytes of the whole';
comment on column file_transfer."partSize" is 'Bytes of each part but the last';
comment on column file_transfer."createdAt" is 'When it was begun';
create index file_transfer_of on file_transfer ("personId", "createdAt");
alter table file_transfer enable row level security;
alter table file_transfer force row level security;
create policy file_transfer_own on file_transfer using ("personId" = (select acting_person()));
grant select, insert, delete on file_transfer to tidu_app;
create table file_transfer_part (
  "transferId" uuid not null references file_transfer on delete cascade,
  number int not null check (number >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key ("transferId", number)
);
comment on table file_transfer_part is 'Parts that have come, each kept as a file until the whole is there';
comment on column file_transfer_part.number is 'Which part, from 0';
comment on column file_transfer_part.sha256 is 'Its content';
alter table file_transfer_part enable row level security;
alter table file_transfer_part force row level security;
create policy file_transfer_part_own on file_transfer_part using (exists (select from file_transfer t where t.id = "transferId"));
grant select, insert, update, delete on file_transfer_part to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
