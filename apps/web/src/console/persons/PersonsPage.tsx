import { Link, getRouteApi } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../shared/session/session';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { PagedTable } from '../../shared/ui/PagedTable';
import { CreatePerson } from './CreatePerson';
import { pageSize, type Person, usePersons } from './persons.queries';
import { dutyWords, standingOf } from './words';
import './persons.css';

const route = getRouteApi('/console/persons');
const statuses = { invited: '待设口令', active: '可用', disabled: '已停用' } as const;

const columns: Column<Person>[] = [
  {
    key: 'name',
    title: '姓名',
    lead: true,
    render: (row) => (
      <>
        <Link to="/console/persons/$id" params={{ id: row.id }} className="row-link">
          {row.displayName}
        </Link>{' '}
        {row.demo && <DemoMark />}
      </>
    ),
  },
  { key: 'loginName', title: '登录名', render: (row) => <span className="code">{row.loginName}</span> },
  { key: 'duty', title: '职责', render: (row) => dutyWords[row.duty].replace(/（.*/, '') },
  { key: 'roles', title: '角色', render: (row) => row.roles.join('、') || '（没有）' },
  { key: 'standing', title: '状态', render: standingOf },
  { key: 'factor', title: '动态口令', render: (row) => (row.hasFactor ? '已设' : '未设') },
  {
    key: 'lastSeenAt',
    title: '最近使用',
    render: (row) => (row.lastSeenAt === null ? '从未' : formatInstant(row.lastSeenAt)),
  },
];

/** All accounts; a system administrator makes new ones here. */
export function PersonsPage() {
  const { q, status, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const chosen = status !== undefined && status in statuses ? (status as Person['status']) : undefined;
  const list = usePersons({ q, status: chosen, after });
  const mayCreate = may('access.persons');
  return (
    <>
      <PageHead
        title="账号与权限"
        lead="系统管理员建账号，本人设口令，安全管理员核实本人并授予角色；三种管理员互不兼任，也不兼业务。"
        actions={
          mayCreate &&
          !creating && (
            <Button type="primary" onClick={() => setCreating(true)}>
              新建账号
            </Button>
          )
        }
      />
      <div className="persons">
        {creating && <CreatePerson onDone={() => setCreating(false)} />}
        <div className="persons__filters">
          <Field label="找人">
            {(control) => (
              <Input.Search
                {...control}
                allowClear
                maxLength={50}
                placeholder="登录名或姓名"
                defaultValue={q}
                onSearch={(text) => void navigate({ search: { q: text.trim() || undefined, status } })}
              />
            )}
          </Field>
          <Field label="状态">
            {(control) => (
              <Select
                {...control}
                allowClear
                placeholder="全部"
                value={chosen}
                options={Object.entries(statuses).map(([value, label]) => ({ value, label }))}
                onChange={(value?: string) => void navigate({ search: { q, status: value } })}
              />
            )}
          </Field>
        </div>
        <PagedTable
          caption="账号"
          columns={columns}
          rowKey={(row) => row.id}
          cards
          list={list}
          reading="正在读取账号"
          empty={
            <div className="panel">
              <EmptyState title="没有符合条件的账号">换个条件再找。</EmptyState>
            </div>
          }
          page={Math.max(1, Number(page) || 1)}
          size={pageSize}
          unit="个"
          onGo={(place) => void navigate({ search: { q, status, ...place } })}
        />
      </div>
    </>
  );
}
