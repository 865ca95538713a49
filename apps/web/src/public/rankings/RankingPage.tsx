import { getRouteApi } from '@tanstack/react-router';
import { Input } from 'antd';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PagedTable } from '../../shared/ui/PagedTable';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Counts } from './Counts';
import { pageSize, type PublicRow, useInclusion, usePublicRanking, usePublicRows } from './rankings.queries';

const route = getRouteApi('/public/rankings/$id');

const columns: Column<PublicRow>[] = [
  { key: 'rank', title: '名次', number: true, render: ({ rank }) => rank ?? '不参评' },
  { key: 'name', title: '企业名称（遮盖）', lead: true, render: ({ name }) => name },
  { key: 'class', title: '等次', render: ({ class: own }) => own ?? '不分等' },
];

/** One public ranking: by what it was made, who stands where, whether a code is in it. */
export function PublicRankingPage() {
  const { id } = route.useParams();
  const { q, code, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: ranking, error, refetch } = usePublicRanking(id);
  const rows = usePublicRows(id, q, after);
  if (error)
    return (
      <>
        <PageHead title="公开的排名" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!ranking) return <Loading what="正在读取排名" />;
  return (
    <>
      <PageHead
        title={ranking.title}
        lead={`${ranking.year} 年度，第 ${ranking.version} 版，评价日 ${ranking.asOf}；预评估，非认定${ranking.own ? '；本局自定' : ''}`}
      />
      {ranking.superseded && <p className="notice__warning">这一版已被更正的版本取代。</p>}
      <section className="panel stacked" aria-labelledby="own">
        <h2 id="own">查自己在不在名单里</h2>
        <Input.Search
          aria-label="统一社会信用代码"
          placeholder="十八位统一社会信用代码"
          maxLength={18}
          defaultValue={code}
          enterButton="查"
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, code: text.trim().toUpperCase() || undefined }) })
          }
        />
        {code !== undefined && <Found id={id} code={code} />}
      </section>
      <section className="panel stacked" aria-labelledby="list">
        <h2 id="list">名单</h2>
        <Input.Search
          aria-label="按企业名称查找"
          placeholder="企业名称里的两个字以上"
          maxLength={50}
          defaultValue={q}
          allowClear
          onSearch={(text) =>
            void navigate({
              search: (before) => ({ code: before.code, q: text.trim().length >= 2 ? text.trim() : undefined }),
            })
          }
        />
        <PagedTable
          list={rows}
          reading="正在读取名单"
          empty={<EmptyState title="名单里没有找到">请检查名称有没有写错。</EmptyState>}
          caption="名单"
          columns={columns}
          rowKey={({ position }) => String(position)}
          cards
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="家"
          onGo={(place) => void navigate({ search: ({ code: own, q: part }) => ({ code: own, q: part, ...place }) })}
        />
      </section>
      <section className="panel stacked" aria-labelledby="counts">
        <h2 id="counts">各地区、各行业的家数</h2>
        <Counts id={id} />
      </section>
      <section className="panel stacked" aria-labelledby="rules">
        <h2 id="rules">口径</h2>
        <dl className="facts-list">
          {ranking.rules.map(({ what, says }) => (
            <div key={what} className="public__rule">
              <dt>{what}</dt>
              <dd>{says}</dd>
            </div>
          ))}
          <dt>快照根值</dt>
          <dd>
            <Hash value={ranking.root} whole />
          </dd>
          <dt>明细根值</dt>
          <dd>
            <Hash value={ranking.rowsRoot} whole />
          </dd>
        </dl>
        <p className="quiet">名单冻结后没有改动过：任何一行变了，根值就会不同。</p>
      </section>
    </>
  );
}

function Found({ id, code }: { id: string; code: string }) {
  const { data, error } = useInclusion(id, code);
  if (error) return <ProblemView error={error} />;
  if (!data) return <Loading what="正在查" />;
  return (
    <div role="status" className="stacked">
      <p>
        <b>{data.name}</b>：{data.rank === null ? '在名单里，不参评' : `第 ${data.rank} 名`}
        {data.class && `，${data.class} 等`}。
      </p>
      <p className="quiet">
        这一行的校验值 <Hash value={data.leaf} whole />
        ，经 {data.path.length} 步到明细根值；与导出文件里这一行的内容对得上，就是冻结时的那一行。
      </p>
    </div>
  );
}
