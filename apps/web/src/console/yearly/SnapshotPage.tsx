import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { DemoMark } from '../../shared/ui/DemoMark';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Beside } from './Beside';
import { Rules } from './Changes';
import { Corrections } from './Corrections';
import { Review } from './Review';
import { Sending } from './Sending';
import { SnapshotRows } from './SnapshotRows';
import { Spread } from './Spread';
import { gapWords, natureWords, stateWords } from './yearly-words';
import { useSnapshot, type WholeSnapshot } from './yearly.queries';
import { YearOnYear } from './YearOnYear';
import './yearly.css';

const route = getRouteApi('/console/yearly-rankings/$id');

/** One ranking by a definition: reviewed and frozen, its list, why one is above another, what was sent, its versions. */
export function SnapshotPage() {
  const { id } = route.useParams();
  const { data: snapshot, error, refetch } = useSnapshot(id);
  if (error)
    return (
      <>
        <PageHead title="年度排名" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!snapshot) return <Loading what="正在读取年度排名" />;
  return (
    <>
      <PageHead
        title={`${snapshot.title} · ${snapshot.year} 年度 · 第 ${snapshot.version} 版`}
        lead={
          <>
            {stateWords[snapshot.state]} · 评价日 {snapshot.asOf} · {natureWords(snapshot)}{' '}
            {snapshot.demo && <DemoMark />}
          </>
        }
        actions={
          <Link to="/console/yearly-rankings/$id/print" params={{ id }}>
            <Button>打印名单</Button>
          </Link>
        }
      />
      <div className="yearly">
        {snapshot.supersededBy && (
          <p className="yearly__warning">
            这一版已被更正的版本取代，只供查对。
            <Link to="/console/yearly-rankings/$id" params={{ id: snapshot.supersededBy }}>
              看更正后的版本
            </Link>
          </p>
        )}
        {snapshot.reason && snapshot.replacesId && (
          <p className="yearly__warning">
            更正：{snapshot.reason}{' '}
            <Link to="/console/yearly-rankings/$id" params={{ id: snapshot.replacesId }}>
              看更正前的版本
            </Link>
          </p>
        )}
        <Summary snapshot={snapshot} />
        <Spread snapshot={snapshot} />
        <Review snapshot={snapshot} />
        {snapshot.root && <Sending snapshot={snapshot} />}
        <section aria-labelledby="rows">
          <h2 id="rows" className="section-title">
            名单
          </h2>
          <SnapshotRows snapshot={snapshot} />
        </section>
        <Beside id={id} />
        <YearOnYear snapshot={snapshot} />
        {snapshot.root && <Corrections snapshot={snapshot} />}
        <section className="panel stacked" aria-labelledby="rules">
          <h2 id="rules">口径</h2>
          <Rules rules={snapshot.rules} />
          <h3>放行的数据缺口</h3>
          {snapshot.waivers.length === 0 ? (
            <p className="quiet">没有。</p>
          ) : (
            <ul className="plain-list stacked">
              {snapshot.waivers.map(({ creditCode, name, fact, kind, reason, by, on }) => (
                <li key={`${creditCode} ${fact} ${kind}`}>
                  {name}：{fact} {gapWords[kind]}，{reason}（{by}，{on}）
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

function Summary({ snapshot }: { snapshot: WholeSnapshot }) {
  const { total, excluded, flagged, flags, classes, places } = snapshot;
  return (
    <section className="panel" aria-labelledby="summary">
      <h2 id="summary">这份排名</h2>
      <dl className="facts-list">
        <dt>企业</dt>
        <dd>
          {total} 家，参评 {total - excluded} 家，不参评 {excluded} 家，带标记 {flagged} 家
          {flags.length > 0 && `（${flags.map(({ label, count }) => `${label} ${count}`).join('，')}）`}
        </dd>
        {classes.length > 0 && (
          <>
            <dt>等次</dt>
            <dd>{classes.map(({ code, label, count }) => `${code}（${label}）${count} 家`).join('，')}</dd>
          </>
        )}
        <dt>入围线</dt>
        <dd>{places === null ? '不设' : `前 ${places} 名`}</dd>
        {snapshot.bands && (
          <>
            <dt>名次区间</dt>
            <dd>
              {snapshot.bands.unsettled} 家有暂用数或取整报来的数，名次还可能变（{snapshot.bands.kindWords}）
              {places !== null &&
                (snapshot.bands.undecided === 0 ? (
                  '；入围与否都已由数据决定'
                ) : (
                  <>
                    ；<b>{snapshot.bands.undecided} 家入围与否数据还不能定</b>（
                    <Link
                      to="/console/yearly-rankings/$id"
                      params={{ id: snapshot.id }}
                      search={{ only: 'undecided' }}
                      hash="rows"
                    >
                      看是哪几家
                    </Link>
                    ）
                  </>
                ))}
            </dd>
          </>
        )}
        <dt>生成</dt>
        <dd>
          {formatInstant(snapshot.createdAt)} {snapshot.createdByName}，数据读取于 {formatInstant(snapshot.readAt)}
        </dd>
        {snapshot.frozenAt && (
          <>
            <dt>复核冻结</dt>
            <dd>
              {formatInstant(snapshot.frozenAt)} {snapshot.frozenByName}
            </dd>
            <dt>快照根值</dt>
            <dd>
              <Hash value={snapshot.root ?? ''} whole />
            </dd>
          </>
        )}
        <dt>明细根值</dt>
        <dd>
          <Hash value={snapshot.rowsRoot} whole />
        </dd>
        <dt>排名定义</dt>
        <dd>
          <Link to="/console/yearly-rankings/definitions/$id" params={{ id: snapshot.definitionId }}>
            第 {snapshot.definitionVersion} 版
          </Link>
          ，校验值 <Hash value={snapshot.definitionHash} />
        </dd>
        <dt>快照编号</dt>
        <dd className="code">{snapshot.id}</dd>
      </dl>
      <May what="rankings.freeze">
        {snapshot.disclosedAt && (
          <p className="quiet">
            {formatInstant(snapshot.disclosedAt)} 起公开：
            <a href={`/public/rankings/${snapshot.id}`}>公开的页面</a>
          </p>
        )}
      </May>
    </section>
  );
}
