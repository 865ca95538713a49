import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Loading } from '../../shared/ui/Loading';
import { Outcome } from '../../shared/ui/Outcome';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { titleWords } from '../words';
import { ChangeEntry, LeavePool } from './EntryActs';
import { Plan } from './Plan';
import { type PoolDetail, trackWords, usePoolEntry } from './pool.queries';
import './pool.css';

const route = getRouteApi('/console/pool/$id');

/** One enterprise of the pool: what it aims at, how it stands year by year, the steps planned. */
export function PoolEntryPage() {
  const { id } = route.useParams();
  const { data, error } = usePoolEntry(id);
  const [act, setAct] = useState<'change' | 'leave'>();
  const back = <Link to="/console/pool">回到培育库</Link>;
  if (error) {
    return (
      <>
        <PageHead title="培育库" lead={back} />
        <ProblemView error={error} />
      </>
    );
  }
  if (!data) return <Loading what="正在读取培育记录" />;
  const { entry } = data;
  const close = () => setAct(undefined);
  return (
    <>
      <PageHead
        title={entry.enterpriseName}
        tab={`培育：${entry.enterpriseName}`}
        lead={
          <>
            目标：{entry.year} 年申报{titleWords[entry.title] ?? entry.title}，{trackWords[entry.track]}。{back}
          </>
        }
        actions={
          entry.leftOn === null && (
            <May what="recognition.manage">
              <Button onClick={() => setAct('change')}>改目标或责任人</Button>
              <Button onClick={() => setAct('leave')}>出库</Button>
            </May>
          )
        }
      />
      <div className="pool">
        {act === 'change' && <ChangeEntry entry={entry} close={close} />}
        {act === 'leave' && <LeavePool entry={entry} close={close} />}
        <About detail={data} />
        <Years detail={data} />
        <Plan detail={data} />
      </div>
    </>
  );
}

function About({ detail: { entry } }: { detail: PoolDetail }) {
  const facts: [string, string][] = [
    ['责任人', entry.officerName],
    [
      '入库',
      `${formatInstant(entry.createdAt)}，${entry.entered === 'rule' ? '按规则建议' : '人工'}（${entry.createdByName}）`,
    ],
    ['为什么', entry.ground],
    ...(entry.note ? ([['备注', entry.note]] as [string, string][]) : []),
    ...(entry.leftOn ? ([['出库', `${entry.leftOn}：${entry.leftReason ?? ''}`]] as [string, string][]) : []),
  ];
  return (
    <section className="panel" aria-label="入库情况">
      <dl className="pool-facts">
        {facts.map(([label, words]) => (
          <div key={label} className="pool-facts__row">
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="pool__links">
        <Link to="/console/enterprises/$id" params={{ id: entry.enterpriseId }}>
          打开企业
        </Link>
      </p>
    </section>
  );
}

function Years({ detail: { entry, years, standardId, standardName } }: { detail: PoolDetail }) {
  return (
    <section className="panel" aria-labelledby="pool-years">
      <h2 id="pool-years">逐年进展</h2>
      {standardId === null ? (
        <p>这个称号现在没有一个适用的标准，无从预评估。</p>
      ) : years.length === 0 ? (
        <p>还没有这家企业的事实表。导入年度数据、做一次预评估之后再看。</p>
      ) : (
        <>
          <p>
            <PreAssessment /> 各年度的数据都按今天适用的《{standardName}》看。
          </p>
          <ul className="pool-years">
            {years.map(({ year, outcome, points }) => (
              <li key={year}>
                {year} 年 <Outcome outcome={outcome} />
                {points && (
                  <span className="quiet">
                    {' '}
                    {points.min === points.max ? `${points.min} 分` : `${points.min} 至 ${points.max} 分`}
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p className="pool__links">
            <Link
              to="/console/enterprises/$id/advice"
              params={{ id: entry.enterpriseId }}
              search={{ standard: standardId }}
            >
              差一步清单
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
