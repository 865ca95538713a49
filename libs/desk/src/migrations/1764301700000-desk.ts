import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks with an owner and a due day, messages to staff and to enterprises, and how these go out. */
export class Desk1764301700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [task, step, message, read, delivery, attempt]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;`;

/** What is about no enterprise is the office's own. */
const inScope = `((select scope_everything()) or "enterpriseId" is null or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = `(select acting_principal()) is null`;

const task = `
create table desk_task (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z]+\\.[a-zA-Z]+$'),
  title text not null check (length(title) between 1 and 200),
  note text check (length(note) between 1 and 2000),
  "objectType" text not null check (length("objectType") between 1 and 40),
  "objectId" text not null check (length("objectId") between 1 and 80),
  "enterpriseId" uuid references enterprise on delete cascade,
  "ownerId" uuid,
  "ownerDuty" text not null default 'business' check ("ownerDuty" = 'business'),
  "dueOn" date not null check ("dueOn" between '2000-01-01' and '2200-01-01'),
  "dueProvisional" boolean not null default false,
  "countedFrom" date,
  "workingDays" int,
  "calendarVersion" int,
  "pausedOn" date,
  "restWorkingDays" int,
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  "endedAt" timestamptz,
  "endedBy" uuid,
  "endedByName" text,
  "endedReason" text check (length("endedReason") between 1 and 500),
  evidence text check (length(evidence) between 1 and 1000),
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  foreign key ("ownerId", "ownerDuty") references person (id, duty),
  check ("ownerId" is not null or "enterpriseId" is not null),
  check (num_nonnulls("countedFrom", "workingDays", "calendarVersion") in (0, 3)),
  check (not "dueProvisional" or "countedFrom" is not null),
  check (num_nonnulls("pausedOn", "restWorkingDays") in (0, 2)),
  check ("pausedOn" is null or state <> 'done'),
  check ((state = 'open') = ("endedAt" is null)),
  check (num_nonnulls("endedAt", "endedBy", "endedByName", "endedReason") in (0, 4)),
  check (evidence is null or state = 'done')
);
comment on table desk_task is 'Tasks (任务): what is to be done about something, by whom and until when; overdue is computed, never kept';
comment on column desk_task.kind is 'Kind, of seeds/desk/kinds.yaml';
comment on column desk_task.title is 'What is to be done';
comment on column desk_task.note is 'More about it, for whoever holds it';
comment on column desk_task."objectType" is 'Table of what it is about';
comment on column desk_task."objectId" is 'Id of what it is about; one task of a kind is open for it';
comment on column desk_task."enterpriseId" is 'Enterprise it is about; null: the office''s own';
comment on column desk_task."ownerId" is 'Account of who is to do it (责任人); null: the enterprise itself';
comment on column desk_task."ownerDuty" is 'Tasks of the office are held by staff of business alone, never by an enterprise''s people';
comment on column desk_task."dueOn" is 'Last day on which it is in time (完成时限)';
comment on column desk_task."dueProvisional" is 'Counted over a year whose holidays were not announced (暂定); counted anew once they are';
comment on column desk_task."countedFrom" is 'Day from which the working days are counted; null: the day was given, not counted';
comment on column desk_task."workingDays" is 'How many from then on; negative: it was so much overdue when its clock went on';
comment on column desk_task."calendarVersion" is 'Version of the calendar it was counted by';
comment on column desk_task."pausedOn" is 'Day on which its clock was stopped; null: it runs';
comment on column desk_task."restWorkingDays" is 'Working days that were left then; negative: overdue';
comment on column desk_task.state is 'open; done; cancelled';
comment on column desk_task."endedAt" is 'When it was done or cancelled';
comment on column desk_task."endedBy" is 'By whom';
comment on column desk_task."endedByName" is 'That person as named then';
comment on column desk_task."endedReason" is 'What was done, or why not';
comment on column desk_task.evidence is 'What shows that it was done: document, number, place';
comment on column desk_task.version is 'Counts the changes; sent back as If-Match';
comment on column desk_task."createdAt" is 'When it was made';
comment on column desk_task."createdBy" is 'Who made it';
comment on column desk_task."createdByName" is 'That person as named then';
comment on column desk_task."changedAt" is 'When it was changed last';
comment on column desk_task."changedByName" is 'Who changed it last';
create unique index desk_task_once on desk_task (kind, "objectType", "objectId") where state = 'open';
create index desk_task_by_owner on desk_task ("ownerId", "dueOn", id) where state = 'open';
create index desk_task_by_due on desk_task ("dueOn", id) where state = 'open';
create index desk_task_by_enterprise on desk_task ("enterpriseId", "dueOn", id) where "enterpriseId" is not null;
create index desk_task_provisional on desk_task ("calendarVersion") where state = 'open' and "dueProvisional";
${forced('desk_task')}
create policy desk_task_scope on desk_task using (("ownerId" is null or ${ofStaff}) and ${inScope});
grant select, insert on desk_task to tidu_app;
grant update ("ownerId", "dueOn", "dueProvisional", "countedFrom", "workingDays", "calendarVersion", "pausedOn",
  "restWorkingDays", state, "endedAt", "endedBy", "endedByName", "endedReason", evidence, version, "changedAt",
  "changedByName") on desk_task to tidu_app;`;

const step = `
create table desk_step (
  id uuid primary key,
  "taskId" uuid not null references desk_task on delete cascade,
  "enterpriseId" uuid references enterprise on delete cascade,
  act text not null check (act in ('create', 'handOver', 'pause', 'resume', 'redate', 'settle', 'cancel')),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  reason text check (length(reason) between 1 and 500),
  "ownerName" text not null,
  "dueOn" date not null
);
comment on table desk_step is 'What became of a task, step by step; never changed';
comment on column desk_step."enterpriseId" is 'Enterprise of the task';
comment on column desk_step.act is 'create, handOver, pause, resume, redate (counted anew), settle, cancel';
comment on column desk_step.at is 'When';
comment on column desk_step."personId" is 'Who';
comment on column desk_step."personName" is 'That person as named then';
comment on column desk_step.reason is 'Why, in their words';
comment on column desk_step."ownerName" is 'Who held it from then on, as named then';
comment on column desk_step."dueOn" is 'Due day from then on';
create index desk_step_of_task on desk_step ("taskId", id);
${forced('desk_step')}
create policy desk_step_of_task on desk_step using (exists (select from desk_task t where t.id = "taskId"));
create trigger desk_step_kept before update on desk_step for each row execute function forbid_change();
grant select, insert on desk_step to tidu_app;`;

const message = `
create table desk_message (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z]+\\.[a-zA-Z]+$'),
  audience text not null check (audience in ('staff', 'enterprise')),
  "toPersonId" uuid,
  "toDuty" text not null default 'business' check ("toDuty" = 'business'),
  "enterpriseId" uuid references enterprise on delete cascade,
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 5000),
  "objectType" text not null check (length("objectType") between 1 and 40),
  "objectId" text not null check (length("objectId") between 1 and 80),
  "onceKey" text unique check (length("onceKey") between 1 and 200),
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  foreign key ("toPersonId", "toDuty") references person (id, duty),
  check ((audience = 'staff') = ("toPersonId" is not null)),
  check (audience = 'staff' or "enterpriseId" is not null)
);
comment on table desk_message is 'Messages (消息): to one member of staff, or to an enterprise, whose people each read it; never to both';
comment on column desk_message.kind is 'Kind, of seeds/desk/kinds.yaml';
comment on column desk_message.audience is 'staff: internal, to an account; enterprise: external, to the enterprise';
comment on column desk_message."toPersonId" is 'Account it is for; null: it is for the enterprise';
comment on column desk_message."toDuty" is 'Internal messages go to staff of business alone, never to an enterprise''s people';
comment on column desk_message."enterpriseId" is 'Enterprise it is for, or, of an internal one, about';
comment on column desk_message.subject is 'One line that says what it is';
comment on column desk_message.body is 'What is said';
comment on column desk_message."objectType" is 'Table of what it is about';
comment on column desk_message."objectId" is 'Id of what it is about';
comment on column desk_message."onceKey" is 'What it says once only, however often and by however many it is tried';
comment on column desk_message."createdAt" is 'When it was written';
comment on column desk_message."createdBy" is 'Who wrote it, or caused it';
comment on column desk_message."createdByName" is 'That person as named then';
create index desk_message_of_person on desk_message ("toPersonId", id) where "toPersonId" is not null;
create index desk_message_of_enterprise on desk_message ("enterpriseId", id) where audience = 'enterprise';
${forced('desk_message')}
create policy desk_message_seen on desk_message for select using (${inScope} and case audience
  when 'staff' then "toPersonId" = (select acting_person()) and ${ofStaff} else true end);
create policy desk_message_written on desk_message for insert with check (${inScope});
grant select, insert on desk_message to tidu_app;`;

const read = `
create table desk_read (
  "messageId" uuid not null references desk_message on delete cascade,
  "personId" uuid not null references person,
  at timestamptz not null default now(),
  primary key ("messageId", "personId")
);
comment on table desk_read is 'Who has read which message';
comment on column desk_read."personId" is 'Account of who read it';
comment on column desk_read.at is 'When it was opened or marked';
${forced('desk_read')}
create policy desk_read_own on desk_read using ("personId" = (select acting_person()));
grant select, insert on desk_read to tidu_app;`;

const delivery = `
create table desk_delivery (
  id uuid primary key,
  "messageId" uuid not null references desk_message on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  channel text not null check (channel in ('portal', 'letter', 'folder', 'mail', 'sms')),
  state text not null check (state in ('waiting', 'sent', 'bounced', 'dropped')),
  attempts int not null default 0 check (attempts >= 0),
  "nextAt" timestamptz not null default now(),
  "sentAt" timestamptz,
  problem text check (length(problem) between 1 and 40),
  "createdAt" timestamptz not null default now(),
  "changedByName" text,
  unique ("messageId", channel),
  check ((state = 'sent') = ("sentAt" is not null)),
  check (state not in ('bounced', 'dropped') or problem is not null)
);
comment on table desk_delivery is 'How a message goes out (发件): one for each message and channel';
comment on column desk_delivery."enterpriseId" is 'Enterprise it goes to';
comment on column desk_delivery.channel is 'portal: the inbox in the portal; letter: printed; folder: handed to the district''s own program; mail, sms';
comment on column desk_delivery.state is 'waiting; sent; bounced: given up after all tries; dropped: the enterprise is no longer in business here';
comment on column desk_delivery.attempts is 'How often it was tried, counted before it is tried';
comment on column desk_delivery."nextAt" is 'When it may be tried next; while somebody tries it, when it is theirs no longer';
comment on column desk_delivery."sentAt" is 'When the channel took it, or it was printed';
comment on column desk_delivery.problem is 'Why it didn''t go out the last time, as a code; nothing personal';
comment on column desk_delivery."createdAt" is 'When the message was written';
comment on column desk_delivery."changedByName" is 'Who printed the letter, or had it tried again; null: the worker alone';
create index desk_delivery_due on desk_delivery ("nextAt", id) where state = 'waiting';
create index desk_delivery_of_state on desk_delivery (state, channel, id);
create index desk_delivery_of_enterprise on desk_delivery ("enterpriseId", id);
${forced('desk_delivery')}
create policy desk_delivery_scope on desk_delivery using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on desk_delivery to tidu_app;
grant update (state, attempts, "nextAt", "sentAt", problem, "changedByName") on desk_delivery to tidu_app;`;

const attempt = `
create table desk_attempt (
  id uuid primary key,
  "deliveryId" uuid not null references desk_delivery on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  at timestamptz not null default now(),
  "contactId" uuid,
  role text check (length(role) between 1 and 40),
  outcome text not null check (outcome in ('sent', 'refused', 'failed')),
  problem text check (length(problem) between 1 and 40),
  check ((outcome = 'sent') = (problem is null))
);
comment on table desk_attempt is 'Each time a delivery was tried, contact by contact: whom the register named, never their number or address';
comment on column desk_attempt."enterpriseId" is 'Enterprise it went to';
comment on column desk_attempt.at is 'When';
comment on column desk_attempt."contactId" is 'Contact of the register it was meant for; null: the channel takes the message as a whole';
comment on column desk_attempt.role is 'What that contact is to the enterprise';
comment on column desk_attempt.outcome is 'sent: the channel took it; refused: it can''t be sent so, now or later; failed: it may be tried again';
comment on column desk_attempt.problem is 'Why it didn''t go out, as a code';
create index desk_attempt_of_delivery on desk_attempt ("deliveryId", id);
${forced('desk_attempt')}
create policy desk_attempt_of_delivery on desk_attempt using (exists (select from desk_delivery d where d.id = "deliveryId"));
create trigger desk_attempt_kept before update on desk_attempt for each row execute function forbid_change();
grant select, insert on desk_attempt to tidu_app;`;
