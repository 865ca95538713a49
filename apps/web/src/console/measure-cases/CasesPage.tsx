import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { formatAmount, formatCount } from '../../shared/format/amounts';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { ProblemView } from '../../shared/ui/ProblemView';
import { pageSize } from '../measures/measures.queries';
import { type StateClock, type SupportCase, useCaseClock, useCases } from './cases.queries';
import '../measures/measures.css';

const route = getRouteApi('/console/measure-cases');

const holderWords = { enterprise: '企业', bureau: '本级', bank: '银行', nobody: '已了结' } as const;

/** In whose hands a case is, in words. */
export const handsOf = (holder: SupportCase['holder']): string =>
  holder === 'nobody' ? holderWords[holder] : `在${holderWords[holder]}手里`;

const columns: Column<SupportCase>[] = [
  {
    key: 'enterprise',
    title: '企业',
    lead: true,
    render: ({ id, enterpriseName, measureName }) => (
      <>
        <Link to="/console/measure-cases/$id" params={{ id }} className="row-link">
          {enterpriseName}
        </Link>
        <div className="quiet">{measureName}</div>
      </>
    ),
  },
  {
    key: 'state',
    title: '环节',
    render: ({ stateLabel, holder }) => (
      <>
        {stateLabel}
        <div className="quiet">{handsOf(holder)}</div>
      </>
    ),
  },
  {
    key: 'amount',
    title: '金额',
    unit: '万元',
    number: true,
    render: ({ amount }) => (amount === null ? '没有金额' : formatAmount(amount, '万元')),
  },
  {
    key: 'due',
    title: '期限',
    render: ({ dueOn, dueProvisional, overdue }) =>
      dueOn === null ? '没有期限' : `${dueOn}${dueProvisional ? '（暂定）' : ''}${overdue ? '，已逾期' : ''}`,
  },
];

const clockColumns: Column<StateClock>[] = [
  {
    key: 'state',
    title: '环节',
    lead: true,
    render: ({ state, label, holder }) => (
      <>
        <Link to="/console/measure-cases" search={{ state }}>
          {label}
        </Link>{' '}
        <span className="quiet">{holderWords[holder]}</span>
      </>
    ),
  },
  { key: 'now', title: '现有', unit: '件', number: true, render: ({ now }) => formatCount(now) },
  { key: 'overdue', title: '逾期', unit: '件', number: true, render: ({ overdue }) => formatCount(overdue) },
  { key: 'term', title: '应在几个工作日内', number: true, render: ({ workingDays }) => workingDays ?? '没有期限' },
  { key: 'mean', title: '平均停留', unit: '天', number: true, render: ({ meanDays }) => days(meanDays) },
  { key: 'longest', title: '最长停留', unit: '天', number: true, render: ({ longestDays }) => days(longestDays) },
];

const days = (value: number | null) => (value === null ? '未知' : value < 0.1 ? '不足 0.1' : value.toFixed(1));

/** Cases of support: what waits for whom, and where they are stuck on the way to the account. */
export function CasesPage() {
  const { state, overdue, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const clock = useCaseClock();
  const kept = { ...(state && { state }), ...(overdue === 'true' && { overdue: 'true' as const }) };
  const states = clock.data?.states ?? [];
  return (
    <>
      <PageHead
        title="扶持办理"
        lead="从推送、申报到拨付、公示、归档，一件一件办；每个环节有期限，卡在哪里一眼看得到。"
      />
      <div className="measures">
        <section className="panel measures" aria-labelledby="clock">
          <h2 id="clock">从条款到账上</h2>
          {clock.error && <ProblemView error={clock.error} />}
          {states.length === 0 && !clock.error ? (
            <p className="quiet">还没有办理中的。先在措施库里推送，或等企业申报。</p>
          ) : (
            <DataTable caption="各环节的件数和用时" columns={clockColumns} rows={states} rowKey={(row) => row.state} />
          )}
        </section>
        <div className="measures__filters">
          <Field label="环节">
            {(control) => (
              <Select
                {...control}
                value={state ?? ''}
                options={[
                  { value: '', label: '全部环节' },
                  ...states.map((one) => ({ value: one.state, label: one.label })),
                ]}
                onChange={(next: string) =>
                  void navigate({ search: { ...(overdue && { overdue }), ...(next && { state: next }) } })
                }
              />
            )}
          </Field>
          <Field label="期限">
            {(control) => (
              <Select
                {...control}
                value={overdue === 'true' ? 'true' : ''}
                options={[
                  { value: '', label: '全部' },
                  { value: 'true', label: '已逾期' },
                ]}
                onChange={(next: string) =>
                  void navigate({ search: { ...(state && { state }), ...(next && { overdue: next }) } })
                }
              />
            )}
          </Field>
        </div>
        <PagedTable
          caption="扶持办理"
          columns={columns}
          rowKey={({ id }) => id}
          cards
          list={useCases({ ...kept, ...(after && { after }) })}
          reading="正在读取办理"
          empty={
            <div className="panel">
              <EmptyState title="没有这样的办理">换个条件看看。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="件"
          onGo={(place) => void navigate({ search: { ...kept, ...place } })}
        />
      </div>
    </>
  );
}
