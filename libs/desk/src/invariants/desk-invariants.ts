import { type Invariant, systemActor } from '@tidu/platform';

/** I16: what a task is follows from what became of it, step by step; nothing was changed past the steps. */
const tasksFollowSteps: Invariant = {
  ...{ id: 'I16', room: 'desk', says: '每项任务的状态和完成时限，与它最后一步记下的一致；每一步都留有记录' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const wrong = await tx.rows<{ id: string; title: string; state: string; act: string | null }>(`
        select t.id, t.title, t.state, s.act from desk_task t
        left join lateral (select act, "dueOn" from desk_step where "taskId" = t.id order by id desc limit 1) s on true
        where s.act is null or s."dueOn" <> t."dueOn" or t.version <> (select count(*) from desk_step where "taskId" = t.id)
          or t.state <> case s.act when 'settle' then 'done' when 'cancel' then 'cancelled' else 'open' end
          or (t."pausedOn" is not null) <> (t.state = 'open' and coalesce((select act from desk_step where "taskId" = t.id
               and act in ('pause', 'resume') order by id desc limit 1), '') = 'pause') limit 1000`);
      for (const { id, title, state, act } of wrong)
        violated(`任务 ${id}（${title}）：现在是 ${state}，最后一步是 ${act ?? '没有'}`);
    }),
};

/** I16: what is told as sent has the try that sent it. */
const deliveriesAccounted: Invariant = {
  ...{ id: 'I16', room: 'desk', says: '每条记为已发出的发件，都有发出的那一次尝试' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const wrong = await tx.rows<{ id: string; channel: string; state: string }>(`
        select d.id, d.channel, d.state from desk_delivery d
        where d.channel in ('folder', 'mail', 'sms') and d.state = 'sent' and not exists
          (select from desk_attempt a where a."deliveryId" = d.id and a.outcome = 'sent') limit 1000`);
      for (const { id, channel, state } of wrong) violated(`发件 ${id}（${channel}）：记为 ${state}，没有发出的那一次`);
    }),
};

/** What must hold in this room. */
export const deskInvariants: Invariant[] = [tasksFollowSteps, deliveriesAccounted];
