import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { kindWords, objectionStateWords } from '../recognition/notices/objection-words';
import { AreasEditor, givenOf, isWhole } from './AreasEditor';
import { plainArea } from './area-sum';
import { typedOf } from './ParcelForms';
import {
  type AreaObjection,
  useAcceptArea,
  useAnswerArea,
  useFileArea,
  useParcel,
  type WholeParcel,
} from './parcels.queries';

/** One objection to a share: about what, what is said, by whom, and what is to be done with it. */
export function AreaObjectionCard({ objection }: { objection: AreaObjection }) {
  const { enterpriseName, number, parcelId, area, text, receivedAt, state, answer } = objection;
  const { objectorName, objectorContact, acceptedByName, dueOn, answeredByName } = objection;
  return (
    <section className="panel stacked" aria-label={`对${enterpriseName}面积的${kindWords(objection)}`}>
      <h3>
        <Link to="/console/parcels/$id" params={{ id: parcelId }}>
          {enterpriseName}，地块 {number}，{plainArea(area)} 亩
        </Link>{' '}
        <span className="state-tag">{kindWords(objection)}</span>{' '}
        <span className="state-tag">{objectionStateWords[state]}</span>
      </h3>
      <p>{text}</p>
      <p className="quiet">
        {formatInstant(receivedAt)} 收到。反映人：{objectorName ?? '未写'}，联系方式：{objectorContact ?? '未写'}
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
        <May what="parcels.write">
          <Intake objection={objection} />
        </May>
      )}
      {state === 'accepted' && (
        <May what="parcels.publish">
          <Answer objection={objection} />
        </May>
      )}
    </section>
  );
}

function Intake({ objection }: { objection: AreaObjection }) {
  const [answer, setAnswer] = useState('');
  const [filing, setFiling] = useState(false);
  const accept = useAcceptArea(objection);
  const file = useFileArea(objection);
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
        <TextField label="为什么不受理（必填）" max={500} lines={2} value={answer} onChange={setAnswer} />
      </SendForm>
    );
  return (
    <>
      <div className="acts">
        {objection.kind === 'objection' && (
          <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
            受理，核实
          </Button>
        )}
        <Button onClick={() => setFiling(true)}>不受理，阅存</Button>
      </div>
      {accept.error && <ProblemView error={accept.error} />}
    </>
  );
}

function Answer({ objection }: { objection: AreaObjection }) {
  const { data: parcel, error } = useParcel(objection.parcelId, undefined);
  if (error) return <ProblemView error={error} />;
  if (!parcel) return <Loading what="正在读取地块" />;
  return <AnswerForm key={parcel.version} objection={objection} parcel={parcel} />;
}

function AnswerForm({ objection, parcel }: { objection: AreaObjection; parcel: WholeParcel }) {
  const [answer, setAnswer] = useState('');
  const [upheld, setUpheld] = useState(false);
  const [division, setDivision] = useState(() => typedOf(parcel.current));
  const sending = useAnswerArea(objection);
  const isSaid = answer.trim().length >= 2;
  return (
    <SendForm
      className="stacked parcels__form"
      label="答复异议"
      sending={sending}
      onSend={() =>
        sending.mutate({
          ...{ upheld, answer: answer.trim() },
          ...(upheld && { parcelVersion: parcel.version, division: givenOf(division) }),
        })
      }
      verb={upheld ? '成立，按下面重新划分' : '不成立，面积不变'}
      ready={isSaid && (!upheld || isWhole(division))}
      lacking={isSaid ? '份额合计要正好等于地块面积' : '请写明核实结果'}
    >
      <TextField
        label="核实结果（必填）"
        hint={upheld ? '也是重新划分的理由，记入台账' : '不要写出反映人'}
        max={500}
        lines={2}
        value={answer}
        onChange={setAnswer}
      />
      <div className="acts">
        <Button onClick={() => setUpheld(!upheld)}>{upheld ? '改为不成立' : '异议成立，要改面积'}</Button>
      </div>
      {upheld && <AreasEditor value={division} onChange={setDivision} />}
    </SendForm>
  );
}
