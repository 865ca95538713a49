import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often was asked by whom: the counters behind the limits of requests. */
export class RequestCounters1764301100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create unlogged table request_counter (
  key text primary key check (length(key) between 3 and 120),
  since timestamptz not null default now(),
  used integer not null check (used > 0)
);
comment on table request_counter is 'Requests by address, account and enterprise in the window under way (频率计数); lost with a crash, which only forgets a minute';
comment on column request_counter.key is 'What is counted by: address:…, open:…, enter:…, account:…, enterprise:…';
comment on column request_counter.since is 'When the window began';
comment on column request_counter.used is 'Requests in this window, of all processes';
grant select, insert, update, delete on request_counter to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
