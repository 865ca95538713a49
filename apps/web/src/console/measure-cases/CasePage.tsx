import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { exactAmount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type CaseAct, type SupportCaseDetail, useCase, useCaseAct } from './cases.queries';
import { BansPanel } from './BansPanel';
import { handsOf } from './CasesPage';
import '../measures/measures.css';

const route = getRouteApi('/console/measure-cases/$id');

/** One case: how its amount came about, what was done, what can be done now. */
export function CasePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useCase(id);
  if (error)
    return (
      <>
        <PageHead title="扶持办理" />
        <ProblemView error={error} retry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading what="正在读取这一件" />;
  return (
    <>
      <PageHead
        title={`${data.enterpriseName}：${data.measureName}`}
        tab={data.measureName}
        lead={
          <>
            <Link to="/console/measure-cases">扶持办理</Link> · {data.stateLabel}，{handsOf(data.holder)}
            {data.dueOn && `，期限 ${data.dueOn}${data.overdue ? '，已逾期' : ''}`}
          </>
        }
      />
      <div className="measures">
        <Facts found={data} />
        <Acts key={data.version} found={data} />
        <BansPanel found={data} />
        <section className="panel" aria-labelledby="case-steps">
          <h2 id="case-steps">办理经过</h2>
          <ol className="measures__clauses">
            {data.steps.map((step) => (
              <li key={step.at + step.act}>
                <strong>{step.label}</strong> → {step.toLabel}
                {step.reason && <p>{step.reason}</p>}
                {step.evidence && <p>佐证：{step.evidence}</p>}
                <p className="quiet">
                  {formatInstant(step.at)} {step.principal ?? step.personName}
                  {step.days !== null && step.days >= 1 && `，距上一步 ${Math.floor(step.days)} 天`}
                </p>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

function Facts({ found }: { found: SupportCaseDetail }) {
  const { amount, workings, inputs, payeeName, payeeBank, payeeAccount, enterpriseId, measureId } = found;
  return (
    <section className="panel" aria-labelledby="case-facts">
      <h2 id="case-facts">内容</h2>
      <dl className="measures__facts">
        <dt>企业</dt>
        <dd>
          <Link to="/console/enterprises/$id" params={{ id: enterpriseId }} search={{ tab: 'support' }}>
            {found.enterpriseName}
          </Link>
        </dd>
        <dt>措施</dt>
        <dd>
          <Link to="/console/measures/$id" params={{ id: measureId }}>
            {found.measureName}
          </Link>
          {found.period !== 0 && `（${found.period} 年）`}
        </dd>
        <dt>金额</dt>
        <dd>
          {amount === null ? '没有金额' : exactAmount(amount)}
          {workings.map((line) => (
            <div key={line} className="quiet">
              {line}
            </div>
          ))}
        </dd>
        {inputs.map(({ code, label, text }) => (
          <FactOf key={code} label={label} text={text || '未知'} />
        ))}
        <dt>收款账户</dt>
        <dd>{payeeName === null ? '还没有' : `${payeeName}，${payeeBank ?? ''}，${payeeAccount ?? ''}`}</dd>
        <dt>预算</dt>
        <dd>{{ none: '没有占用', reserved: '已预留', committed: '已承诺', paid: '已支付' }[found.held]}</dd>
        {found.reviewedByName && <FactOf label="审核" text={found.reviewedByName} />}
        {found.approvedByName && <FactOf label="批准" text={found.approvedByName} />}
        {found.paidOn && <FactOf label="到账" text={found.paidOn} />}
        {found.reason && <FactOf label="上一步的理由" text={found.reason} />}
      </dl>
    </section>
  );
}

function FactOf({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** What this person may do with it now. */
function Acts({ found }: { found: SupportCaseDetail }) {
  const may = useMay();
  const [chosen, setChosen] = useState<CaseAct>();
  const [reason, setReason] = useState('');
  const [amount, setAmount] = useState('');
  const [evidence, setEvidence] = useState('');
  const acting = useCaseAct(found);
  const acts = found.acts.filter(({ by }) => may(by === 'approver' ? 'measures.decide' : 'measures.review'));
  if (acts.length === 0) return null;
  const withAmount = chosen?.act === 'review' && found.amount !== null;
  const lacking =
    (chosen?.needsReason === true && reason.trim().length < 2) ||
    (chosen?.needsEvidence === true && evidence.trim().length < 2);
  return (
    <section className="panel measures no-print" aria-labelledby="case-acts">
      <h2 id="case-acts">办理</h2>
      {found.needsApproval && found.state === 'reviewed' && (
        <p>同一企业今年在这条预算里的合计到了要另一人批准的数，由审核以外的人批准。</p>
      )}
      <div className="acts">
        {acts.map((act) => (
          <Button key={act.act} type={chosen?.act === act.act ? 'primary' : 'default'} onClick={() => setChosen(act)}>
            {act.label}
          </Button>
        ))}
      </div>
      {chosen && (
        <SendForm
          className="measures__editor"
          label={chosen.label}
          sending={acting}
          verb={chosen.label}
          ready={!lacking}
          lacking={chosen.needsEvidence ? '请写明理由和佐证' : '请写明理由，至少两个字'}
          onCancel={() => setChosen(undefined)}
          onSend={() =>
            acting.mutate({
              ...chosen,
              reason: reason.trim() || null,
              amount: withAmount && amount.trim() ? amount.trim() : null,
              evidence: chosen.needsEvidence ? evidence.trim() : '',
            })
          }
        >
          {withAmount && (
            <TextField
              label="核定金额（元）"
              hint={`按规定算出 ${exactAmount(found.amount ?? '')}；不改的留空，只能减少`}
              max={16}
              value={amount}
              onChange={setAmount}
            />
          )}
          <TextField
            label={chosen.needsReason ? '理由（给企业看）' : '说明（给企业看，可以不写）'}
            max={500}
            lines={2}
            value={reason}
            onChange={setReason}
          />
          {chosen.needsEvidence && (
            <TextField
              label="佐证"
              hint="回单号、收据号、服务记录，或材料的存放处"
              max={500}
              value={evidence}
              onChange={setEvidence}
            />
          )}
        </SendForm>
      )}
    </section>
  );
}
