import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { May } from '../../../shared/session/May';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Objection, useAccept, useAnswer, useFile } from './notices.queries';
import { kindWords, objectionStateWords } from './objection-words';

/** One objection: about whom, what is said, by whom, and what is to be done with it. */
export function ObjectionCard({ objection }: { objection: Objection }) {
  const { enterpriseName, applicationId, noticeTitle, noticeId, text, receivedAt, state, answer } = objection;
  const { objectorName, objectorContact, acceptedByName, dueOn, answeredByName } = objection;
  return (
    <section className="panel stacked" aria-label={`对${enterpriseName}的${kindWords(objection)}`}>
      <h2>
        <Link to="/console/recognition/applications/$id" params={{ id: applicationId }}>
          {enterpriseName}
        </Link>{' '}
        <span className="state-tag">{kindWords(objection)}</span>{' '}
        <span className="state-tag">{objectionStateWords[state]}</span>
      </h2>
      <p>{text}</p>
      <p className="quiet">
        <a href={`/public/notices/${noticeId}`}>{noticeTitle}</a>，{formatInstant(receivedAt)} 收到。反映人：
        {objectorName ?? '未写'}，联系方式：{objectorContact ?? '未写'}
      </p>
      {acceptedByName && (
        <p className="quiet">
          {acceptedByName}受理，{dueOn} 前答复。
        </p>
      )}
      {answer && (
        <p>
          {answeredByName}：{answer}
        </p>
      )}
      {state === 'received' && (
        <May what="recognition.manage">
          <Intake objection={objection} />
        </May>
      )}
      {state === 'accepted' && (
        <May what="recognition.decide">
          <Answer objection={objection} />
        </May>
      )}
    </section>
  );
}

function Intake({ objection }: { objection: Objection }) {
  const [filing, setFiling] = useState(false);
  const [answer, setAnswer] = useState('');
  const accept = useAccept(objection);
  const file = useFile(objection);
  if (filing)
    return (
      <SendForm
        className="stacked"
        label="阅存"
        sending={file}
        onSend={() => file.mutate(answer.trim())}
        verb="阅存，不受理"
        ready={answer.trim().length >= 2}
        lacking="请写明核实情况"
        onCancel={() => setFiling(false)}
      >
        <TextField label="为什么不受理（必填）" max={2000} lines={2} value={answer} onChange={setAnswer} />
      </SendForm>
    );
  return (
    <>
      <div className="acts">
        <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
          受理，这一件停下来核实
        </Button>
        <Button onClick={() => setFiling(true)}>不受理，阅存</Button>
      </div>
      {accept.error && <ProblemView error={accept.error} />}
    </>
  );
}

function Answer({ objection }: { objection: Objection }) {
  const [answer, setAnswer] = useState('');
  const [upheld, setUpheld] = useState(false);
  const sending = useAnswer(objection);
  const ready = answer.trim().length >= 2;
  return (
    <SendForm
      className="stacked"
      label="答复异议"
      sending={sending}
      onSend={() => {
        setUpheld(false);
        sending.mutate({ upheld: false, answer: answer.trim() });
      }}
      verb="不成立，继续办理"
      ready={ready}
      lacking="请写明核实结果"
    >
      <TextField
        label="核实结果（必填，企业会看到）"
        hint="不要写出反映人"
        max={2000}
        lines={2}
        value={answer}
        onChange={setAnswer}
      />
      <Button
        danger
        disabled={!ready}
        loading={sending.isPending && upheld}
        onClick={() => {
          setUpheld(true);
          sending.mutate({ upheld: true, answer: answer.trim() });
        }}
      >
        成立，这件申报不再继续
      </Button>
    </SendForm>
  );
}
