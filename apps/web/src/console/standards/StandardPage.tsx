import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { ActivatePanel } from './ActivatePanel';
import { ChangeLog } from './ChangeLog';
import { ClauseList } from './ClauseList';
import { DifferenceList } from './DifferenceList';
import { PeriodText } from './PeriodText';
import { ReleaseList } from './ReleaseList';
import { stateWords, versionOf } from './release-words';
import { type StandardDetail, useStandard, useStandardDiff } from './standards.queries';
import './standards.css';

const route = getRouteApi('/console/standards/$id');

/** One release of a standard: where it comes from, what it asks, what changed, and whether it is in use. */
export function StandardPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const { data, error, refetch } = useStandard(id, versionOf(search.version));
  if (error) return <Missing error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取标准" />;
  const compare = versionOf(search.compare);
  return (
    <>
      <PageHead
        title={data.name}
        actions={<Link to="/console/standards">全部标准</Link>}
        lead={
          <>
            <span className="code">{data.id}</span> · 第 {data.version} 版{' '}
            <span className={`release-state release-state--${data.release.state}`}>
              {stateWords[data.release.state]}
            </span>{' '}
            <PreAssessment />
          </>
        }
      />
      <div className="standards">
        {data.provisional && (
          <Alert
            type="warning"
            showIcon
            title={`已过复审日 ${data.reviewBy ?? ''}，暂按原标准`}
            description="按它做的预评估都标明“暂按原标准，已过复审日”。"
          />
        )}
        <May what="standards.activate">
          <ActivatePanel key={data.version} standard={data} />
        </May>
        {compare !== undefined && <Comparison standard={data} from={compare} />}
        <Facts standard={data} />
        <section aria-labelledby="releases">
          <h2 id="releases" className="section-title">
            历次发布
          </h2>
          <ReleaseList releases={data.releases} shown={data.version} />
        </section>
        <section className="panel" aria-labelledby="clauses">
          <h2 id="clauses">条款与门槛</h2>
          <ClauseList clauses={data.clauses} />
        </section>
        <section className="panel" aria-labelledby="changes">
          <h2 id="changes">变更记录</h2>
          <ChangeLog changes={data.changes} clauses={data.clauses} />
        </section>
        <section className="panel sources" aria-label="数据原文">
          <Source title="标准的数据原文（YAML）" text={data.document} />
          <Source title={`用例的数据原文（${data.release.casesTotal} 个，发布时全部通过）`} text={data.cases} />
        </section>
      </div>
    </>
  );
}

function Missing({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <>
      <PageHead title="标准" actions={<Link to="/console/standards">全部标准</Link>} />
      <ProblemView error={error} retry={retry} />
    </>
  );
}

function Facts({ standard }: { standard: StandardDetail }) {
  return (
    <section className="panel" aria-label="标准概况">
      <dl className="facts-list">
        <dt>依据文件</dt>
        <dd>
          {standard.documentNumber} · {standard.issuer}
        </dd>
        <dt>地区</dt>
        <dd>{standard.regionName}</dd>
        <dt>新申报</dt>
        <dd>
          <PeriodText period={standard.periods.application} />
        </dd>
        <dt>复核</dt>
        <dd>
          <PeriodText period={standard.periods.renewal} />
        </dd>
        <dt>复审日</dt>
        <dd>{standard.reviewBy ?? <span className="quiet">不设</span>}</dd>
        <dt>内容校验值</dt>
        <dd>
          <Hash value={standard.hash} />
        </dd>
      </dl>
      {standard.note && <p className="standard-note">{standard.note}</p>}
    </section>
  );
}

function Comparison({ standard, from }: { standard: StandardDetail; from: number }) {
  const { data, error } = useStandardDiff(standard.id, from, standard.version);
  return (
    <section className="panel" aria-labelledby="comparison">
      <h2 id="comparison">
        第 {from} 版 → 第 {standard.version} 版
      </h2>
      {error ? <ProblemView error={error} /> : data ? <DifferenceList differences={data.differences} /> : <Loading />}
    </section>
  );
}

function Source({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <pre className="standard-source" tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
