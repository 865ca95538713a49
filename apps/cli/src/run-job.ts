import { DomainError } from '@tidu/kernel';
import type { JobProgress, JobView } from '@tidu/platform';
import type { Application } from './application';

/**
 * Runs one job in this process under its `job_run` row, with the progress on stderr. Ctrl-C cancels it cleanly.
 * Returns the finished job; a failed or cancelled one is thrown as the error it carries.
 */
export async function runJob(app: Application, task: string, payload: object): Promise<JobView> {
  return runQueued(app, await app.database.write(app.person, (tx) => app.jobs.write(tx, task, payload)));
}

/** The same for a job that is there already; one that a running server took is waited for. */
export async function runQueued(app: Application, id: string): Promise<JobView> {
  const cancel = () => void app.jobs.cancel(app.person, id);
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const draw = progressLine();
  try {
    if (!(await app.runner.run(id, draw.update))) await ended(app, id);
  } finally {
    draw.end();
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
  }
  const job = await app.jobs.get(app.person, id);
  if (job.state === 'cancelled') throw new DomainError('conflict', 'CLI.CANCELLED', '已取消，没有写入任何数据。');
  if (job.error) throw new DomainError('invalid', job.error.code, job.error.message, job.error.problems);
  if (job.state !== 'succeeded') throw leftOpen();
  return job;
}

const leftOpen = () =>
  new DomainError(
    'unavailable',
    'CLI.JOB_LEFT_OPEN',
    '任务没有做完：与数据库的连接中断了，没有写入半份结果。服务在运行时，半分钟后由后台从头再做；否则请过一会儿再运行一次。',
  );

async function ended(app: Application, id: string): Promise<void> {
  while ((await app.jobs.get(app.person, id)).finishedAt === null) await new Promise((done) => setTimeout(done, 200));
}

/** One line on stderr that is drawn again in place; where stderr isn't a terminal, a line per stage. */
function progressLine() {
  let stage = '';
  let drawn = 0;
  const terminal = process.stderr.isTTY;
  return {
    update: (progress: Required<JobProgress>) => {
      const { done, total } = progress;
      if (!terminal) {
        if (progress.stage !== stage) process.stderr.write(`${progress.stage} …\n`);
      } else if (Date.now() - drawn > 100 || progress.stage !== stage) {
        const share = total ? `${Math.floor((done / total) * 100)}%（${done}/${total}）` : String(done || '');
        process.stderr.write(`\r\u001b[K${progress.stage} ${share}`);
        drawn = Date.now();
      }
      stage = progress.stage;
    },
    end: () => {
      if (terminal && drawn > 0) process.stderr.write('\r\u001b[K');
    },
  };
}
