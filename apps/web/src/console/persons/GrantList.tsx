import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { scopeText } from '../../shared/session/session';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Grant, type Person, useEndGrant, useGrants } from './persons.queries';

/** Everything the person was ever given, with who gave and took it and why. */
export function GrantList({ person, mayEnd }: { person: Person; mayEnd: boolean }) {
  const { data, error, refetch } = useGrants(person.id);
  const [ending, setEnding] = useState<Grant>();
  const columns: Column<Grant>[] = [
    { key: 'role', title: '角色', lead: true, render: (row) => row.roleName },
    { key: 'scope', title: '范围', render: (row) => scopeText([row]) || '不看企业' },
    { key: 'days', title: '有效', render: (row) => `${row.validFrom} 至 ${row.validUntil ?? '收回'}` },
    {
      key: 'given',
      title: '授予',
      render: (row) => `${row.grantedByName}，${formatInstant(row.grantedAt)}：${row.reason}`,
    },
    {
      key: 'ended',
      title: '收回',
      render: (row) =>
        row.endedAt !== null ? (
          `${row.endedByName ?? '未知'}，${formatInstant(row.endedAt)}：${row.endedReason ?? '未知'}`
        ) : mayEnd ? (
          <Button size="small" danger onClick={() => setEnding(row)} aria-label={`收回 ${row.roleName}`}>
            收回
          </Button>
        ) : (
          '（没有收回）'
        ),
    },
  ];
  return (
    <section className="stacked" aria-labelledby="grants">
      <h2 id="grants" className="section-title">
        授权记录
      </h2>
      {ending && <EndForm key={ending.id} grant={ending} onDone={() => setEnding(undefined)} />}
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取授权" />
      ) : data.items.length === 0 ? (
        <div className="panel">
          <EmptyState title="还没有授权">安全管理员授予角色之后才能使用。</EmptyState>
        </div>
      ) : (
        <DataTable caption="授权记录" columns={columns} rows={data.items} rowKey={(row) => row.id} cards />
      )}
    </section>
  );
}

function EndForm({ grant, onDone }: { grant: Grant; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const ending = useEndGrant(grant);
  return (
    <SendForm
      className="panel stacked"
      label={`收回 ${grant.roleName}`}
      sending={ending}
      onSend={() => ending.mutate(reason.trim(), { onSuccess: onDone })}
      verb="收回，立即生效"
      danger
      ready={reason.trim() !== ''}
      onCancel={onDone}
    >
      <p>
        收回“{grant.roleName}”（{scopeText([grant]) || '不看企业'}）：本人的登录立即结束。
      </p>
      <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
