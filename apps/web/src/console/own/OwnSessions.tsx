import { Button } from 'antd';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useOwnSessions, useRevoke } from './own.queries';

type OwnSession = NonNullable<ReturnType<typeof useOwnSessions>['data']>['items'][number];

/** Where one is signed in; what one doesn't know, one ends. */
export function OwnSessions() {
  const { data, error, refetch } = useOwnSessions();
  const revoking = useRevoke();
  const columns: Column<OwnSession>[] = [
    {
      key: 'where',
      title: '浏览器',
      lead: true,
      render: (row) => (
        <>
          {browserOf(row.agent)}
          {row.current && <b>（就是这里）</b>}
        </>
      ),
    },
    { key: 'address', title: '网络地址', render: (row) => <span className="code">{row.address}</span> },
    { key: 'startedAt', title: '登录', render: (row) => formatInstant(row.startedAt) },
    { key: 'lastSeenAt', title: '最近使用', render: (row) => formatInstant(row.lastSeenAt) },
    {
      key: 'act',
      title: '操作',
      render: (row) =>
        row.current ? (
          '右上角“退出”'
        ) : (
          <Button
            size="small"
            danger
            loading={revoking.isPending && revoking.variables === row.id}
            aria-label={`结束从 ${row.address} 的登录`}
            onClick={() => revoking.mutate(row.id)}
          >
            结束
          </Button>
        ),
    },
  ];
  return (
    <section className="panel" aria-labelledby="own-sessions">
      <h2 id="own-sessions">登录着的地方</h2>
      {revoking.error && <ProblemView error={revoking.error} />}
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取" />
      ) : (
        <DataTable caption="登录着的地方" columns={columns} rows={data.items} rowKey={(row) => row.id} cards />
      )}
    </section>
  );
}

/** The browser's name in the long text by which it names itself. */
export function browserOf(agent: string): string {
  const name = /(Edg|Firefox|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /Windows|Mac OS X|Android|iPhone|Linux/.exec(agent)?.[0];
  if (!name) return agent.slice(0, 40) || '未知';
  return [`${name[1] === 'Edg' ? 'Edge' : name[1]} ${name[2]}`, system].filter(Boolean).join('，');
}
