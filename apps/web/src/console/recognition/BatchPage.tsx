import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { purposeWords, titleWords } from '../words';
import { BatchDraws } from './checks/BatchDraws';
import { BatchConsultations } from './consultations/BatchConsultations';
import { BatchForm } from './BatchForm';
import { RankingPanel } from './RankingPanel';
import { BatchPacks } from './meeting/BatchPacks';
import { BatchReport } from './reports/BatchReport';
import { BatchNotices } from './notices/BatchNotices';
import { type Batch, useAnnounce, useBatch, useEndBatch } from './recognition.queries';
import { batchStateWords, levelWords, windowWords } from './recognition-words';
import './recognition.css';

const route = getRouteApi('/console/recognition/batches/$id');

/** One batch: what it is about, its window and standards, and how its cases stand. */
export function BatchPage() {
  const { id } = route.useParams();
  const { data: batch, error, refetch } = useBatch(id);
  const [changing, setChanging] = useState(false);
  if (error)
    return (
      <>
        <PageHead title="申报批次" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!batch) return <Loading what="正在读取批次" />;
  return (
    <>
      <PageHead
        title={batch.name}
        lead={
          <>
            <Link to="/console/recognition/batches">申报批次</Link> ·{' '}
            <span className="state-tag">{batchStateWords[batch.state]}</span> {windowWords(batch)} ·{' '}
            <Link to="/console/recognition/batches/$id/invitations" params={{ id: batch.id }}>
              预演与邀请
            </Link>
          </>
        }
      />
      <div className="recognition">
        <Counts batch={batch} />
        <May what="recognition.manage">
          <Acts batch={batch} changing={changing} change={setChanging} />
        </May>
        <BatchConsultations batchId={batch.id} />
        <BatchDraws batchId={batch.id} />
        <RankingPanel batchId={batch.id} />
        <BatchPacks batchId={batch.id} />
        <BatchNotices batch={batch} />
        <May what="recognition.export">
          <BatchReport batch={batch} />
        </May>
        <About batch={batch} />
      </div>
    </>
  );
}

/** How many cases stand where; each number opens its list. */
function Counts({ batch: { id, counts, quota } }: { batch: Batch }) {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="panel stacked" aria-labelledby="counts">
      <h2 id="counts">申报</h2>
      {all === 0 ? (
        <p className="quiet">还没有企业开始申报。</p>
      ) : (
        <ul className="batch-counts">
          <li>
            <Link to="/console/recognition/applications" search={{ batch: id }}>
              <span>全部</span>
              <b className="number">{all}</b>
            </Link>
          </li>
          {counts.map(({ state, label, count }) => (
            <li key={state}>
              <Link to="/console/recognition/applications" search={{ batch: id, state }}>
                <span>{label}</span>
                <b className="number">{count}</b>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{quota === null ? '不限名额。' : `名额 ${quota} 个。`}只算您看得到的企业。</p>
    </section>
  );
}

interface ActsProps {
  batch: Batch;
  changing: boolean;
  change: (on: boolean) => void;
}

function Acts({ batch, changing, change }: ActsProps) {
  const [ending, setEnding] = useState(false);
  const [reason, setReason] = useState('');
  const announce = useAnnounce(batch);
  const end = useEndBatch(batch);
  if (batch.state === 'ended') return null;
  if (changing)
    return (
      <section className="panel stacked" aria-labelledby="change-batch">
        <h2 id="change-batch">修改批次</h2>
        <BatchForm batch={batch} close={() => change(false)} done={() => change(false)} />
      </section>
    );
  return (
    <section className="panel stacked" aria-labelledby="batch-acts">
      <h2 id="batch-acts">办理</h2>
      {batch.window.warnings.map((warning) => (
        <p key={warning} className="recognition__warning">
          {warning}
        </p>
      ))}
      {batch.state === 'prepared' && (
        <p className="quiet">还没有公布，企业看不到。公布以后称号、层级、程序、年度和标准不能再改。</p>
      )}
      {ending ? (
        <SendForm
          className="stacked"
          label="结束批次"
          sending={end}
          onSend={() => end.mutate(reason.trim())}
          verb="结束批次，不再收申报"
          danger
          ready={reason.trim().length >= 2}
          onCancel={() => setEnding(false)}
          cancelVerb="不了"
        >
          <TextField
            label="为什么结束（必填）"
            hint="已收的申报照常办理"
            max={500}
            value={reason}
            onChange={setReason}
          />
        </SendForm>
      ) : (
        <div className="acts">
          {batch.state === 'prepared' && (
            <Button type="primary" loading={announce.isPending} onClick={() => announce.mutate(undefined)}>
              公布批次，标准固定下来
            </Button>
          )}
          <Button onClick={() => change(true)}>{batch.state === 'prepared' ? '修改' : '改窗口、名额、承办人'}</Button>
          {batch.state === 'announced' && (
            <Button danger onClick={() => setEnding(true)}>
              结束批次
            </Button>
          )}
        </div>
      )}
      {announce.error && <ProblemView error={announce.error} />}
    </section>
  );
}

function About({ batch }: { batch: Batch }) {
  const { title, level, procedureName, year, graceMinutes, officerName, note, standards } = batch;
  const rows: [string, ReactNode][] = [
    ['称号', `${levelWords[level]} ${titleWords[title] ?? title}`],
    ['认定程序', procedureName],
    ['会计年度', year],
    [
      '申报窗口',
      `${formatInstant(batch.opensAt)} 至 ${formatInstant(batch.closesAt)}（不含），宽限 ${graceMinutes} 分钟`,
    ],
    ...standards.map(({ purpose, standardId, version, name }): [string, ReactNode] => [
      `${purposeWords[purpose]}的标准`,
      <Link key={purpose} to="/console/standards/$id" params={{ id: standardId }} search={{ version: String(version) }}>
        {name} 第 {version} 版
      </Link>,
    ]),
    ['承办人', officerName],
    ['给企业的说明', note ?? <span className="quiet">没有写</span>],
    ['设立', `${batch.createdByName}，${formatInstant(batch.createdAt)}`],
    ['最近修改', `${batch.changedByName}，${formatInstant(batch.changedAt)}`],
  ];
  return (
    <section className="panel stacked" aria-labelledby="about-batch">
      <h2 id="about-batch">批次内容</h2>
      <dl className="recognition__facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
