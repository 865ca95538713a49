import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/console.gen';
import { formatInstant } from '../../../shared/format/times';
import { ActDrawer } from '../act/ActDrawer';
import { whenAndWhy } from '../act/act-fields';
import type { PanelAct } from '../identity/DatedPanel';
import type { Enterprise } from '../section-props';
import { mergeAct, splitAct } from './join-acts';

type Joined = components['schemas']['JoinedRecordDto'];

const joinedWords: Record<Joined['kind'], string> = {
  duplicate: '同一家企业的另一条记录，已并入',
  absorbed: '并入本企业的企业',
  split: '从这条记录拆分出去',
};

/** Records merged into this one or parted from it; each can be undone. */
export function JoinedPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  const [open, setOpen] = useState<string>();
  const acts: Record<string, PanelAct> = {
    merge: mergeAct(enterprise),
    split: splitAct(enterprise),
    ...Object.fromEntries(enterprise.joined.map((one) => [one.actId, undoAct(one)])),
  };
  const opened = open === undefined ? undefined : acts[open];
  return (
    <section className="panel" aria-labelledby="joined">
      <div className="part-head">
        <h2 id="joined">合并与拆分</h2>
        {!locked && (
          <div className="part-head__acts no-print">
            <Button onClick={() => setOpen('merge')}>并入另一条记录</Button>
            <Button onClick={() => setOpen('split')}>拆成两家</Button>
          </div>
        )}
      </div>
      {enterprise.joined.length === 0 ? (
        <p className="quiet">没有合并进来的记录，也没有拆分出去的。</p>
      ) : (
        <ul className="joined">
          {enterprise.joined.map((one) => (
            <li key={one.actId}>
              <Link to="/console/enterprises/$id" params={{ id: one.id }} search={{ own: '1' }} className="row-link">
                {one.name}
              </Link>{' '}
              <span className="code quiet">{one.creditCode}</span>
              <div>
                {joinedWords[one.kind]}
                {one.effectiveOn !== null && `，${one.effectiveOn} 生效`}；{one.personName} {formatInstant(one.at)}：
                {one.reason}{' '}
                {!locked && (
                  <Button size="small" className="no-print" onClick={() => setOpen(one.actId)}>
                    撤销
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {opened && <ActDrawer key={open} {...opened} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function undoAct(one: Joined): PanelAct {
  const split = one.kind === 'split';
  return {
    ...{ title: split ? '撤销拆分' : '撤销合并', verb: '撤销', fields: [], time: 'none' },
    lead: split
      ? `带走的内容退回这条记录，“${one.name}”并入这条记录。`
      : `“${one.name}”恢复为独立的记录，与合并前一样。`,
    send: (values, key) => {
      const header = { 'Idempotency-Key': key };
      const body = whenAndWhy('none', values);
      return split
        ? api.POST('/api/console/splits/{splitId}/undo', { params: { path: { splitId: one.actId }, header }, body })
        : api.POST('/api/console/merges/{mergeId}/undo', { params: { path: { mergeId: one.actId }, header }, body });
    },
  };
}
