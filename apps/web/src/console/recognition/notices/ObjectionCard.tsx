import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../../shared/session/May';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Objection, useAccept, useAnswer, useFile } from './notices.queries';
import { ObjectionIntake, ObjectionPanel } from './ObjectionPanel';

/** One objection: about whom, what is said, by whom, and what is to be done with it. */
export function ObjectionCard({ objection }: { objection: Objection }) {
  const { enterpriseName, applicationId, noticeTitle, noticeId, state } = objection;
  return (
    <ObjectionPanel
      objection={objection}
      against={`对${enterpriseName}的`}
      heading="h2"
      subject={
        <Link to="/console/recognition/applications/$id" params={{ id: applicationId }}>
          {enterpriseName}
        </Link>
      }
      notice={<a href={`/public/notices/${noticeId}`}>{noticeTitle}</a>}
    >
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
    </ObjectionPanel>
  );
}

function Intake({ objection }: { objection: Objection }) {
  const accept = useAccept(objection);
  const file = useFile(objection);
  return <ObjectionIntake accept={accept} acceptVerb="受理，这一件停下来核实" file={file} max={2000} />;
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
