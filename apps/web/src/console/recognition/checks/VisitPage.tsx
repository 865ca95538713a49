import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ChoiceField } from '../../../shared/forms/ChoiceField';
import { DayField } from '../../../shared/ui/DayField';
import { Loading } from '../../../shared/ui/Loading';
import { PageHead } from '../../../shared/ui/PageHead';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Case, useCase } from '../recognition.queries';
import { type GivenVisit, useRecordVisit } from './checks.queries';
import { type Photo, VisitPhotos } from './VisitPhotos';
import { visitWords } from './visit-words';
import '../recognition.css';
import './checks.css';

const route = getRouteApi('/console/recognition/applications/$id/visit');

/** The record of a check on the spot, to be filled in on a phone. */
export function VisitPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useCase(id, undefined);
  if (error)
    return (
      <>
        <PageHead title="实地检查" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取案卷" />;
  return (
    <>
      <PageHead
        title="登记实地检查"
        lead={
          <Link to="/console/recognition/applications/$id" params={{ id }}>
            {data.enterprise.name}
          </Link>
        }
      />
      <div className="recognition">
        {data.check.mine && data.submittedAt !== null ? (
          <VisitForm of={data} />
        ) : (
          <p className="panel">
            {data.submittedAt === null
              ? '企业还没有提交，不用检查。'
              : data.check.officers.length > 0
                ? `检查记录由派去的 ${data.check.officers.map(({ name }) => name).join('、')} 登记。`
                : '您对这家企业声明过回避，不能登记检查。'}
          </p>
        )}
      </div>
    </>
  );
}

const options = Object.entries(visitWords).map(([value, label]) => ({ value, label }));
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

function VisitForm({ of: { id, enterprise, check } }: { of: Case }) {
  const { history } = useRouter();
  const [visitedOn, setDay] = useState(today());
  const [visitors, setVisitors] = useState(check.officers.map(({ name }) => name).join('、'));
  const [conclusion, setConclusion] = useState<GivenVisit['conclusion'] | ''>('');
  const [findings, setFindings] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [busy, setBusy] = useState(false);
  const recording = useRecordVisit(id);
  const lacking =
    conclusion === ''
      ? '选结论'
      : visitors.trim().length < 2
        ? '写检查人员'
        : findings.trim().length < 2
          ? '写检查情况'
          : busy
            ? '等照片传完'
            : null;
  const send = () => {
    if (conclusion === '') return;
    const given = { visitedOn, visitors: visitors.trim(), conclusion, findings: findings.trim() };
    recording.mutate(
      { ...given, photos: photos.map((one) => one.id) },
      { onSuccess: () => history.push(`/console/recognition/applications/${id}?part=side`) },
    );
  };
  return (
    <SendForm
      className="panel stacked visit-form"
      label="实地检查记录"
      sending={recording}
      onSend={send}
      verb="登记检查"
      ready={lacking === null && visitedOn !== ''}
      lacking={`还要${lacking ?? '写日期'}`}
    >
      <DayField label="检查日期" value={visitedOn} onChange={setDay} />
      <TextField label="检查人员" hint="有几位写几位，用顿号分开" max={200} value={visitors} onChange={setVisitors} />
      <ChoiceField
        name="visit-conclusion"
        legend="结论"
        options={options}
        value={conclusion}
        onChange={(value) => setConclusion(value as GivenVisit['conclusion'])}
      />
      <TextField
        label="检查情况"
        hint="看了什么、问了谁、与申报对不对得上；登记以后不能改，写错了再登记一次，以后一次为准"
        max={2000}
        lines={5}
        value={findings}
        onChange={setFindings}
      />
      <VisitPhotos enterpriseId={enterprise.id} photos={photos} change={setPhotos} busy={setBusy} />
    </SendForm>
  );
}
