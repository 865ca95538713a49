import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { May } from '../../shared/session/May';
import { type Override, useOverrides, useWithdrawOverride } from './code-tables.queries';

const tableWords = { region: '行政区划', street: '街道', industry: '行业', strategicEmerging: '战略性新兴产业' };

function says({ retired, entry }: Override): string {
  if (retired) return '停用';
  const parts = [entry.name, entry.partial === undefined ? undefined : entry.partial ? '只有一部分' : '整个小类'];
  return parts.filter(Boolean).join('，') || '增加';
}

/** Everything the district says otherwise than the national tables, withdrawn corrections among it. */
export function OverrideList() {
  const { data, error, refetch } = useOverrides();
  const [taken, setTaken] = useState<Override>();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取更正记录" />;
  const columns: Column<Override>[] = [
    { key: 'code', title: '代码', lead: true, render: (row) => `${tableWords[row.table]} ${row.code}` },
    { key: 'says', title: '内容', render: says },
    { key: 'days', title: '起止', render: (row) => `${row.validFrom ?? '一直'} 至 ${row.validUntil ?? '今'}` },
    { key: 'source', title: '依据', render: (row) => row.source },
    { key: 'reason', title: '理由', render: (row) => row.reason },
    { key: 'who', title: '经办', render: (row) => `${row.recordedByName} ${formatInstant(row.recordedAt)}` },
    {
      key: 'state',
      title: '状态',
      render: (row) =>
        row.withdrawnAt === null ? (
          <May what="reference.edit" otherwise="在用">
            <Button size="small" onClick={() => setTaken(row)} aria-label={`撤回 ${row.code}`}>
              撤回
            </Button>
          </May>
        ) : (
          `已撤回：${row.withdrawnReason}（${row.withdrawnByName}）`
        ),
    },
  ];
  return (
    <>
      {taken && <Withdraw key={taken.id} override={taken} onDone={() => setTaken(undefined)} />}
      {data.items.length === 0 ? (
        <div className="panel">
          <EmptyState title="还没有更正">本区没有改动过国家代码表。</EmptyState>
        </div>
      ) : (
        <DataTable caption="更正记录" columns={columns} rows={data.items} rowKey={(row) => row.id} cards />
      )}
    </>
  );
}

function Withdraw({ override, onDone }: { override: Override; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const withdraw = useWithdrawOverride();
  return (
    <SendForm
      className="panel code-form"
      sending={withdraw}
      onSend={() => withdraw.mutate({ id: override.id, version: override.version, reason }, { onSuccess: onDone })}
      verb="撤回"
      ready={reason.trim() !== ''}
      danger
      onCancel={onDone}
    >
      <h2>撤回 {override.code} 的更正</h2>
      <TextField label="撤回的理由" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
