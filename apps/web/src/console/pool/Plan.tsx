import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import { DayField } from '../../shared/ui/DayField';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { useAdvice } from '../enterprises/enterprises.queries';
import { type NewPoolStep, type PoolDetail, type PoolEntry, type PoolStep, useEndStep, usePlan } from './pool.queries';

/** The steps planned; more are taken from the 差一步清单 or written by hand. */
export function Plan({ detail: { entry, plan, standardId } }: { detail: PoolDetail }) {
  const may = useMay()('recognition.manage') && entry.leftOn === null;
  const [adding, setAdding] = useState<'advice' | 'hand'>();
  const close = () => setAdding(undefined);
  return (
    <section className="panel" aria-labelledby="pool-plan">
      <h2 id="pool-plan">培育计划</h2>
      {plan.length === 0 ? (
        <p>还没有计划。</p>
      ) : (
        <ul className="pool-plan">
          {plan.map((step) => (
            <StepLine key={`${step.id} ${step.version}`} entry={entry} step={step} may={may} />
          ))}
        </ul>
      )}
      {may && !adding && (
        <div className="acts no-print">
          {standardId !== null && <Button onClick={() => setAdding('advice')}>从差一步清单取</Button>}
          <Button onClick={() => setAdding('hand')}>自己写一步</Button>
        </div>
      )}
      {adding === 'advice' && standardId !== null && <FromAdvice entry={entry} standardId={standardId} close={close} />}
      {adding === 'hand' && <ByHand entry={entry} close={close} />}
    </section>
  );
}

const stateWords: Readonly<Record<PoolStep['state'], string>> = {
  open: '○ 进行中',
  done: '✓ 已完成',
  dropped: '– 不做了',
};

function StepLine({ entry, step, may }: { entry: PoolEntry; step: PoolStep; may: boolean }) {
  const [ending, setEnding] = useState<'done' | 'dropped'>();
  const [remark, setRemark] = useState('');
  const end = useEndStep(entry, step);
  return (
    <li>
      <div>{step.text}</div>
      <div className="quiet">
        {stateWords[step.state]}，{step.dueOn} 以前{step.overdue && '，已逾期'}
        {step.remark && `。${step.changedByName} ${formatInstant(step.changedAt)}：${step.remark}`}
      </div>
      {may && step.state === 'open' && !ending && (
        <div className="acts no-print">
          <Button size="small" aria-label={`做完了：${step.text}`} onClick={() => setEnding('done')}>
            做完了
          </Button>
          <Button size="small" aria-label={`不做了：${step.text}`} onClick={() => setEnding('dropped')}>
            不做了
          </Button>
        </div>
      )}
      {ending && (
        <SendForm
          className="pool-form"
          label={ending === 'done' ? '做完了' : '不做了'}
          sending={end}
          verb={ending === 'done' ? '记为做完' : '记为不做'}
          ready={remark.trim().length >= 2}
          lacking="请写结果怎样"
          onCancel={() => setEnding(undefined)}
          onSend={() => end.mutate({ means: ending, remark: remark.trim() })}
        >
          <div className="wide">
            <TextField label="结果怎样" max={500} value={remark} onChange={setRemark} />
          </div>
        </SendForm>
      )}
    </li>
  );
}

/** Steps of the cheapest way, as the 差一步清单 says them today. */
function FromAdvice({ entry, standardId, close }: { entry: PoolEntry; standardId: string; close: () => void }) {
  const wish = { standardId, year: undefined, purpose: 'application' as const, deadline: undefined };
  const { data, error } = useAdvice(entry.enterpriseId, wish);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [dueOn, setDueOn] = useState('');
  const planning = usePlan(entry);
  if (error) return <ProblemView error={error} />;
  if (!data) return <Loading what="正在核算差一步清单" />;
  const [first] = data.advice.alternatives;
  if (!first) return <p role="status">{data.advice.text}</p>;
  const steps = first.steps.filter(({ fact }) => !left.has(fact));
  const chosen: NewPoolStep[] = steps.map(({ text, fact }) => ({ text: text.slice(0, 500), fact, dueOn }));
  const toggle = (fact: string) =>
    setLeft((before) => new Set(before.has(fact) ? [...before].filter((one) => one !== fact) : [...before, fact]));
  return (
    <SendForm
      className="pool-form"
      label="从差一步清单取"
      sending={planning}
      verb={`加入计划（${chosen.length} 步）`}
      ready={chosen.length > 0 && dueOn !== ''}
      lacking="请选步骤、写日期"
      onCancel={close}
      onSend={() => planning.mutate(chosen, { onSuccess: close })}
    >
      <div className="wide pool-form__choices">
        {first.steps.map(({ fact, text }) => (
          <Checkbox key={fact} checked={!left.has(fact)} onChange={() => toggle(fact)}>
            {text}
          </Checkbox>
        ))}
      </div>
      <DayField label="哪天以前" value={dueOn} onChange={setDueOn} />
    </SendForm>
  );
}

function ByHand({ entry, close }: { entry: PoolEntry; close: () => void }) {
  const [text, setText] = useState('');
  const [dueOn, setDueOn] = useState('');
  const planning = usePlan(entry);
  return (
    <SendForm
      className="pool-form"
      label="自己写一步"
      sending={planning}
      verb="加入计划"
      ready={text.trim().length >= 2 && dueOn !== ''}
      lacking="请写步骤和日期"
      onCancel={close}
      onSend={() => planning.mutate([{ text: text.trim(), fact: null, dueOn }], { onSuccess: close })}
    >
      <div className="wide">
        <TextField label="做什么" max={500} value={text} onChange={setText} />
      </div>
      <DayField label="哪天以前" value={dueOn} onChange={setDueOn} />
    </SendForm>
  );
}
