import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../shared/api/client';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { May } from '../../shared/session/May';
import { ActDrawer } from '../enterprises/act/ActDrawer';
import { whenAndWhy } from '../enterprises/act/act-fields';
import type { PanelAct } from '../enterprises/identity/DatedPanel';
import type { Enterprise } from '../enterprises/section-props';
import { compared } from './compared';
import { useSide } from './duplicates.queries';
import './duplicates.css';

const route = getRouteApi('/console/duplicates/$first/$second');

/** Two records side by side: what they share, what a merge would do, and the judgement. */
export function PairPage() {
  const { first: firstId, second: secondId } = route.useParams();
  const [one, other] = [useSide(firstId), useSide(secondId)];
  const [open, setOpen] = useState<'first' | 'second' | 'apart'>();
  const back = <Link to="/console/duplicates">回到疑似重复</Link>;
  const error = one.error ?? other.error;
  if (error) {
    return (
      <>
        <PageHead title="疑似重复" lead={back} />
        <ProblemView error={error} />
      </>
    );
  }
  if (!one.data || !other.data) return <Loading what="正在读取两条记录" />;
  const [first, second] = [one.data, other.data];
  const settled = first.status === 'merged' || second.status === 'merged';
  const acts = {
    first: merge(second, first),
    second: merge(first, second),
    apart: keepApart(first, second),
  };
  return (
    <>
      <PageHead title="是一家还是两家" tab={`${first.name}：是一家还是两家`} lead={back} />
      <Comparison first={first} second={second} />
      {settled ? (
        <p role="status" className="pair__act">
          其中一条已经合并，不用再判断。
        </p>
      ) : (
        <May what="enterprises.merge" otherwise={<p className="pair__act quiet">合并与否由复核人或负责人判断。</p>}>
          <div className="pair__act no-print">
            <Button type="primary" onClick={() => setOpen('first')}>
              是一家：保留左边
            </Button>
            <Button type="primary" onClick={() => setOpen('second')}>
              是一家：保留右边
            </Button>
            <Button onClick={() => setOpen('apart')}>是两家</Button>
          </div>
        </May>
      )}
      {open && <ActDrawer key={open} {...acts[open]} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Comparison({ first, second }: { first: Enterprise; second: Enterprise }) {
  const head = (side: string, enterprise: Enterprise) => (
    <th scope="col">
      {side}{' '}
      <Link
        to="/console/enterprises/$id"
        params={{ id: enterprise.id }}
        search={{ own: '1' }}
        aria-label={`打开这条记录（${side}）：${enterprise.name}`}
      >
        打开这条记录
      </Link>
    </th>
  );
  return (
    <section className="panel pair" aria-label="两条记录对照" tabIndex={0} role="region">
      <table>
        <caption className="visually-hidden">两条记录对照</caption>
        <thead>
          <tr>
            <th scope="col">事项</th>
            {head('左边', first)}
            {head('右边', second)}
            <th scope="col">比较</th>
          </tr>
        </thead>
        <tbody>
          {compared(first, second).map(({ label, first: left, second: right, same }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{left ?? <Unknown />}</td>
              <td>{right ?? <Unknown />}</td>
              <td className={same ? 'pair__same' : 'quiet'}>{same === null ? '' : same ? '✓ 相同' : '不同'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function merge(merged: Enterprise, survivor: Enterprise): PanelAct {
  return {
    ...{ title: `保留：${survivor.name}`, verb: '合并', fields: [], time: 'none' },
    lead: `代码 ${merged.creditCode} 的记录并入 ${survivor.creditCode}：它的曾用名、旧代码、联系人、备注和关系都在保留的记录上显示，用它的代码也找得到。登记事项以保留的记录为准。可以撤销。`,
    send: (values, key) =>
      api.POST('/api/console/merges', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          ...{ mergedId: merged.id, mergedVersion: merged.version },
          ...{ survivorId: survivor.id, survivorVersion: survivor.version },
          ...whenAndWhy('none', values),
        },
      }),
  };
}

function keepApart(first: Enterprise, second: Enterprise): PanelAct {
  return {
    ...{ title: '是两家企业', verb: '记下', fields: [], time: 'none' },
    lead: '这一对以后不再列出，除非重新判断。',
    send: (values, key) =>
      api.POST('/api/console/duplicates/{firstId}/{secondId}/decisions', {
        params: { path: { firstId: first.id, secondId: second.id }, header: { 'Idempotency-Key': key } },
        body: { state: 'distinct', ...whenAndWhy('none', values) },
      }),
  };
}
