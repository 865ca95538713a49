import { systemActor } from '../database/acting-person';
import type { Invariant } from './invariant';

const page = 1000;
const nobody = '00000000-0000-0000-0000-000000000000';

interface Kept {
  personId: string;
  key: string;
  answer: string | null;
  early: boolean;
}

/** I8: one key, one effect, one answer that can be given again; what it promises is there. */
export const actsOnce: Invariant = {
  ...{ id: 'I8', room: 'platform', says: '每个提交编号只生效一次，存下的答复读得出，答复里的后台任务都在' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows(`set local statement_timeout = 0; set local tidu.checks = 'on'`);
      for (let rows: Kept[] = []; ;) {
        const after = rows.at(-1) ?? { personId: nobody, key: nobody };
        rows = await tx.rows<Kept>(
          `select "personId", key, answer, at > now() + interval '1 minute' as early from act
           where ("personId", key) > ($1, $2) order by "personId", key limit $3`,
          [after.personId, after.key, page],
        );
        const jobs = new Map<string, string>();
        for (const { personId, key, answer, early } of rows) {
          const name = `提交 ${key}（人员 ${personId}）`;
          if (early) violated(`${name}：生效时间在将来`);
          const job = jobIn(answer);
          if (job === false) violated(`${name}：存下的答复读不出`);
          else if (job) jobs.set(job, name);
        }
        const found = await tx.rows<{ id: string }>('select id from job_run where id = any($1::uuid[])', [
          [...jobs.keys()],
        ]);
        for (const { id } of found) jobs.delete(id);
        for (const [id, name] of jobs) violated(`${name}：答复里的后台任务 ${id} 不在`);
        if (rows.length < page) return;
      }
    }),
};

/** The job that an answer promises; null: none; false: it is no answer. */
function jobIn(answer: string | null): string | null | false {
  try {
    const { jobId } = (JSON.parse(answer ?? 'null') ?? {}) as { jobId?: unknown };
    return typeof jobId === 'string' ? jobId : null;
  } catch {
    return false;
  }
}
