import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { Corrections } from '../../../shared/notices/Corrections';
import { lastDay } from '../../../shared/notices/last-day';
import { May } from '../../../shared/session/May';
import { Field } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { NoticeCorrection } from './NoticeCorrection';
import { type Notice, useBatchNotices, usePublish, useWaitingForNotice, type Waiting } from './notices.queries';

/** Public notices of a batch, and what waits for one. */
export function BatchNotices({ batch }: { batch: { id: string; name: string } }) {
  const [writing, setWriting] = useState(false);
  const notices = useBatchNotices(batch.id);
  const waiting = useWaitingForNotice(batch.id);
  const error = notices.error ?? waiting.error;
  if (error)
    return <ProblemView error={error} retry={() => void Promise.all([notices.refetch(), waiting.refetch()])} />;
  if (!notices.data || !waiting.data) return <Loading what="正在读取公示" />;
  const count = waiting.data.items.length;
  return (
    <section className="panel stacked" aria-labelledby="batch-notices">
      <h2 id="batch-notices">公示</h2>
      {notices.data.items.length === 0 ? (
        <p className="quiet">还没有公示过。</p>
      ) : (
        <ul className="stacked plain-list">
          {notices.data.items.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} waiting={waiting.data} />
          ))}
        </ul>
      )}
      {count === 0 ? (
        <p className="quiet">没有待公示的申报；批准以后出现在这里。</p>
      ) : writing ? (
        <PublishForm batch={batch} waiting={waiting.data} close={() => setWriting(false)} />
      ) : (
        <>
          <p>
            {count} 件已批准，等待公示：
            {waiting.data.items
              .slice(0, 10)
              .map(({ name }) => name)
              .join('、')}
            {count > 10 ? ' 等。' : '。'}
          </p>
          <May what="recognition.decide">
            <div className="acts">
              <Button type="primary" onClick={() => setWriting(true)}>
                写公示
              </Button>
            </div>
          </May>
        </>
      )}
    </section>
  );
}

interface NoticeRowProps {
  notice: Notice;
  waiting: Pick<Waiting, 'leastWorkingDays' | 'closesOn' | 'closesProvisional'>;
}

/** One notice: who reads it where, what it corrected or what corrected it, and putting it right. */
function NoticeRow({ notice, waiting }: NoticeRowProps) {
  const [correcting, setCorrecting] = useState(false);
  const { id, title, closesOn, isOpen, items, correctedBy, correctable } = notice;
  return (
    <li className="stacked">
      <div>
        <a href={`/public/notices/${id}`}>{title}</a>{' '}
        <span className="quiet">
          {items} 家，
          {isOpen ? `公示到 ${lastDay(notice)}` : correctedBy ? `原定公示到 ${closesOn}` : `${closesOn} 已结束`}
          <Corrections of={notice} at="/public/notices" />
        </span>
      </div>
      {correcting ? (
        <NoticeCorrection
          {...{ id, leastClosesOn: lastDay(waiting) }}
          least={waiting.leastWorkingDays}
          close={() => setCorrecting(false)}
        />
      ) : (
        correctable && (
          <May what="recognition.decide">
            <div className="acts">
              <Button size="small" aria-label={`更正公示 ${title}`} onClick={() => setCorrecting(true)}>
                更正公示
              </Button>
            </div>
          </May>
        )
      )}
    </li>
  );
}

interface PublishFormProps {
  batch: { id: string; name: string };
  waiting: Waiting;
  close: () => void;
}

function PublishForm({ batch, waiting, close }: PublishFormProps) {
  const [title, setTitle] = useState(`${batch.name}拟推荐名单公示`);
  const [body, setBody] = useState(waiting.intro);
  const [workingDays, setDays] = useState(waiting.leastWorkingDays);
  const publishing = usePublish(batch.id);
  const isShort = workingDays < waiting.leastWorkingDays;
  return (
    <SendForm
      className="stacked"
      label="写公示"
      sending={publishing}
      onSend={() => publishing.mutate({ title: title.trim(), body: body.trim(), workingDays }, { onSuccess: close })}
      verb={`公示这 ${waiting.items.length} 家`}
      ready={title.trim().length >= 2 && body.trim().length >= 2 && !isShort}
      lacking={isShort ? `公示不得少于 ${waiting.leastWorkingDays} 个工作日` : '请写标题和正文'}
      onCancel={close}
    >
      <TextField label="标题" max={200} value={title} onChange={setTitle} />
      <TextField label="正文（名单之前）" max={5000} lines={4} value={body} onChange={setBody} />
      <Field
        label="公示几个工作日"
        hint={
          workingDays === waiting.leastWorkingDays
            ? `公布当天不计，到 ${lastDay(waiting)} 为止`
            : `公布当天不计，至少 ${waiting.leastWorkingDays} 个`
        }
      >
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={99}
            precision={0}
            value={workingDays}
            onChange={(value) => setDays(value ?? waiting.leastWorkingDays)}
          />
        )}
      </Field>
    </SendForm>
  );
}
