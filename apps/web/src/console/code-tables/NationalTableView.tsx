import { getRouteApi } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { Column } from '../../shared/ui/columns';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Field } from '../../shared/ui/Field';
import { PagedTable } from '../../shared/ui/PagedTable';
import { useDebounced } from '../../shared/ui/use-debounced';
import { useMay } from '../../shared/session/session';
import { type CodeEntry, type NationalTable, pageSize, useCodes } from './code-tables.queries';
import { OverrideForm } from './OverrideForm';

const route = getRouteApi('/console/code-tables');

const words: Record<NationalTable, { about: string; search: string; name: string; parent: string }> = {
  region: {
    about: 'GB/T 2260，国家统计局 2023 年统计用区划代码。',
    search: '名称的一部分，或代码的开头',
    name: '名称',
    parent: '上级',
  },
  street: {
    about: '统计用区划代码的街道、乡镇。先填 6 位区划代码。',
    search: '6 位区划代码，如 410305',
    name: '街道（乡镇）',
    parent: '区划',
  },
  industry: {
    about: 'GB/T 4754-2017 及 2019 年第 1 号修改单：20 门类、97 大类、473 中类、1 382 小类。',
    search: '名称的一部分，或代码的开头',
    name: '名称',
    parent: '上级',
  },
  strategicEmerging: {
    about: '战略性新兴产业分类（2018）与行业小类的对应。“部分”的小类要由人看具体产品，不自动认定。',
    search: '小类代码的开头，或行业、领域的名称',
    name: '领域',
    parent: '行业小类',
  },
};
const levels: Record<string, string> = {
  ...{ province: '省级', city: '市级', district: '县级', 1: '门类', 2: '大类', 3: '中类', 4: '小类' },
};

/** One national table on a day, with what the district says otherwise, and the form to say so. */
export function NationalTableView({ table }: { table: NationalTable }) {
  const { q, on, after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q ?? '');
  const [day, setDay] = useState(on ?? '');
  const [edited, setEdited] = useState<{ entry?: CodeEntry }>();
  const asked = useDebounced(typed.trim());
  useEffect(() => {
    const wanted = { q: asked || undefined, on: day !== '' && acceptsDay(day) ? day : undefined };
    if (wanted.q === q && wanted.on === on) return;
    void navigate({ search: { table, ...wanted }, replace: true, resetScroll: false });
  }, [asked, day, q, on, table, navigate]);
  const list = useCodes({ table, q, parent: undefined, on, after });
  const at = Math.max(1, Number(page) || 1);
  const say = words[table];
  const edits = useMay()('reference.edit');
  const actColumn: Column<CodeEntry> = {
    key: 'act',
    title: '操作',
    render: (row) => (
      <Button size="small" onClick={() => setEdited({ entry: row })} aria-label={`更正或停用 ${row.code} ${row.name}`}>
        更正或停用
      </Button>
    ),
  };
  const columns: Column<CodeEntry>[] = [
    { key: 'code', title: '代码', lead: true, render: (row) => <span className="code">{row.code}</span> },
    { key: 'name', title: say.name, render: (row) => row.name },
    ...(table === 'street' || table === 'strategicEmerging'
      ? []
      : [{ key: 'level', title: '级别', render: (row: CodeEntry) => levels[row.level ?? ''] ?? '未知' }]),
    {
      key: 'parent',
      title: say.parent,
      render: (row) => (row.parent === null ? '（最高一级）' : `${row.parentName ?? row.parent}`),
    },
    ...(table === 'strategicEmerging'
      ? [{ key: 'partial', title: '范围', render: (row: CodeEntry) => (row.partial ? '部分，由人判断' : '整个小类') }]
      : []),
    { key: 'source', title: '出处', render: (row) => (row.district ? <strong>本区更正</strong> : '国家标准') },
    ...(edits ? [actColumn] : []),
  ];
  const turn = (search: { after?: string; page?: string }) => void navigate({ search: { table, q, on, ...search } });
  return (
    <>
      <p className="quiet">{say.about}</p>
      <div className="code-tables__filters">
        <Field label="查找" hint={say.search}>
          {(control) => (
            <Input
              {...control}
              allowClear
              maxLength={50}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <DayField label="哪一天的" hint="空着为今天" value={day} onChange={setDay} />
        {edits && <Button onClick={() => setEdited({})}>增加代码</Button>}
      </div>
      {edited && (
        <OverrideForm
          key={edited.entry?.code ?? ''}
          table={table}
          entry={edited.entry}
          onDone={() => setEdited(undefined)}
        />
      )}
      <PagedTable
        list={list}
        reading="正在读取代码表"
        empty={
          <div className="panel">
            <EmptyState title={table === 'street' && !q ? '先填区划代码' : '没有符合的代码'} />
          </div>
        }
        caption={`${say.name}代码`}
        columns={columns}
        rowKey={(row) => row.code}
        compact
        cards
        page={at}
        size={pageSize}
        unit="条"
        onGo={turn}
      />
    </>
  );
}
