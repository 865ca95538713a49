import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked and answered under each sender's key, so that nothing takes effect twice. */
export class Acts1764300600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table act (
  "personId" uuid not null,
  key uuid not null,
  attempt uuid not null,
  asked text not null check (asked ~ '^[0-9a-f]{64}$'),
  answer text,
  at timestamptz not null default now(),
  primary key ("personId", key)
);
comment on table act is 'Requests that changed something (提交), by the key their sender gave them (幂等键); kept for seven days';
comment on column act."personId" is 'Who acted';
comment on column act.key is 'Idempotency-Key: the same for every time the act is sent';
comment on column act.attempt is 'The one request that took effect';
comment on column act.asked is 'SHA-256 of operation, parameters, version, body and file, in hex';
comment on column act.answer is 'JSON of the answer, word for word; null while the request is at work, or if its process died';
comment on column act.at is 'When it took effect';
create index act_old on act (at);
alter table act enable row level security;
alter table act force row level security;
create policy act_own on act using ("personId" = (select acting_person()));
create policy act_forgotten on act for select using (at < now() - interval '7 days');
create policy act_forget on act for delete using (at < now() - interval '7 days');
grant select, insert, update, delete on act to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
