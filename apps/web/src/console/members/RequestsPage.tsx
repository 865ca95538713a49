import { getRouteApi, Link } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { CreditCode } from '../../shared/ui/CreditCode';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { type MemberRequest, pageSize, type RequestState, stateWords, useRequests } from './members.queries';
import './members.css';

const route = getRouteApi('/console/members');

const columns: Column<MemberRequest>[] = [
  {
    key: 'enterprise',
    title: '企业（申请人填）',
    lead: true,
    render: (row) => (
      <Link to="/console/members/$id" params={{ id: row.id }} className="row-link">
        {row.enterpriseName}
      </Link>
    ),
  },
  { key: 'creditCode', title: '信用代码', render: (row) => <CreditCode code={row.creditCode} /> },
  { key: 'person', title: '申请人', render: (row) => row.personName },
  { key: 'state', title: '进度', render: (row) => <span className="members__state">{row.stateWords}</span> },
  { key: 'createdAt', title: '申请时间', render: (row) => formatInstant(row.createdAt) },
  {
    key: 'objectionUntil',
    title: '异议期至',
    render: (row) => (row.state === 'objection' ? row.objectionUntil : ''),
  },
];

/** Requests of enterprises' people, those that wait first. */
export function RequestsPage() {
  const { state, q, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen =
    state === 'all' || (state !== undefined && state in stateWords) ? (state as RequestState | 'all') : undefined;
  const list = useRequests({ state: chosen, q, after });
  return (
    <>
      <PageHead title="企业账号" lead="企业的人申请代表企业：核对授权书，或把口令函寄到登记地址。先来的在前。" />
      <div className="members">
        <div className="members__filters">
          <Field label="找申请">
            {(control) => (
              <Input.Search
                {...control}
                allowClear
                maxLength={50}
                placeholder="代码、企业名称或姓名"
                defaultValue={q}
                onSearch={(text) => void navigate({ search: { q: text.trim() || undefined, state } })}
              />
            )}
          </Field>
          <Field label="进度">
            {(control) => (
              <Select
                {...control}
                value={chosen ?? ''}
                options={[
                  { value: '', label: '还没有结束的' },
                  ...Object.entries(stateWords).map(([value, label]) => ({ value, label })),
                  { value: 'all', label: '全部' },
                ]}
                onChange={(value: string) => void navigate({ search: { q, state: value || undefined } })}
              />
            )}
          </Field>
        </div>
        <PagedTable
          caption="企业账号申请"
          columns={columns}
          rowKey={(row) => row.id}
          cards
          list={list}
          reading="正在读取申请"
          empty={
            <div className="panel">
              <EmptyState title="没有这样的申请">企业在 /portal/register 自助注册后，申请出现在这里。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="份"
          onGo={(place) => void navigate({ search: { q, state, ...place } })}
        />
      </div>
    </>
  );
}
