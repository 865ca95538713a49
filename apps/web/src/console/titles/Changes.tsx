import { getRouteApi, Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import type { Column } from '../../shared/ui/columns';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PagedTable } from '../../shared/ui/PagedTable';
import { SearchField } from '../../shared/ui/SearchField';
import { CodePicker } from '../enterprises/CodePicker';
import { EnterpriseCell } from '../enterprises/EnterpriseCell';
import { ChangeCase } from './ChangeCase';
import {
  type ChangeRow,
  type ChangesFilter,
  type ChangeState,
  changeStateWords,
  useChangeCounts,
  useChanges,
} from './changes.queries';
import type { TitlesSearch } from './titles-search';
import { pageSize } from './titles.queries';

const route = getRouteApi('/console/titles');

const lists = {
  all: '全部',
  unreported: '没有报告',
  waiting: '待决定',
  kept: '称号保留',
  cancelled: '称号取消',
} as const;
type List = keyof typeof lists;

/** Major changes of those who hold titles: reported, or known by the register and not reported. */
export function Changes({ search }: { search: TitlesSearch }) {
  const navigate = route.useNavigate();
  const filter = filterOf(search);
  const list = useChanges(filter);
  const counts = useChangeCounts(filter).data;
  const numbers = counts && { ...counts, all: Object.values(counts).reduce((sum, n) => sum + n, 0) };
  const change = (to: Partial<Record<keyof ChangesFilter, string | undefined>>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, page: undefined, ...to }), resetScroll: false });
  return (
    <>
      <nav className="titles__counts" aria-label="按状态">
        {Object.entries(lists).map(([state, label]) => (
          <Link
            key={state}
            to="/console/titles"
            search={(now) => ({
              ...now,
              ...{ state: state === 'all' ? undefined : state, report: undefined, after: undefined, page: undefined },
            })}
            activeProps={{}}
            activeOptions={{ exact: true }}
            aria-current={state === (filter.state ?? 'all') ? 'page' : undefined}
          >
            <span>{label}</span>
            <strong>{numbers ? `${formatCount(numbers[state as List])} 件` : '…'}</strong>
          </Link>
        ))}
      </nav>
      <div className="titles__filters no-print">
        <Field label="所在地">
          {(control) => (
            <CodePicker
              id={control.id}
              kind="regions"
              label="所在地"
              value={filter.region}
              onChange={(region) => change({ region })}
            />
          )}
        </Field>
        <SearchField
          label="找企业"
          placeholder="名称里的字"
          value={filter.q}
          onSearch={(text) => change({ q: text || undefined })}
        />
      </div>
      {search.report !== undefined && (
        <ChangeCase
          key={search.report}
          id={search.report}
          close={() => void navigate({ search: ({ report: _, ...now }) => now, resetScroll: false })}
        />
      )}
      <PagedTable
        caption="持有称号的企业的重大变化"
        columns={changeColumns}
        rowKey={({ id, enterpriseId, kind, effectiveOn }) => id ?? `${enterpriseId} ${kind} ${effectiveOn}`}
        cards
        list={list}
        reading="正在读取重大变化"
        empty={
          <div className="panel">
            <EmptyState title="没有这样的重大变化">
              企业报告的、登记簿里知道而没有报告的更名、合并、迁出列在这里。
            </EmptyState>
          </div>
        }
        page={Math.max(1, Number(search.page) || 1)}
        size={pageSize}
        unit="件"
        longOnly
        onGo={(place) => void navigate({ search: ({ after: _, page: __, ...now }) => ({ ...now, ...place }) })}
      />
    </>
  );
}

function filterOf({ region, state, kind, q, after }: TitlesSearch): ChangesFilter {
  return {
    ...(state !== undefined && state in lists && { state: state as ChangeState }),
    ...(kind !== undefined && { kind }),
    ...(region !== undefined && { region }),
    ...(q !== undefined && { q }),
    ...(after !== undefined && { after }),
  };
}

/** The columns of every list of changes. */
export const changeColumns: Column<ChangeRow>[] = [
  {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: ({ enterpriseId, enterpriseName, creditCode }) => (
      <EnterpriseCell id={enterpriseId} name={enterpriseName} creditCode={creditCode} tab="history" />
    ),
  },
  {
    key: 'kind',
    title: '变化',
    render: ({ kindLabel, description }) => (
      <>
        {kindLabel}
        <div className="quiet">{description}</div>
      </>
    ),
  },
  {
    key: 'days',
    title: '生效和期限',
    render: ({ effectiveOn, dueOn }) => (
      <>
        <span className="titles__days">{effectiveOn} 生效</span>
        <div className="quiet titles__days">最迟 {dueOn} 报告</div>
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    render: ({ state, late, reportedOn, decidedByName, decidedReason }) => (
      <>
        <span className="titles__days">{changeStateWords[state]}</span>
        {late && <div className="titles__lost">{reportedOn === null ? '已过期限' : `${reportedOn} 报告，逾期`}</div>}
        {!late && reportedOn !== null && <div className="quiet">{reportedOn} 报告</div>}
        {decidedReason !== null && (
          <div className="quiet">
            {decidedByName}：{decidedReason}
          </div>
        )}
      </>
    ),
  },
  {
    key: 'open',
    title: '办理',
    render: ({ id, enterpriseName, state }) =>
      id === null ? (
        <span className="quiet">等企业报告</span>
      ) : (
        <Link
          to="/console/titles"
          search={(now) => ({ ...now, view: 'changes', report: id })}
          aria-label={`${state === 'waiting' ? '办理' : '看报告'}：${enterpriseName}`}
        >
          {state === 'waiting' ? '办理' : '看报告'}
        </Link>
      ),
  },
];
