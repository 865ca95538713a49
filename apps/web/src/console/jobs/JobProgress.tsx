import { Alert, Button, Progress } from 'antd';
import { formatCount } from '../../shared/format/amounts';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { isOver, type Job, useCancelJob } from './jobs.queries';
import './jobs.css';

interface JobProgressProps {
  job: Job;
  /** What is being done, as a title: 试导入, 预评估 … */
  title: string;
  /** What the items are counted in: 行, 家 … */
  unit: string;
}

/** Work that takes a while: what is being done, how far it is, and a way to stop it. Empty once it has succeeded. */
export function JobProgress({ job, title, unit }: JobProgressProps) {
  const cancel = useCancelJob();
  if (job.state === 'succeeded') return null;
  if (job.state === 'failed') {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={`${title}没有完成，没有任何内容生效`}
        description={
          <>
            <p>{job.error?.message ?? '没有留下原因，请重试。'}</p>
            <p className="problem__codes code">
              {job.error?.code} · 任务号 {job.id}
            </p>
          </>
        }
      />
    );
  }
  if (job.state === 'cancelled') {
    return <Alert type="info" showIcon title={`${title}已取消`} description="没有任何内容生效，可以重新开始。" />;
  }
  const percent = job.total ? Math.min(99, Math.floor((job.done / job.total) * 100)) : undefined;
  const counted = `${formatCount(job.done)}${job.total ? ` / ${formatCount(job.total)}` : ''} ${unit}`;
  return (
    <section className="job panel" aria-label={title}>
      <div className="job__words" role="status">
        <strong>{title}</strong>
        <span>{job.state === 'queued' ? '排队中 …' : `${job.stage ?? '正在处理'} …`}</span>
        {job.done > 0 && <span className="number">{counted}</span>}
      </div>
      <Progress aria-label={`${title}的进度`} percent={percent ?? 0} status="active" showInfo={percent !== undefined} />
      <div className="job__foot">
        <span className="quiet">可以离开这个页面，回来时在记录里继续查看。</span>
        <May what="jobs.cancel">
          <Button danger loading={cancel.isPending} disabled={isOver(job)} onClick={() => cancel.mutate(job.id)}>
            取消{title}
          </Button>
        </May>
      </div>
      {cancel.error && <ProblemView error={cancel.error} />}
    </section>
  );
}
