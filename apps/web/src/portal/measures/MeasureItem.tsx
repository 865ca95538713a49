import { Button } from 'antd';
import { useState } from 'react';
import { exactAmount } from '../../shared/format/amounts';
import { Outcome } from '../../shared/ui/Outcome';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { ClaimForm } from './ClaimForm';
import { type OwnSupport, type PortalMeasure, useOwnAct } from './own-measures.queries';
import { PayeeFields, payeeReady } from './PayeeFields';

interface ItemProps {
  enterpriseId: string;
  enterpriseName: string;
  measure: PortalMeasure;
  maySubmit: boolean;
}

type Doing = 'claim' | 'decline' | 'correct' | 'reconsider';

/** One measure: what it gives, why one qualifies or not, how far one's case is, what one can do. */
export function MeasureItem({ enterpriseId, enterpriseName, measure, maySubmit }: ItemProps) {
  const { name, document, article, audience, benefit, own, whyText, daysLeft, amount, pays, standing } = measure;
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const acts = actsOf(measure);
  return (
    <article className="panel own-measure" aria-label={name}>
      <div className="own-measure__head">
        <h3>{name}</h3>
        {own ? <span className="portal-state">{own.stateLabel}</span> : <Outcome outcome={measure.outcome} />}
      </div>
      <p>
        {audience}
        <span className="quiet">
          （{document}，{article}）
        </span>
      </p>
      <p className="own-measure__amount">
        {!pays ? '服务：' : '怎样算：'}
        {benefit.join('；')}
      </p>
      {pays && (standing !== null || own) && (
        <p>
          <strong>{shownAmount(own, amount)}</strong>
        </p>
      )}
      {own && (
        <p role="status">
          {own.plain}
          {own.dueOn && own.holder === 'enterprise' && `请在 ${own.dueOn} 前办理。`}
          {own.paidOn && `到账日期 ${own.paidOn}。`}
          {own.reason && <span className="own-measure__reason">理由：{own.reason}</span>}
        </p>
      )}
      {whyText && standing === 'blocked' && <p className="own-measure__reason">现在不能享受：{whyText}。</p>}
      {daysLeft !== null && standing === 'unclaimed' && <p>还有 {daysLeft} 天可以办。</p>}
      <Reasons measure={measure} />
      {maySubmit && !doing && acts.length > 0 && (
        <div className="acts">
          {acts.map(({ act, label }, i) => (
            <Button
              key={act}
              type={i === 0 ? 'primary' : 'default'}
              aria-label={`${label}：${name}`}
              onClick={() => setDoing(act)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      {!maySubmit && acts.length > 0 && <p className="quiet">请本企业有提交权限的人登录后办理。</p>}
      {doing === 'claim' && <ClaimForm {...{ enterpriseId, enterpriseName, measure, close }} />}
      {doing && doing !== 'claim' && own && (
        <ActForm key={doing} {...{ enterpriseId, enterpriseName, own, act: doing, close }} />
      )}
    </article>
  );
}

function shownAmount(own: OwnSupport | null, amount: string | null): string {
  const known = own?.amount ?? amount;
  return known === null ? '金额要申报后才知道' : `金额 ${exactAmount(known)}`;
}

function actsOf({ own, mode, standing, outcome }: PortalMeasure): { act: Doing; label: string }[] {
  if (!own) {
    const mayClaim =
      standing === 'unclaimed' || (mode === 'application' && (outcome === 'unknown' || outcome === 'manual'));
    return mayClaim ? [{ act: 'claim', label: mode === 'automatic' ? '确认享受' : '申报' }] : [];
  }
  const words: [string, Doing, string][] = [
    [
      'confirm',
      'claim',
      own.state === 'returned' ? '更正后再次提交' : mode === 'automatic' ? '核对账户并确认' : '申报',
    ],
    ['correct', 'correct', '更正收款账户'],
    ['reconsider', 'reconsider', '重新享受'],
    ['decline', 'decline', '放弃'],
  ];
  return words.flatMap(([code, act, label]) => (own.acts.includes(code) ? [{ act, label }] : []));
}

/** Clause by clause why. */
function Reasons({ measure: { explanation, missing } }: { measure: PortalMeasure }) {
  return (
    <details>
      <summary>逐条看条件</summary>
      <ul className="own-measure__clauses">
        {explanation.clauses.map(({ id, label, text, outcome, reason, facts }) => (
          <li key={id}>
            <Outcome outcome={outcome} /> <strong>{label}</strong>：{text}
            {facts.length > 0 && (
              <p className="quiet">{facts.map(({ label: of, display }) => `${of}：${display}`).join('；')}</p>
            )}
            {reason && <p className="quiet">{reason}</p>}
          </li>
        ))}
        {missing.length > 0 && <li>算金额还缺：{missing.join('、')}</li>}
      </ul>
    </details>
  );
}

interface ActFormProps {
  enterpriseId: string;
  enterpriseName: string;
  own: OwnSupport;
  act: Exclude<Doing, 'claim'>;
  close: () => void;
}

const verbs = { decline: '放弃', correct: '更正收款账户', reconsider: '重新享受' } as const;

function ActForm({ enterpriseId, enterpriseName, own, act, close }: ActFormProps) {
  const [payee, setPayee] = useState({ name: enterpriseName, bank: own.payeeBank ?? '', account: '' });
  const [reason, setReason] = useState('');
  const acting = useOwnAct(enterpriseId, own);
  const ready = act === 'decline' ? reason.trim().length >= 2 : act === 'correct' ? payeeReady(payee) : true;
  return (
    <SendForm
      className="stacked"
      label={verbs[act]}
      sending={acting}
      verb={verbs[act]}
      danger={act === 'decline'}
      ready={ready}
      lacking={act === 'decline' ? '请写明为什么放弃' : '请填好收款账户'}
      onCancel={close}
      onSend={() =>
        acting.mutate(
          { act, reason: act === 'decline' ? reason.trim() : null, payee: act === 'correct' ? payee : null },
          { onSuccess: close },
        )
      }
    >
      {act === 'decline' && <TextField label="为什么放弃" max={500} value={reason} onChange={setReason} />}
      {act === 'correct' && <PayeeFields payee={payee} onChange={setPayee} />}
    </SendForm>
  );
}
