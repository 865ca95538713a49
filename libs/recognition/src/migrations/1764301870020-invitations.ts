import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom the bureau invited to apply in a batch, and by what it chose them. */
export class Invitations1764301870020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(invitation);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = `(select acting_principal()) is null`;

const invitation = `
create table recognition_invitation (
  "batchId" uuid not null references recognition_batch,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "runId" uuid not null references scoring_run,
  outcome smallint not null check (outcome between 1 and 5),
  "messageId" uuid,
  "invitedAt" timestamptz not null default now(),
  "invitedBy" uuid not null,
  "invitedByName" text not null,
  primary key ("batchId", "enterpriseId")
);
comment on table recognition_invitation is 'Enterprises invited to apply in a batch (邀请申报): each once only';
comment on column recognition_invitation."runId" is 'Evaluation of the register by which they were chosen (预演)';
comment on column recognition_invitation.outcome is 'What it said of them: 1 met, 2 manual, 3 unknown, 4 unmet, 5 notApplicable';
comment on column recognition_invitation."messageId" is 'Message of the desk by which they were told; how it went out stands there';
comment on column recognition_invitation."invitedAt" is 'When';
comment on column recognition_invitation."invitedBy" is 'By whom';
comment on column recognition_invitation."invitedByName" is 'That person as named then';
create index recognition_invitation_of on recognition_invitation ("enterpriseId");
alter table recognition_invitation enable row level security;
alter table recognition_invitation force row level security;
create policy recognition_invitation_scope on recognition_invitation using (${ofStaff} and ${inScope});
grant select, insert on recognition_invitation to tidu_app;
grant update ("messageId") on recognition_invitation to tidu_app;`;
