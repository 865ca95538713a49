import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { May } from '../../../shared/session/May';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { useFreeze, usePacks } from './meeting.queries';

/** Meeting packs of a batch, and freezing one more. */
export function BatchPacks({ batchId }: { batchId: string }) {
  const { data, error, refetch } = usePacks(batchId);
  const freezing = useFreeze(batchId);
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取上会材料" />;
  return (
    <section className="panel stacked" aria-labelledby="batch-packs">
      <h2 id="batch-packs">上会材料</h2>
      {data.items.length === 0 ? (
        <p className="quiet">还没有冻结过。冻结后名次、得分、每件一页都不再变，打印出来的和屏幕上的是同一份。</p>
      ) : (
        <ul className="stacked plain-list">
          {data.items.map(({ id, title: name, cases, recommended, madeAt, madeByName }) => (
            <li key={id}>
              <Link to="/console/recognition/meeting-packs/$id" params={{ id }}>
                {name}
              </Link>{' '}
              <span className="quiet">
                {cases} 件，线内 {recommended} 件；{formatInstant(madeAt)} {madeByName} 冻结
              </span>
            </li>
          ))}
        </ul>
      )}
      <May what="recognition.manage">
        {open ? (
          <SendForm
            className="stacked"
            label="冻结上会材料"
            sending={freezing}
            onSend={() =>
              freezing.mutate(title.trim(), {
                onSuccess: () => {
                  setOpen(false);
                  setTitle('');
                },
              })
            }
            verb="冻结现在的名次"
            ready={title.trim().length >= 2}
            lacking="请写是为哪次会准备的"
            onCancel={() => setOpen(false)}
          >
            <TextField
              label="为哪次会准备（必填）"
              hint="如：局党组会议 2026-12-01"
              max={200}
              value={title}
              onChange={setTitle}
            />
          </SendForm>
        ) : (
          <div className="acts">
            <Button onClick={() => setOpen(true)}>冻结一份上会材料</Button>
          </div>
        )}
      </May>
    </section>
  );
}
