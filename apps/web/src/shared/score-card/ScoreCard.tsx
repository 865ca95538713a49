import {
  type Explanation,
  lineText,
  metText,
  missingText,
  OUTSIDE_PERIOD,
  PAST_REVIEW,
  pointsNumber,
  pointsText,
  PURPOSE_LABELS,
  type ResultContext,
} from '@tidu/criteria';
import { useMemo } from 'react';
import { Hash } from '../ui/Hash';
import { Outcome } from '../ui/Outcome';
import { PreAssessment } from '../ui/PreAssessment';
import { ClauseLine, ClauseResult } from './ClauseLine';
import { type ClauseTree, clauseTree } from './clause-tree';
import { IntervalBar } from './IntervalBar';
import './score-card.css';

interface ScoreCardProps {
  explanation: Explanation;
  /** Of whom, of which day, from which sheet: what the explanation itself does not know. */
  context: ResultContext;
}

/** One enterprise under one standard: the whole answer at the top, below it every clause with its ground. */
export function ScoreCard({ explanation, context }: ScoreCardProps) {
  const tree = useMemo(() => clauseTree(explanation.clauses), [explanation]);
  const { standard } = explanation;
  const { sheet } = context;
  return (
    <article className="score-card panel" aria-label={`评价卡：${standard.name}`}>
      <Verdict explanation={explanation} context={context} />
      {explanation.missing.length > 0 && <Missing explanation={explanation} />}
      {tree.map((node) => (
        <Part key={node.clause.id} node={node} sources={context.sources} level={0} />
      ))}
      <footer className="score-card__foot">
        <PreAssessment /> 标准 <span className="code">{standard.id}</span> 第 {standard.version} 版，校验值{' '}
        <Hash value={standard.hash} />
        {sheet && (
          <>
            ；事实表 {sheet.asOf} 第 {sheet.version} 版，校验值 <Hash value={sheet.hash} />
          </>
        )}
      </footer>
    </article>
  );
}

function Verdict({ explanation, context }: ScoreCardProps) {
  const total = explanation.clauses.find((clause) => clause.kind === 'total');
  const waits = missingText(explanation.missing);
  const { points, standard } = explanation;
  return (
    <header className="score-card__head">
      <div>
        <h3>{standard.name}</h3>
        <p className="quiet">
          {standard.number} {standard.part} · {context.year !== null && `${context.year} 年度数据 · `}
          {PURPOSE_LABELS[context.purpose]} · 评价日 {context.day}
        </p>
        <p className="score-card__verdict">
          <Outcome outcome={explanation.outcome} large />
          <PreAssessment />
        </p>
        {explanation.outsidePeriod && <p className="score-card__outside">{OUTSIDE_PERIOD}</p>}
        {explanation.provisional && <p className="score-card__outside">{PAST_REVIEW}</p>}
      </div>
      <div className="score-card__total">
        {points && explanation.maxPoints !== null ? (
          <>
            <p className="score-card__points">
              <b className="number">{pointsText(points)}</b>
              <span className="quiet"> 满分 {pointsNumber(explanation.maxPoints)}</span>
              {waits && <span className="score-card__waits">，{waits}</span>}
            </p>
            <IntervalBar points={points} full={explanation.maxPoints} line={total?.line ?? null} large />
          </>
        ) : (
          <p className="score-card__points">
            {metText(explanation)}
            {waits && <span className="score-card__waits">，{waits}</span>}
          </p>
        )}
      </div>
    </header>
  );
}

/** Whether no missing fact can change the outcome any more. */
const isSettled = ({ outcome }: Explanation) => outcome === 'met' || outcome === 'unmet';

function Missing({ explanation }: { explanation: Explanation }) {
  const labels = new Map(explanation.clauses.map((clause) => [clause.id, clause.label]));
  return (
    <details className="score-card__missing">
      <summary>
        {missingText(explanation.missing)}
        {isSettled(explanation) && '，不改变现在的结论'}：看看缺什么、影响哪几条
      </summary>
      <ul>
        {explanation.missing.map((fact) => (
          <li key={fact.code}>
            <b>{fact.label}</b>
            {fact.judged && '（由人判断）'}
            <span className="quiet"> 影响：{fact.clauses.map((id) => labels.get(id) ?? id).join('、')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface PartProps {
  node: ClauseTree;
  sources: ResultContext['sources'];
  level: number;
}

/** A clause, or a group of them under a heading of its own with what came of the group. */
function Part({ node: { clause, children }, sources, level }: PartProps) {
  if (clause.kind === 'total') return null; // stands at the head of the card
  if (children.length === 0) return <ClauseLine clause={clause} sources={sources} />;
  return (
    <section className={`clause-group clause-group--${Math.min(level, 2)}`}>
      <div className="clause-group__head">
        <div>
          <h4>{clause.label}</h4>
          {clause.text && <p>{clause.text}</p>}
        </div>
        <div className="clause__result">
          <ClauseResult clause={clause} />
          {clause.line !== null && <p className="quiet">{lineText(clause.line)}</p>}
        </div>
      </div>
      {children.map((child) => (
        <Part key={child.clause.id} node={child} sources={sources} level={level + 1} />
      ))}
    </section>
  );
}
