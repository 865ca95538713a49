import type { Advice, AdviceStep, Alternative, StepKind } from '@tidu/criteria';
import { apartWays } from './common-steps';
import './advice.css';

/** Why a step is needed: a different person has to act for each. */
const kindWords: Readonly<Record<StepKind, string>> = {
  short: '还不够',
  evidence: '待补证明',
  unknown: '缺数据',
};

const proof = '每一种办法都已代入标准核算过，去掉其中任何一步都不够；先后按主管部门设定的工作量排，工作量不是金额。';

interface AdviceViewProps {
  advice: Advice;
  /** Names of the clauses to be named, by their ids; see `clauseNames`. */
  labels: ReadonlyMap<string, string>;
}

/** 差一步清单: the cheapest ways to meet the standard, what only time can bring, and what was left out. */
export function AdviceView({ advice, labels }: AdviceViewProps) {
  const { alternatives, later, held, carried, exhaustive, state } = advice;
  return (
    <div className="advice">
      <p className="advice__head">{advice.text}。</p>
      <Ways ways={alternatives} title="办法" labels={labels} />
      {later.length > 0 && (
        <>
          <h3>要等一等的办法</h3>
          <Ways ways={later} title="以后" labels={labels} />
        </>
      )}
      {carried.length > 0 && <Notes title="到那时，数据会自己变成" texts={carried.map(({ text }) => text)} />}
      {held.length > 0 && state !== 'met' && (
        <Notes title="没有列入的：自己改变不了" texts={held.map(({ text }) => text)} />
      )}
      {!exhaustive && state !== 'refused' && <p className="quiet">组合很多，没有全部算完，可能还有更省的办法。</p>}
      <p className="quiet">
        {alternatives.length > 0 && proof}
        {advice.notice}。
      </p>
    </div>
  );
}

function Ways({ ways, title, labels }: { ways: Alternative[]; title: string; labels: AdviceViewProps['labels'] }) {
  const { common, own } = apartWays(ways);
  if (ways.length === 0) return null;
  return (
    <>
      {common.length > 0 && (
        <section className="advice__way advice__common">
          <h4>
            每种办法都要做的<span className="quiet">{common.length} 步</span>
          </h4>
          <Steps steps={common} labels={labels} />
        </section>
      )}
      <ol className="advice__ways">
        {ways.map((way, index) => (
          <li key={index} className="advice__way">
            <h4>
              {title}
              {index + 1}
              <span className="quiet">
                {common.length > 0 ? `另加 ${own[index]?.length ?? 0} 步，共` : ''} {way.steps.length} 步 · 工作量{' '}
                {Math.round(way.cost * 10) / 10}
                {way.earliest !== null && ` · 最早于 ${way.earliest} 年申报`}
              </span>
            </h4>
            <Steps steps={own[index] ?? []} labels={labels} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Steps({ steps, labels }: { steps: AdviceStep[]; labels: AdviceViewProps['labels'] }) {
  return (
    <ul>
      {steps.map((step) => (
        <Step key={step.fact} step={step} labels={labels} />
      ))}
    </ul>
  );
}

function Step({ step, labels }: { step: AdviceStep; labels: AdviceViewProps['labels'] }) {
  const word = step.judgement ? '待人判断' : kindWords[step.kind];
  const clauses = step.clauses.flatMap((id) => labels.get(id) ?? []);
  return (
    <li className="advice__step">
      <span className={`advice__kind advice__kind--${step.kind}`}>{word}</span>
      <div>
        <p>
          <strong>{step.text}</strong>
        </p>
        {step.how !== '' && <p>{step.how}</p>}
        {step.note !== '' && <p className="quiet">{step.note}</p>}
        {clauses.length > 0 && <p className="quiet">用于 {clauses.join('、')}</p>}
      </div>
    </li>
  );
}

function Notes({ title, texts }: { title: string; texts: string[] }) {
  return (
    <div className="advice__notes">
      <h3>{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
