import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Confidence } from '../../shared/ui/Confidence';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type MeasureDetail, modeWords, useMeasure, usePublishMeasure, usePushMeasure } from './measures.queries';
import { stateText } from './MeasuresPage';
import { NoticesPanel } from './NoticesPanel';
import './measures.css';

const route = getRouteApi('/console/measures/$id');

/** One edition: what it says, whom it is for, how the amount comes about, and its other editions. */
export function MeasurePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useMeasure(id);
  if (error)
    return (
      <>
        <PageHead title="扶持措施" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取措施" />;
  return (
    <>
      <PageHead
        title={data.name}
        lead={
          <>
            <Link to="/console/measures">措施库</Link> · {data.code}，第 {data.edition} 版 · {stateText(data)} ·{' '}
            {data.document}
          </>
        }
        actions={
          <May what="measures.manage">
            <Link to="/console/measures/draft" search={{ from: data.id }}>
              {data.state === 'draft' ? '修改草稿' : '写新的一版'}
            </Link>
          </May>
        }
      />
      <div className="measures">
        {data.state === 'draft' && <PublishPanel measure={data} />}
        {data.state === 'published' && data.inForce && <PushPanel measure={data} />}
        {data.state === 'published' && <NoticesPanel measure={data} />}
        <Facts measure={data} />
        <section className="panel" aria-labelledby="measure-clauses">
          <h2 id="measure-clauses">条件（全部满足）</h2>
          <ul className="measures__clauses">
            {data.clauses.map(({ id: clause, label, text, article, confidence }) => (
              <li key={clause}>
                <strong>{label}</strong>
                <p>{text}</p>
                <p className="quiet">
                  {article} <Confidence of={confidence} />
                </p>
              </li>
            ))}
          </ul>
        </section>
        <section className="panel" aria-labelledby="measure-editions">
          <h2 id="measure-editions">各版</h2>
          <ul className="measures__clauses">
            {data.editions.map((one) => (
              <li key={one.id}>
                {one.id === data.id ? (
                  <strong>第 {one.edition} 版（这一版）</strong>
                ) : (
                  <Link to="/console/measures/$id" params={{ id: one.id }}>
                    第 {one.edition} 版
                  </Link>
                )}{' '}
                {stateText(one)}：{one.change}
                <p className="quiet">
                  {one.writtenByName} {formatInstant(one.writtenAt)} 写
                  {one.publishedAt && `，${one.publishedByName ?? ''} ${formatInstant(one.publishedAt)} 发布`}
                </p>
              </li>
            ))}
          </ul>
        </section>
        <details className="panel">
          <summary>原文（YAML）</summary>
          <pre className="measures__text" tabIndex={0}>
            {data.text}
          </pre>
        </details>
      </div>
    </>
  );
}

function Facts({ measure }: { measure: MeasureDetail }) {
  const { documentName, issuer, article, confidence, department, contact, audience, benefit, inputs } = measure;
  const rows: [string, React.ReactNode][] = [
    ['依据', <>{documentName}，{issuer}，{article} <Confidence of={confidence} /></>], // prettier-ignore
    ['给谁', audience],
    ['怎样算', benefit.map((line) => <div key={line}>{line}</div>)],
    ['办法', `${modeWords[measure.mode]}，${measure.repeat === 'once' ? '一家一次' : '一家一年一次'}`],
    ['地区', measure.regionName],
    ['预算', measure.budgetName ?? (measure.budget === null ? '不用资金' : `${measure.budget}（还没有设立）`)],
    ['申报时要填', inputs.length === 0 ? '不用填' : inputs.map(({ label }) => label).join('、')],
    ['材料', measure.materials.length === 0 ? '不用' : measure.materials.join('、')],
    ['不能同时享受', measure.conflicts.length === 0 ? '没有' : measure.conflicts.join('、')],
    ['承办', `${department}（${contact}）`],
  ];
  return (
    <section className="panel" aria-labelledby="measure-facts">
      <h2 id="measure-facts">内容</h2>
      <dl className="measures__facts">
        {rows.map(([label, value]) => (
          <FactRow key={label} label={label} value={value} />
        ))}
      </dl>
    </section>
  );
}

function FactRow({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** A draft counts once somebody else than who wrote it publishes it. */
function PublishPanel({ measure }: { measure: MeasureDetail }) {
  const publishing = usePublishMeasure(measure);
  return (
    <section className="panel measures" aria-labelledby="publish-measure">
      <h2 id="publish-measure">待发布</h2>
      <p>
        {measure.writtenByName}写的草稿：{measure.change}
      </p>
      {measure.mine ? (
        <p className="quiet">这一版是您写的，要由另一位有权的工作人员核对后发布。</p>
      ) : (
        <May what="measures.decide" otherwise={<p className="quiet">由有批准权限的工作人员发布。</p>}>
          <div>
            <Button type="primary" loading={publishing.isPending} onClick={() => publishing.mutate(undefined)}>
              发布这一版
            </Button>
          </div>
        </May>
      )}
      {publishing.error && <ProblemView error={publishing.error} />}
    </section>
  );
}

/** Those who qualify and were never told. */
function PushPanel({ measure }: { measure: MeasureDetail }) {
  const pushing = usePushMeasure(measure.id);
  return (
    <section className="panel measures" aria-labelledby="push-measure">
      <h2 id="push-measure">推送</h2>
      <p>
        告知最近一次匹配里符合条件、还没有推送过的企业。
        <Link to="/console/measure-standings" search={{ measure: measure.id, why: 'notPushed' }}>
          看看是哪几家
        </Link>
      </p>
      <May what="measures.manage">
        <div>
          <Button loading={pushing.isPending} onClick={() => pushing.mutate(undefined)}>
            推送给符合条件的企业
          </Button>
        </div>
      </May>
      {pushing.data && (
        <p role="status">
          已推送 {pushing.data.pushed} 家{pushing.data.more ? '，还有没推送的，请再点一次' : ''}。
        </p>
      )}
      {pushing.error && <ProblemView error={pushing.error} />}
    </section>
  );
}
