import type { ClauseExplanation } from '@tidu/criteria';
import { formatPoints } from '../../shared/format/amounts';
import { Confidence } from '../../shared/ui/Confidence';
import { Outcome } from '../../shared/ui/Outcome';
import { CheckList } from './CheckList';
import { type CardFact, ClauseFacts } from './ClauseFacts';
import { IntervalBar, intervalText } from './IntervalBar';
import { LadderView } from './LadderView';
import { ladderOf } from './ladder';

interface ClauseLineProps {
  clause: ClauseExplanation;
  origins: ReadonlyMap<string, CardFact>;
}

/** One clause: its words and article, the values it used, how they stand against it, what came of it. */
export function ClauseLine({ clause, origins }: ClauseLineProps) {
  const ladder = ladderOf(clause);
  const oneStep = clause.bands.length === 1 ? clause.bands[0] : undefined;
  return (
    <div className="clause" id={`clause-${clause.id}`}>
      <div className="clause__words">
        <h5>{clause.label}</h5>
        <p>{clause.text}</p>
        <p className="clause__article">
          {clause.article} <Confidence of={clause.confidence} />
        </p>
      </div>
      <div className="clause__values">
        {clause.facts.length > 0 && <ClauseFacts facts={clause.facts} origins={origins} />}
        {clause.measure && clause.facts.length > 1 && (
          <p className="clause__measure">
            {clause.measure.text} ={' '}
            {clause.measure.value === null ? (
              <span className="unknown">未知</span>
            ) : (
              <b className="number">{clause.measure.value}</b>
            )}
          </p>
        )}
      </div>
      <div className="clause__stand">
        {ladder && <LadderView ladder={ladder} value={clause.measure?.value ?? null} />}
        {oneStep && (
          <p className="quiet">
            {oneStep.label}（每次 {formatPoints(oneStep.points)} 分）
          </p>
        )}
        {clause.checks.length > 0 && <CheckList checks={clause.checks} alone />}
        {clause.checks.length === 0 && clause.reason !== null && <p className="checks__reason">{clause.reason}</p>}
        {clause.kind === 'indicator' && clause.distance !== null && <p className="near-miss">{clause.distance.text}</p>}
      </div>
      <div className="clause__result">
        <ClauseResult clause={clause} />
      </div>
    </div>
  );
}

/** An indicator shows its points, never 满足; everything else its outcome. */
export function ClauseResult({ clause }: { clause: ClauseExplanation }) {
  if (clause.points && clause.maxPoints !== null && clause.kind !== 'condition' && clause.kind !== 'group') {
    const open = clause.points.min !== clause.points.max;
    return (
      <>
        <p className="clause__points number">
          <b>{intervalText(clause.points)}</b>
          <span className="quiet"> / {formatPoints(clause.maxPoints)}</span>
        </p>
        <IntervalBar points={clause.points} full={clause.maxPoints} line={clause.line} />
        {(clause.line !== null || open) && <Outcome outcome={clause.outcome} />}
      </>
    );
  }
  return <Outcome outcome={clause.outcome} />;
}
