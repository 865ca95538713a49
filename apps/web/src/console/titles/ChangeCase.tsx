import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useMay } from '../../shared/session/session';
import { DayField } from '../../shared/ui/DayField';
import { Loading } from '../../shared/ui/Loading';
import { PicturePreview } from '../../shared/pictures/PicturePreview';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { Unknown } from '../../shared/ui/Unknown';
import { dayBefore } from '../official-lists/official-lists.queries';
import { titleWords } from '../words';
import { type ChangeDetail, changeStateWords, useChange, useDecideChange } from './changes.queries';

/** One report: what changed, the titles of that day, and what is decided. */
export function ChangeCase({ id, close }: { id: string; close: () => void }) {
  const { data, error, refetch } = useChange(id);
  const may = useMay()('recognition.titles');
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取报告" />;
  return (
    <section className="panel stacked" aria-labelledby="change-case">
      <h2 id="change-case">
        {data.kindLabel}：
        <Link to="/console/enterprises/$id" params={{ id: data.enterpriseId }} search={{ tab: 'history' }}>
          {data.enterpriseName}
        </Link>
      </h2>
      <p>{data.description}</p>
      <p className="quiet">
        {data.effectiveOn} 生效，{data.reportedOn} 由 {data.submittedByName} 报告
        {data.late && <b>（逾期，期限 {data.dueOn}）</b>}；证明材料{' '}
        <a href={`/api/console/evidence-files/${data.evidenceId}/content`} download={data.fileName}>
          {data.fileName}
        </a>
      </p>
      <PicturePreview address={`/api/console/evidence-files/${data.evidenceId}/content`} fileName={data.fileName} />
      {data.state !== 'waiting' && (
        <p role="status">
          {changeStateWords[data.state]}，{data.decidedByName}：{data.decidedReason}
        </p>
      )}
      {data.state === 'waiting' && may ? (
        <Decide key={data.version} report={data} close={close} />
      ) : (
        <p className="acts">
          <Button onClick={close}>收起</Button>
        </p>
      )}
    </section>
  );
}

function Decide({ report, close }: { report: ChangeDetail; close: () => void }) {
  const standing = report.titles.filter(({ cancelledOn }) => cancelledOn === null);
  const [stays, setStays] = useState<boolean>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(standing.map(({ id }) => id)));
  const [given, setGiven] = useState({ cancelledOn: '', document: '', documentOn: '', reason: '' });
  const deciding = useDecideChange(report);
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const { cancelledOn, document, documentOn, reason } = given;
  const lacking =
    stays === undefined
      ? '请选结论'
      : reason.trim().length < 2
        ? '请写理由'
        : stays
          ? null
          : chosen.size === 0
            ? '请选要取消的称号'
            : cancelledOn === '' || documentOn === '' || document.trim() === ''
              ? '请写来文和日期'
              : null;
  const send = () => {
    const titles = standing.filter(({ id }) => chosen.has(id)).map(({ id, version }) => ({ id, version }));
    const why = { reason: reason.trim() };
    deciding.mutate(stays ? why : { ...why, titles, cancelledOn, document: document.trim(), documentOn });
  };
  return (
    <SendForm
      className="titles-form"
      label="决定称号是否保留"
      sending={deciding}
      danger={stays === false}
      verb={stays === false ? '取消称号' : '决定保留'}
      ready={lacking === null}
      lacking={lacking}
      onCancel={close}
      cancelVerb="收起"
      onSend={send}
    >
      <div className="wide stacked">
        <Radio.Group
          aria-label="结论"
          value={stays}
          onChange={(event) => setStays(event.target.value as boolean)}
          options={[
            { value: true, label: '仍符合条件，称号保留' },
            { value: false, label: '不再符合条件，取消称号' },
          ]}
        />
        {standing.length === 0 && <p className="quiet">变化那天持有的称号都已取消或撤回。</p>}
        {standing.map(({ id, title, batch, validUntil }) => (
          <Checkbox
            key={id}
            disabled={stays !== false}
            checked={chosen.has(id)}
            onChange={() =>
              setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]))
            }
          >
            {titleWords[title] ?? title}，{batch ?? '批次未知'}，有效到{' '}
            {validUntil === null ? <Unknown /> : dayBefore(validUntil)}
          </Checkbox>
        ))}
      </div>
      {stays === false && (
        <>
          <DayField
            label="取消日期"
            hint="自这一天起不再有效"
            value={cancelledOn}
            onChange={(day) => change({ cancelledOn: day })}
          />
          <TextField label="来文文号" max={200} value={document} onChange={(text) => change({ document: text })} />
          <DayField label="来文日期" value={documentOn} onChange={(day) => change({ documentOn: day })} />
        </>
      )}
      <div className="wide">
        <TextField
          label="理由"
          hint="企业会看到"
          max={500}
          lines={2}
          value={reason}
          onChange={(text) => change({ reason: text })}
        />
      </div>
    </SendForm>
  );
}
