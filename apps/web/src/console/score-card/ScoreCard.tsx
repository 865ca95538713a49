import type { Explanation } from '@tidu/criteria';
import { useMemo } from 'react';
import type { components } from '../../shared/api/console.gen';
import { formatPoints } from '../../shared/format/amounts';
import { Hash } from '../../shared/ui/Hash';
import { Outcome } from '../../shared/ui/Outcome';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { purposeWords } from '../words';
import type { CardFact } from './ClauseFacts';
import { ClauseLine, ClauseResult } from './ClauseLine';
import { type ClauseTree, clauseTree, missingWords } from './clause-tree';
import { IntervalBar, intervalText } from './IntervalBar';
import './score-card.css';

type Card = components['schemas']['ScoreCardDetailDto'];

/** One enterprise under one standard: the whole answer at the top, below it every clause with its ground. */
export function ScoreCard({ card }: { card: Card }) {
  const explanation = card.explanation as unknown as Explanation;
  const tree = useMemo(() => clauseTree(explanation.clauses), [explanation]);
  const origins = useMemo(() => new Map(card.facts.map((fact) => [fact.code, fact])), [card]);
  return (
    <article className="score-card panel" aria-label={`评价卡：${card.standardName}`}>
      <Verdict card={card} explanation={explanation} />
      {explanation.missing.length > 0 && <Missing explanation={explanation} />}
      {tree.map((node) => (
        <Part key={node.clause.id} node={node} origins={origins} level={0} />
      ))}
      <footer className="score-card__foot">
        <PreAssessment /> 标准 <span className="code">{card.standardId}</span> 第 {card.standardVersion} 版，校验值{' '}
        <Hash value={card.releaseHash} />
        ；事实表 {card.sheetAsOf} 第 {card.sheetVersion} 版，校验值 <Hash value={card.sheetHash} />
      </footer>
    </article>
  );
}

function Verdict({ card, explanation }: { card: Card; explanation: Explanation }) {
  const total = explanation.clauses.find((clause) => clause.kind === 'total');
  const waits = missingWords(explanation.missing);
  const { points } = explanation;
  const asked = explanation.clauses.filter((clause) => clause.parent === null && clause.outcome !== 'notApplicable');
  const met = asked.filter((clause) => clause.outcome === 'met').length;
  return (
    <header className="score-card__head">
      <div>
        <h3>{card.standardName}</h3>
        <p className="quiet">
          {explanation.standard.number} {explanation.standard.part} · {card.year} 年度数据 ·{' '}
          {purposeWords[card.purpose]} · 评价日 {card.asOf}
        </p>
        <p className="score-card__verdict">
          <Outcome outcome={card.outcome} large />
          <PreAssessment />
        </p>
        {explanation.outsidePeriod && <p className="score-card__outside">评价日不在本标准的有效期内，结果只供参考。</p>}
      </div>
      <div className="score-card__total">
        {points && explanation.maxPoints !== null ? (
          <>
            <p className="score-card__points">
              <b className="number">{intervalText(points)}</b>
              <span className="quiet"> 满分 {formatPoints(explanation.maxPoints)}</span>
              {waits && <span className="score-card__waits">，{waits}</span>}
            </p>
            <IntervalBar points={points} full={explanation.maxPoints} line={total?.line ?? null} large />
          </>
        ) : (
          <p className="score-card__points">
            满足 <b className="number">{met}</b> 条，共 {asked.length} 条
            {waits && <span className="score-card__waits">，{waits}</span>}
          </p>
        )}
      </div>
    </header>
  );
}

function Missing({ explanation }: { explanation: Explanation }) {
  const labels = new Map(explanation.clauses.map((clause) => [clause.id, clause.label]));
  return (
    <details className="score-card__missing">
      <summary>{missingWords(explanation.missing)}：看看缺什么、影响哪几条</summary>
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
  origins: ReadonlyMap<string, CardFact>;
  level: number;
}

/** A clause, or a group of them under a heading of its own with what came of the group. */
function Part({ node: { clause, children }, origins, level }: PartProps) {
  if (clause.kind === 'total') return null; // stands at the head of the card
  if (children.length === 0) return <ClauseLine clause={clause} origins={origins} />;
  return (
    <section className={`clause-group clause-group--${Math.min(level, 2)}`}>
      <div className="clause-group__head">
        <div>
          <h4>{clause.label}</h4>
          {clause.text && <p>{clause.text}</p>}
        </div>
        <div className="clause__result">
          <ClauseResult clause={clause} />
          {clause.line !== null && <p className="quiet">要求不低于 {formatPoints(clause.line)} 分</p>}
        </div>
      </div>
      {children.map((child) => (
        <Part key={child.clause.id} node={child} origins={origins} level={level + 1} />
      ))}
    </section>
  );
}
