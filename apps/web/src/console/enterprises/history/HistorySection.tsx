import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { api, unwrap } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { formatInstant } from '../../../shared/format/times';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Loading } from '../../../shared/ui/Loading';
import { Pager } from '../../../shared/ui/Pager';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { May } from '../../../shared/session/May';
import type { SectionProps } from '../section-props';
import { MajorChanges } from './MajorChanges';
import { changeWords, type CodeName, valueChanges } from './change-words';
import '../identity/identity.css';
import './history.css';

type Change = components['schemas']['ChangeDto'];
const route = getRouteApi('/console/enterprises/$id');
const perPage = 20;

/** Who changed what, when, why, before and after; the newest first. */
export function HistorySection({ enterprise }: SectionProps) {
  const { after, page: pageText } = route.useSearch();
  const navigate = route.useNavigate();
  const { history } = useRouter();
  const page = Number(pageText ?? 1);
  const { data, error, refetch } = useQuery({
    queryKey: ['enterprise-changes', enterprise.id, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/console/enterprises/{id}/changes', {
          params: { path: { id: enterprise.id }, query: { limit: perPage, ...(after !== undefined && { after }) } },
          signal,
        }),
      ),
  });
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取变更记录" />;
  const go = (next: string | undefined, to: number) =>
    void navigate({ search: (now) => ({ ...now, after: next, page: to > 1 ? String(to) : undefined }) });
  return (
    <>
      <May what="recognition.read">
        <MajorChanges enterpriseId={enterprise.id} />
      </May>
      <section className="panel" aria-labelledby="history">
        <h2 id="history">变更记录</h2>
        <p className="quiet history__scope">
          登记事项、名称、关系等的变更。
          <Link to="/console/enterprises/$id" params={{ id: enterprise.id }} search={{ tab: 'figures' }}>
            年度数据的各版
          </Link>
          、
          <Link to="/console/enterprises/$id" params={{ id: enterprise.id }} search={{ tab: 'evidence' }}>
            佐证的更正
          </Link>
          记在各自的页里。
        </p>
        {data.items.length === 0 ? (
          <EmptyState title="还没有变更">
            {formatInstant(enterprise.createdAt)} 登记以来没有改过。改过的内容会按时间列在这里。
          </EmptyState>
        ) : (
          <ol className="history">
            {data.items.map((change) => (
              <ChangeItem key={change.id} change={change} names={data.names} enterpriseId={enterprise.id} />
            ))}
          </ol>
        )}
        {(data.next !== null || page > 1) && (
          <Pager
            {...{ page, shown: data.items.length, limit: perPage, count: data.count, next: data.next, unit: '项' }}
            onFirst={() => go(undefined, 1)}
            onBack={() => history.back()}
            onNext={(next) => go(next, page + 1)}
          />
        )}
        {data.next === null && data.items.length > 0 && (
          <p className="quiet part-foot">{formatInstant(enterprise.createdAt)} 进入登记簿。</p>
        )}
      </section>
    </>
  );
}

interface ChangeItemProps {
  change: Change;
  names: CodeName[];
  enterpriseId: string;
}

function ChangeItem({ change, names, enterpriseId }: ChangeItemProps) {
  const { kind, at, personName, effectiveOn, reason, source, jobId, before, after } = change;
  const values = valueChanges(before, after, names, kind);
  return (
    <li>
      <div className="history__head">
        <strong>{changeWords(kind)}</strong>
        {effectiveOn !== null && <span>自 {effectiveOn} 起</span>}
        {change.enterpriseId !== enterpriseId && <span className="quiet">在已合并的记录上</span>}
        <span className="quiet history__when">
          {formatInstant(at)} · {personName}
        </span>
      </div>
      {values.length > 0 && (
        <dl className="history__values">
          {values.map((value) => (
            <div key={value.name}>
              <dt>{value.name}</dt>
              <dd>
                {value.before !== null && <del>{value.before}</del>}
                {value.before === null && value.after !== null && before !== null && (
                  <span className="quiet">未知</span>
                )}
                {(value.before !== null || before !== null) && <span aria-label="改为"> → </span>}
                {value.after === null ? (
                  <span className="quiet">{after === null ? '撤回' : '未知'}</span>
                ) : (
                  <ins>{value.after}</ins>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="quiet history__why">
        {reason !== null && `原因：${reason}`}
        {source !== null && `（依据：${source}）`}
        {jobId !== null && (
          <May what="figures.import" otherwise="由导入带来">
            <Link to="/console/imports" search={{ job: jobId }}>
              由导入带来
            </Link>
          </May>
        )}
      </p>
    </li>
  );
}
