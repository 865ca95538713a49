import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { May } from '../../shared/session/May';
import { type OwnEntry, type OwnList, useOwnHistory, useOwnList } from './code-tables.queries';
import { OwnEntryForm } from './OwnEntryForm';
import { zoneLevels } from './zone-levels';

const words = {
  zone: { name: '园区', about: '本区的园区、开发区、集聚区；一家企业可以同时属于几个。' },
  chain: { name: '产业链', about: '本区自定的产业链和环节，与国民经济行业并列；一家企业可以在几条链上。' },
};

/** Zones or chains of the district, today or on a day, with the forms to add and to change. */
export function OwnListView({ list }: { list: OwnList }) {
  const [day, setDay] = useState('');
  const on = day !== '' && acceptsDay(day) ? day : undefined;
  const { data, error, refetch } = useOwnList(list, on);
  const [edited, setEdited] = useState<{ entry?: OwnEntry }>();
  const [past, setPast] = useState<OwnEntry>();
  const say = words[list];
  const columns: Column<OwnEntry>[] = [
    { key: 'code', title: '代码', lead: true, render: (row) => <span className="code">{row.code}</span> },
    { key: 'name', title: '名称', render: (row) => (list === 'chain' && row.parent ? `└ ${row.name}` : row.name) },
    list === 'zone'
      ? { key: 'level', title: '批准级别', render: (row) => (row.level ? zoneLevels[row.level] : '未知') }
      : { key: 'parent', title: '所属产业链', render: (row) => row.parent ?? '（本身是产业链）' },
    { key: 'days', title: '设立至撤销', render: (row) => `${row.validFrom ?? '未知'} 至 ${row.validUntil ?? '今'}` },
    { key: 'note', title: '备注', render: (row) => row.note || '（无）' },
    {
      key: 'who',
      title: '最近修改',
      render: (row) => `第 ${row.version} 版，${row.recordedByName}，${formatInstant(row.recordedAt)}`,
    },
    {
      key: 'act',
      title: '操作',
      render: (row) => (
        <span className="code-tables__acts">
          <May what="reference.edit">
            <Button size="small" onClick={() => setEdited({ entry: row })} aria-label={`修改 ${row.name}`}>
              修改
            </Button>
          </May>
          {row.version > 1 && (
            <Button size="small" onClick={() => setPast(row)} aria-label={`${row.name} 过去的内容`}>
              过去
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <p className="quiet">{say.about}</p>
      <div className="code-tables__filters">
        <DayField label="哪一天的" hint="空着为全部，含已撤销的" value={day} onChange={setDay} />
        <May what="reference.edit">
          <Button type="primary" onClick={() => setEdited({})}>
            增加{say.name}
          </Button>
        </May>
      </div>
      {edited && (
        <OwnEntryForm
          key={edited.entry?.code ?? ''}
          list={list}
          entry={edited.entry}
          onDone={() => setEdited(undefined)}
        />
      )}
      {past && <Past list={list} entry={past} onDone={() => setPast(undefined)} />}
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what={`正在读取${say.name}`} />
      ) : data.items.length === 0 ? (
        <div className="panel">
          <EmptyState title={on ? `${on} 没有${say.name}` : `还没有${say.name}`}>
            增加以后，企业才能归到里面。
          </EmptyState>
        </div>
      ) : (
        <DataTable caption={say.name} columns={columns} rows={data.items} rowKey={(row) => row.code} cards />
      )}
    </>
  );
}

function Past({ list, entry, onDone }: { list: OwnList; entry: OwnEntry; onDone: () => void }) {
  const { data } = useOwnHistory(list, entry.code);
  return (
    <div className="panel code-form">
      <h2>
        {entry.code} {entry.name} 过去的内容
      </h2>
      <ul className="code-tables__past">
        {data?.items.map((state) => (
          <li key={state.version}>
            {state.stateFrom ?? '最初'} 至 {state.stateUntil}：<b>{state.entry.name}</b>
            {state.entry.note && `，${state.entry.note}`}（{state.recordedByName}，{state.reason}）
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onClick={onDone}>关闭</Button>
      </div>
    </div>
  );
}
