import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ListTools } from '../../shared/ui/ListTools';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { shownColumns } from '../../shared/ui/columns';
import { useListChoice } from '../../shared/ui/use-list-choice';
import { EnterpriseFilters } from './EnterpriseFilters';
import { enterpriseColumns } from './enterprise-columns';
import { type EnterpriseFilter, pageSize, useEnterprises } from './enterprises.queries';

const route = getRouteApi('/console/enterprises');

/** The register as a list: found by name or code, narrowed by filters that stand in the address. */
export function EnterprisesPage() {
  const { after, page: pageText, sort, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const { history } = useRouter();
  const [choice, changeChoice] = useListChoice('enterprises');
  const { data, error, isPending, isPlaceholderData, refetch } = useEnterprises({ ...filter, sort }, after);
  const columns = useMemo(() => shownColumns(enterpriseColumns, choice), [choice]);
  const narrowed = Object.keys(filter).length > 0;
  const page = Math.max(1, Number(pageText) || 1);
  const changeFilter = (next: EnterpriseFilter, replace = false) =>
    void navigate({ search: { ...next, sort }, replace });

  return (
    <>
      <PageHead
        title="企业"
        lead="登记簿里的企业。点企业名称看基本情况、三年数据和评价卡。"
        actions={<Link to="/console/duplicates">疑似重复</Link>}
      />
      <EnterpriseFilters filter={filter} onChange={changeFilter} />
      <div className="list-head">
        <ListTools columns={enterpriseColumns} choice={choice} onChange={changeChoice} />
      </div>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : isPending ? (
        <Loading what="正在查找企业" />
      ) : data.items.length === 0 ? (
        <div className="panel">
          {narrowed ? (
            <EmptyState title="没有符合条件的企业">请放宽筛选条件，或检查名称、代码有没有写错。</EmptyState>
          ) : (
            <EmptyState title="登记簿还是空的">
              <Link to="/console/imports">导入企业名单或年度数据</Link>，企业就会出现在这里。
            </EmptyState>
          )}
        </div>
      ) : (
        <div className={isPlaceholderData ? 'is-stale' : undefined} aria-busy={isPlaceholderData}>
          <DataTable
            caption="企业名单"
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.id}
            compact={choice.compact}
            cards
            tall
            order={{ by: sort, change: (by) => void navigate({ search: { ...filter, sort: by } }) }}
          />
          <Pager
            page={page}
            shown={data.items.length}
            limit={pageSize}
            count={data.count}
            next={data.next}
            unit="家"
            onFirst={() => changeFilter(filter)}
            onBack={() => history.back()}
            onNext={(next) => void navigate({ search: { ...filter, sort, after: next, page: String(page + 1) } })}
          />
        </div>
      )}
    </>
  );
}
