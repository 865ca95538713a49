import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ListTools } from '../../shared/ui/ListTools';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { shownColumns } from '../../shared/ui/columns';
import { useListChoice } from '../../shared/ui/use-list-choice';
import { useMay } from '../../shared/session/session';
import { EnterpriseFilters } from './EnterpriseFilters';
import { enterpriseColumns } from './enterprise-columns';
import type { EnterpriseFilter } from './enterprise-filter';
import { pageSize, useEnterprises, useExactCount } from './enterprises.queries';
import { ExportBar } from './ExportBar';
import { OfficerBar } from './OfficerBar';
import { PhoneFinder } from './PhoneFinder';
import { ViewBar } from './ViewBar';

const route = getRouteApi('/console/enterprises');
const nobody: ReadonlySet<string> = new Set();

/** The register as a list: found by name or code, narrowed by filters that stand in the address. */
export function EnterprisesPage() {
  const { after, page: pageText, job, sort, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const { history } = useRouter();
  const [choice, changeChoice] = useListChoice('enterprises');
  const { data, error, isPending, isPlaceholderData, refetch } = useEnterprises({ ...filter, sort }, after);
  const columns = useMemo(() => shownColumns(enterpriseColumns, choice), [choice]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(nobody);
  const [open, setOpen] = useState<'export' | 'officer' | null>(job === undefined ? null : 'export');
  const may = useMay();
  // what is chosen is only of use to who may do something with it
  const choosable = may('enterprises.edit') || may('enterprises.export');
  const selection = { keys: selected, change: setSelected, label: ({ name }: { name: string }) => name };
  const exact = useExactCount(filter, false);
  const narrowed = Object.keys(filter).length > 0;
  const page = Math.max(1, Number(pageText) || 1);
  const changeFilter = (next: EnterpriseFilter, replace = false) =>
    void navigate({ search: { ...next, sort }, replace });
  const openView = (setup: EnterpriseFilter, shown: string[] | null) => {
    changeChoice({ columns: shown });
    void navigate({ search: setup });
  };

  return (
    <>
      <PageHead title="企业" lead="登记簿里的企业。点企业名称看基本情况、三年数据和评价卡。" />
      <EnterpriseFilters filter={filter} onChange={changeFilter} />
      <div className="list-head">
        <ViewBar filter={{ ...filter, sort }} columns={choice.columns} onOpen={openView} />
        <span className="list-head__acts no-print">
          {selected.size > 0 && (
            <span className="list-head__selected" role="status">
              已选 {selected.size} 家
              <Button type="link" size="small" onClick={() => setSelected(nobody)}>
                取消选定
              </Button>
            </span>
          )}
          {selected.size > 0 && may('enterprises.edit') && (
            <Button
              size="small"
              aria-expanded={open === 'officer'}
              onClick={() => setOpen(open === 'officer' ? null : 'officer')}
            >
              指定责任人
            </Button>
          )}
          {may('enterprises.contacts') && <PhoneFinder />}
          {may('enterprises.export') && (
            <Button
              size="small"
              aria-expanded={open === 'export'}
              onClick={() => setOpen(open === 'export' ? null : 'export')}
            >
              {selected.size > 0 ? '导出选定的' : '导出'}
            </Button>
          )}
        </span>
        <ListTools columns={enterpriseColumns} choice={choice} onChange={changeChoice} />
      </div>
      {open === 'officer' && selected.size > 0 && <OfficerBar selected={selected} />}
      {open === 'export' && data && may('enterprises.export') && (
        <ExportBar
          filter={{ ...filter, sort }}
          count={data.count}
          selected={selected}
          columns={columns.map(({ key }) => key)}
          jobId={job}
          onJob={(id) => void navigate({ search: (now) => ({ ...now, job: id }), replace: true })}
        />
      )}
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
              {may('figures.import') ? (
                <>
                  <Link to="/console/imports">导入企业名单或年度数据</Link>，企业就会出现在这里。
                </>
              ) : (
                '您的范围里还没有登记的企业。'
              )}
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
            {...(choosable && { selection })}
            order={{ by: sort, change: (by) => void navigate({ search: { ...filter, sort: by } }) }}
          />
          <Pager
            page={page}
            shown={data.items.length}
            limit={pageSize}
            count={exact.data ? { value: exact.data.count, exact: true } : data.count}
            onExact={exact.isFetching ? undefined : () => void exact.refetch()}
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
