import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { exactAmount, formatCount } from '../../shared/format/amounts';
import { Corrections } from '../../shared/notices/Corrections';
import { lastDay } from '../../shared/notices/last-day';
import { May } from '../../shared/session/May';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { NoticeCorrection } from './NoticeCorrection';
import { type MeasureDetail, type Notice, useMeasureNotices, usePublishResults } from './measures.queries';

/** Notices of results: what waits to be shown to everybody, and what was shown. */
export function NoticesPanel({ measure }: { measure: MeasureDetail }) {
  const { data, error, refetch } = useMeasureNotices(measure.id);
  const [writing, setWriting] = useState(false);
  const [correcting, setCorrecting] = useState<string>();
  return (
    <section className="panel measures" aria-labelledby="measure-notices">
      <h2 id="measure-notices">结果公示</h2>
      {error && <ProblemView error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <p>
            {data.waiting === 0 ? '没有已到账、待公示的。' : `已到账、待公示 ${formatCount(data.waiting)} 件。`}
            <span className="quiet">公示期满自动归档。</span>
          </p>
          {data.waiting > 0 && !writing && (
            <May what="measures.decide" otherwise={<p className="quiet">由有批准权限的工作人员公示。</p>}>
              <div>
                <Button onClick={() => setWriting(true)}>公示结果</Button>
              </div>
            </May>
          )}
          {writing && <NoticeForm measure={measure} least={data.leastWorkingDays} close={() => setWriting(false)} />}
          {data.notices.length > 0 && (
            <ul className="measures__clauses">
              {data.notices.map((notice) => (
                <li key={notice.id}>
                  <a href={`/public/support/${notice.id}`}>{notice.title}</a>
                  <p className="quiet">
                    {notice.items} 家，合计 {exactAmount(notice.total)}，{notice.opensOn} 至 {lastDay(notice)}
                    {!notice.correctedBy && !notice.isOpen && '，已结束'}
                    <Corrections of={notice} at="/public/support" />
                  </p>
                  {correcting !== notice.id && <Correct notice={notice} start={setCorrecting} />}
                  {correcting === notice.id && (
                    <NoticeCorrection
                      id={notice.id}
                      least={data.leastWorkingDays}
                      close={() => setCorrecting(undefined)}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

/** A correction is for somebody else than who published. */
function Correct({ notice, start }: { notice: Notice; start: (id: string) => void }) {
  if (notice.isOpen && notice.mine) return <p className="quiet">是您发布的；有误的，由另一个有批准权限的人更正。</p>;
  if (!notice.correctable) return null;
  return (
    <May what="measures.decide">
      <Button size="small" aria-label={`更正 ${notice.title}`} onClick={() => start(notice.id)}>
        更正
      </Button>
    </May>
  );
}

function NoticeForm({ measure, least, close }: { measure: MeasureDetail; least: number; close: () => void }) {
  const publishing = usePublishResults(measure.id);
  const [title, setTitle] = useState(`${measure.name}拨付结果公示`.slice(0, 200));
  const [body, setBody] = useState(`根据${measure.document}，现将“${measure.name}”的拨付结果予以公示。`);
  const [days, setDays] = useState<number | null>(least);
  return (
    <SendForm
      className="measures__editor"
      label="公示结果"
      sending={publishing}
      verb="公示，任何人都能看到"
      ready={title.trim().length >= 2 && body.trim().length >= 2 && days !== null}
      lacking="请写标题、正文和公示几个工作日"
      onCancel={close}
      onSend={() =>
        publishing.mutate({ title: title.trim(), body: body.trim(), workingDays: days ?? least }, { onSuccess: close })
      }
    >
      <TextField label="标题" max={200} value={title} onChange={setTitle} />
      <TextField
        label="正文"
        hint="名单上有企业名称、隐去中间的信用代码、地区和金额"
        max={5000}
        lines={3}
        value={body}
        onChange={setBody}
      />
      <Field label="公示几个工作日" hint={`至少 ${least} 个`}>
        {(control) => <InputNumber {...control} min={least} max={99} precision={0} value={days} onChange={setDays} />}
      </Field>
    </SendForm>
  );
}
