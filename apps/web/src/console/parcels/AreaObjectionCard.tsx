import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { ObjectionIntake, ObjectionPanel } from '../recognition/notices/ObjectionPanel';
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
  const { enterpriseName, number, parcelId, area, state } = objection;
  return (
    <ObjectionPanel
      objection={objection}
      against={`对${enterpriseName}面积的`}
      heading="h3"
      subject={
        <Link to="/console/parcels/$id" params={{ id: parcelId }}>
          {enterpriseName}，地块 {number}，{plainArea(area)} 亩
        </Link>
      }
    >
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
    </ObjectionPanel>
  );
}

function Intake({ objection }: { objection: AreaObjection }) {
  const accept = useAcceptArea(objection);
  const file = useFileArea(objection);
  return (
    <ObjectionIntake
      accept={objection.kind === 'objection' ? accept : null}
      acceptVerb="受理，核实"
      file={file}
      max={500}
    />
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
