import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type RequestDetail, type RequestState, useAnswer, useApprove } from './members.queries';

type Answered = 'return' | 'refusal' | 'overruling';

/** What an officer may decide in which state. */
const decisions: Partial<Record<RequestState, readonly Answered[]>> = {
  proof: ['refusal'],
  review: ['return', 'refusal'],
  code: ['return', 'refusal'],
  objection: ['refusal'],
  disputed: ['overruling', 'refusal'],
};

const verbs: Readonly<Record<Answered, string>> = {
  return: '退回补正',
  refusal: '不通过',
  overruling: '驳回异议，通过',
};

/** The proof and what is decided about it; every act is on the version that is shown. */
export function DecisionPanel({ detail }: { detail: RequestDetail }) {
  const { request, administrators } = detail;
  const [act, setAct] = useState<Answered | 'approve'>();
  const offered = decisions[request.state] ?? [];
  const close = () => setAct(undefined);
  if (offered.length === 0 && request.proofFileName === null) return null;
  return (
    <section className="panel stacked no-print" aria-labelledby="decision">
      <h2 id="decision">证明与决定</h2>
      {request.proofFileName === null ? (
        <p className="quiet">还没有上传授权书。</p>
      ) : (
        <p>
          授权书{' '}
          <a href={`/api/console/member-requests/${request.id}/proof`} download>
            {request.proofFileName}
          </a>{' '}
          <span className="quiet">{request.proofAt && formatInstant(request.proofAt)} 上传；下载会记入审计</span>
        </p>
      )}
      {request.state === 'review' && administrators.length > 0 && (
        <p className="members__unknown">企业已有管理员：通过后先通知对方，异议期满才生效。</p>
      )}
      {act === undefined && (
        <div className="acts">
          {request.state === 'review' && (
            <Button type="primary" onClick={() => setAct('approve')}>
              授权书属实，通过
            </Button>
          )}
          {offered.map((one) => (
            <Button key={one} danger={one === 'refusal'} onClick={() => setAct(one)}>
              {verbs[one]}
            </Button>
          ))}
        </div>
      )}
      {act === 'approve' && <ApproveForm detail={detail} close={close} />}
      {act !== undefined && act !== 'approve' && <AnswerForm act={act} detail={detail} close={close} />}
    </section>
  );
}

function ApproveForm({ detail: { request, known }, close }: { detail: RequestDetail; close: () => void }) {
  const [name, setName] = useState(request.enterpriseName);
  const [region, setRegion] = useState('');
  const approving = useApprove(request);
  const enterprise = known ? null : { name: name.trim(), regionCode: region.trim() || null };
  return (
    <SendForm
      className="stacked"
      label="通过"
      sending={approving}
      onSend={() => approving.mutate({ enterprise })}
      verb={known ? '通过' : '登记企业并通过'}
      ready={known !== null || (name.trim() !== '' && /^(\d{6})?$/.test(region.trim()))}
      onCancel={close}
    >
      {known ? (
        <p>
          {request.personName} 将成为 {known.name} 的管理员，可以填报、提交、邀请成员。
        </p>
      ) : (
        <>
          <p>请先对照营业执照核对代码和名称，企业随通过一并进入登记簿。</p>
          <TextField label="企业名称" max={200} value={name} onChange={setName} />
          <TextField
            label="所在地区代码"
            hint="六位；空着暂按信用代码里的登记地区"
            max={6}
            value={region}
            onChange={setRegion}
          />
        </>
      )}
    </SendForm>
  );
}

function AnswerForm({ act, detail, close }: { act: Answered; detail: RequestDetail; close: () => void }) {
  const [answer, setAnswer] = useState('');
  const answering = useAnswer(detail.request);
  return (
    <SendForm
      className="stacked"
      label={verbs[act]}
      sending={answering}
      onSend={() => answering.mutate({ act, answer: answer.trim() })}
      verb={verbs[act]}
      danger={act === 'refusal'}
      ready={answer.trim().length >= 2}
      onCancel={close}
    >
      <TextField
        label="给申请人的答复（必填）"
        hint="申请人会看到"
        max={500}
        lines={2}
        value={answer}
        onChange={setAnswer}
      />
    </SendForm>
  );
}
