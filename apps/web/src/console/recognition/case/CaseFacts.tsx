import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../../shared/session/session';
import { Unknown } from '../../../shared/ui/Unknown';
import { useFacts, useFigures } from '../../enterprises/enterprises.queries';
import { JudgementForm } from '../../enterprises/figures/JudgementForm';
import { useJudgements } from '../../enterprises/figures/figures.queries';
import type { Case, CaseFact } from '../recognition.queries';
import { type Beside, besides, exactText } from './beside';

interface CaseFactsProps {
  of: Case;
  /** Fields ticked to be put right; null: nothing is being returned. */
  marks: ReadonlyMap<string, string> | null;
  onMark: (code: string, on: boolean) => void;
}

/** What was stated, each with its unit, source and day, last year's and what others say beside it. */
export function CaseFacts({ of, marks, onMark }: CaseFactsProps) {
  const sets = useFigures(of.enterprise.id).data?.items ?? [];
  const changed = new Map((of.changes ?? []).filter(({ what }) => what === 'fact').map((one) => [one.code, one]));
  const [used, besidesUsed] = [of.facts.filter((fact) => fact.used), of.facts.filter((fact) => !fact.used)];
  const row = (fact: CaseFact) => (
    <FactItem
      key={fact.code}
      of={of}
      fact={fact}
      change={changed.get(fact.code)}
      {...besides(fact, sets)}
      marked={marks?.has(fact.code) ?? null}
      onMark={(on) => onMark(fact.code, on)}
    />
  );
  return (
    <section className="panel stacked" aria-labelledby="case-facts">
      <h2 id="case-facts">申报内容{of.revision !== null && `（第 ${of.revision} 次提交）`}</h2>
      <ul className="case-facts">{used.map(row)}</ul>
      {besidesUsed.length > 0 && (
        <details>
          <summary>标准没有用到的 {besidesUsed.length} 项</summary>
          <ul className="case-facts">{besidesUsed.map(row)}</ul>
        </details>
      )}
    </section>
  );
}

interface FactItemProps {
  of: Case;
  fact: CaseFact;
  change: NonNullable<Case['changes']>[number] | undefined;
  others: Beside[];
  lastYear: Beside[];
  /** Null: nothing is being ticked. */
  marked: boolean | null;
  onMark: (on: boolean) => void;
}

function FactItem({ of, fact, change, others, lastYear, marked, onMark }: FactItemProps) {
  const { code, label, value, display, sourceLabel, source, asOf, by, byBureau, judged } = fact;
  const [judging, setJudging] = useState(false);
  const may = useMay();
  const from = byBureau ? '工信局人工判断' : [sourceLabel ?? source, by, asOf].filter(Boolean).join('，');
  return (
    <li className={change ? `case-fact case-fact--${change.asked ? 'asked' : 'unasked'}` : 'case-fact'}>
      <div className="case-fact__head">
        {marked === null ? (
          <span>{label}</span>
        ) : (
          <label>
            <input type="checkbox" checked={marked} onChange={({ target }) => onMark(target.checked)} /> {label}
          </label>
        )}
        <b className="number" title={exactText(fact)}>
          {value === null && display === '未知' ? <Unknown /> : display}
        </b>
      </div>
      {from !== '' && <p className="quiet">来源：{from}</p>}
      {change && (
        <p className={change.asked ? 'case-fact__change' : 'case-fact__change case-fact__change--unasked'}>
          {change.asked ? '按要求改' : '没有要求也改了'}：原为 <del>{change.before}</del>
        </p>
      )}
      {(others.length > 0 || lastYear.length > 0) && (
        <p className="quiet">
          {[...others, ...lastYear].map(({ label: who, text, differs }) => (
            <span key={who} className={differs ? 'case-fact__beside case-fact__beside--differs' : 'case-fact__beside'}>
              {who} {text}
              {differs && '（不同）'}
            </span>
          ))}
        </p>
      )}
      {judged && may('figures.judge') && (
        <>
          <Button size="small" aria-expanded={judging} onClick={() => setJudging(!judging)}>
            {judging ? '不判断' : byBureau ? '改判' : '作出判断'}
          </Button>
          {judging && <Judge of={of} code={code} done={() => setJudging(false)} />}
        </>
      )}
    </li>
  );
}

/** A judgement, made where the clause asks for it. */
function Judge({ of, code, done }: { of: Case; code: string; done: () => void }) {
  const fact = useFacts().data?.items.find((one) => one.code === code);
  const judgements = useJudgements(of.enterprise.id).data?.items;
  if (!fact || !judgements) return <p className="quiet">正在读取…</p>;
  const { year } = of.batch;
  const standing = judgements.find((one) => one.fact === code && one.year === year && one.revokedAt === null);
  return <JudgementForm enterpriseId={of.enterprise.id} terms={{ fact, year, replaces: standing?.id }} onDone={done} />;
}
