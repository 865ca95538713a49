import { type ClauseExplanation, measureLine, pointsNumber, pointsText, showsOutcome, stepText } from '@tidu/criteria';
import { Confidence } from '../ui/Confidence';
import { Outcome } from '../ui/Outcome';
import { CheckList } from './CheckList';
import { ClauseFacts } from './ClauseFacts';
import { IntervalBar } from './IntervalBar';
import { LadderView } from './LadderView';
import { ladderOf } from './ladder';

interface ClauseLineProps {
  clause: ClauseExplanation;
  /** Where each fact came from, by its code. */
  sources: Readonly<Record<string, string>>;
}

/** One clause: its words and article, the values it used, how they stand against it, what came of it. */
export function ClauseLine({ clause, sources }: ClauseLineProps) {
  const ladder = ladderOf(clause);
  const measure = measureLine(clause);
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
        {clause.facts.length > 0 && <ClauseFacts facts={clause.facts} sources={sources} />}
        {measure !== null && <p className="clause__measure">{measure}</p>}
      </div>
      <div className="clause__stand">
        {ladder && <LadderView ladder={ladder} value={clause.measure?.value ?? null} />}
        {oneStep && <p className="quiet">{stepText(oneStep, true)}</p>}
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
    return (
      <>
        <p className="clause__points number">
          <b>{pointsText(clause.points)}</b>
          <span className="quiet"> / {pointsNumber(clause.maxPoints)}</span>
        </p>
        <IntervalBar points={clause.points} full={clause.maxPoints} line={clause.line} />
        {showsOutcome(clause) && <Outcome outcome={clause.outcome} />}
      </>
    );
  }
  return <Outcome outcome={clause.outcome} />;
}
