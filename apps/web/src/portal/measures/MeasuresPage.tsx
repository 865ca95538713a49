import { getRouteApi, Link } from '@tanstack/react-router';
import { exactAmount } from '../../shared/format/amounts';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Unknown } from '../../shared/ui/Unknown';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useHome } from '../portal.queries';
import { MeasureItem } from './MeasureItem';
import { type MyMeasures, type PortalMeasure, useMyMeasures } from './own-measures.queries';
import '../portal.css';
import './own-measures.css';

const route = getRouteApi('/portal/enterprises/$id/measures');

const groups: readonly { title: string; hint: string; of: (one: PortalMeasure) => boolean }[] = [
  {
    title: '可以享受，等您办理',
    hint: '按现在的资料符合条件，还没有享受。',
    of: ({ standing, own }) => standing === 'unclaimed' || own?.holder === 'enterprise',
  },
  { title: '办理中', hint: '已经收到，正在办。', of: ({ standing }) => standing === 'pending' },
  { title: '已享受', hint: '款已到账。', of: ({ standing }) => standing === 'received' },
  { title: '受阻', hint: '符合条件，但现在不能享受，原因写在各项里。', of: ({ standing }) => standing === 'blocked' },
  {
    title: '还不能确定',
    hint: '缺数据或要人工判断；补齐资料就能知道。',
    of: ({ outcome }) => outcome === 'unknown' || outcome === 'manual',
  },
  { title: '不符合条件', hint: '哪一条不符合，写在各项里。', of: () => true },
];

/** 我的政策: what one can have and why, what to do, how far it is, what was received. */
export function MeasuresPage() {
  const { id } = route.useParams();
  const home = useHome(id);
  const { data, error, refetch } = useMyMeasures(id);
  const failed = home.error ?? error;
  return (
    <>
      <PageHead
        title="我的政策"
        lead={
          <Link to="/portal/enterprises/$id" params={{ id }}>
            {home.data?.identity.name ?? '回到企业'}
          </Link>
        }
      />
      <div className="portal-page">
        {failed && <ProblemView error={failed} retry={() => void refetch()} />}
        {!failed && (!data || !home.data) && <Loading what="正在读取政策" />}
        {data && home.data && <Measures id={id} data={data} maySubmit={home.data.rights.includes('submit')} />}
      </div>
    </>
  );
}

function Measures({ id, data, maySubmit }: { id: string; data: MyMeasures; maySubmit: boolean }) {
  const left = new Set(data.measures);
  const parts = groups.map(({ title, hint, of }) => {
    const items = data.measures.filter((one) => left.has(one) && of(one));
    for (const one of items) left.delete(one);
    return { title, hint, items };
  });
  return (
    <>
      <section className="panel" aria-labelledby="own-total">
        <h2 id="own-total">得了多少</h2>
        <dl className="own-total">
          {[
            ['扶持资金', data.received],
            ['减税降费', data.reliefs.length > 0 ? data.relief : null],
            [data.reliefs.length > 0 ? '合计' : '合计（不含减税降费）', data.total],
          ].map(([label, yuan]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{yuan == null ? <Unknown /> : exactAmount(yuan)}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet">
          预评估，非认定；能不能享受以审核为准。
          {data.reliefs.length === 0 && '减税降费还没有部门报送过。'}
        </p>
      </section>
      {data.combination && (
        <section className="panel" aria-labelledby="own-best">
          <h2 id="own-best">不能同时享受的，怎样选</h2>
          <p>
            <strong>合计最多 {exactAmount(data.combination.best.total)}</strong>：
            {data.combination.best.names.join('、')}
          </p>
          {data.combination.runnerUp && (
            <p className="quiet">
              其次 {exactAmount(data.combination.runnerUp.total)}：{data.combination.runnerUp.names.join('、')}
            </p>
          )}
        </section>
      )}
      {data.measures.length === 0 && (
        <section className="panel">
          <p>现在没有适用于本地区的扶持措施。有了会发消息告诉您。</p>
        </section>
      )}
      {parts.map(
        ({ title, hint, items }) =>
          items.length > 0 && (
            <section key={title} className="own-group" aria-label={title}>
              <h2>
                {title}（{items.length}）
              </h2>
              <p className="quiet">{hint}</p>
              {items.map((one) => (
                <MeasureItem
                  key={`${one.measureId} ${one.own?.version ?? 0}`}
                  enterpriseId={id}
                  enterpriseName={data.enterpriseName}
                  measure={one}
                  maySubmit={maySubmit}
                />
              ))}
            </section>
          ),
      )}
      {data.former.length > 0 && (
        <section className="panel" aria-labelledby="own-former">
          <h2 id="own-former">以前的</h2>
          <ul className="portal-list">
            {data.former.map(({ id: caseId, measureName, stateLabel, amount }) => (
              <li key={caseId}>
                <span className="portal-list__words">{measureName}</span>
                <span>
                  {amount !== null && exactAmount(amount)} <span className="portal-state">{stateLabel}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
