import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meeting packs (上会材料): the order inside a batch as it was frozen, with a sheet for each case. */
export class MeetingPacks1764301870010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [pack, row]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = `(select acting_principal()) is null`;

const pack = `
create table meeting_pack (
  id uuid primary key,
  "batchId" uuid not null references recognition_batch,
  title text not null check (length(title) between 2 and 200),
  quota int check (quota > 0),
  cases int not null check (cases > 0),
  recommended int not null check (recommended between 0 and cases),
  tie jsonb check (jsonb_typeof(tie) = 'object'),
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  "madeAt" timestamptz not null default now(),
  "madeBy" uuid not null,
  "madeByName" text not null
);
comment on table meeting_pack is 'Meeting packs (上会材料): one frozen order of a batch each, never changed; no enterprise''s data';
comment on column meeting_pack."batchId" is 'Batch it is about';
comment on column meeting_pack.title is 'What it is called: the meeting it is for';
comment on column meeting_pack.quota is 'Places of the batch then; null: no limit';
comment on column meeting_pack.cases is 'How many were in the running: as many rows';
comment on column meeting_pack.recommended is 'How many of them stood before the line';
comment on column meeting_pack.tie is 'Tied at the line then: how many, for how many places, what was decided and why; null: none';
comment on column meeting_pack.root is 'Root over its rows (SHA-256), printed on every sheet';
comment on column meeting_pack."madeAt" is 'When it was frozen';
comment on column meeting_pack."madeBy" is 'Who froze it';
comment on column meeting_pack."madeByName" is 'That person as named then';
create index meeting_pack_of on meeting_pack ("batchId", id desc);
create trigger meeting_pack_kept before update on meeting_pack for each row execute function forbid_change();
grant select, insert on meeting_pack to tidu_app;`;

const row = `
create table meeting_pack_row (
  id uuid primary key,
  "packId" uuid not null references meeting_pack on delete cascade,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  unique ("packId", "applicationId"),
  unique ("packId", position)
);
comment on table meeting_pack_row is 'Cases of a meeting pack as they stood then, never changed';
comment on column meeting_pack_row.position is 'Place in the pack, from 1';
comment on column meeting_pack_row.content is 'Place, points, result by clause, values with sources, opinion of the review; see libs/recognition/README.md';
comment on column meeting_pack_row.hash is 'Leaf of the row under the root of the pack';
alter table meeting_pack_row enable row level security;
alter table meeting_pack_row force row level security;
create policy meeting_pack_row_scope on meeting_pack_row using (${ofStaff} and ${inScope});
create trigger meeting_pack_row_kept before update on meeting_pack_row for each row execute function forbid_change();
grant select, insert on meeting_pack_row to tidu_app;`;
