import { type Check, foundText, nearText } from '@tidu/criteria';
import { Outcome } from '../ui/Outcome';
import { thresholdPlace } from './shown-number';
import { ThresholdBar } from './ThresholdBar';
import './check-list.css';

interface CheckListProps {
  checks: Check[];
  /** The clause's own outcome stands beside: one check needs no second sign. */
  alone?: boolean;
  /** The whole is met anyway: what one part lacks is no news. */
  settled?: boolean;
}

/** The demands inside a clause, each with what was found and, where it helps, a bar against its line. */
export function CheckList({ checks, alone, settled }: CheckListProps) {
  return (
    <ul className="checks">
      {checks.map((check, index) => (
        <li key={index} className="checks__item">
          {check.parts.length > 0 ? (
            <>
              <p className="checks__group">
                {check.text} {(!alone || checks.length > 1) && <Outcome outcome={check.outcome} />}
              </p>
              {check.reason !== null && (
                <p className={check.outcome === 'met' ? 'quiet' : 'checks__reason'}>{check.reason}</p>
              )}
              <CheckList checks={check.parts} settled={settled === true || check.outcome === 'met'} />
            </>
          ) : (
            <OneCheck check={check} showOutcome={!alone || checks.length > 1} settled={settled === true} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface OneCheckProps {
  check: Check;
  showOutcome: boolean;
  settled: boolean;
}

function OneCheck({ check, showOutcome, settled }: OneCheckProps) {
  const place = thresholdPlace(check.measure, check.threshold);
  const found = foundText(check);
  const near = nearText(check, settled);
  return (
    <div className="checks__one">
      <div className="checks__words">
        <span>{check.text}</span>
        {showOutcome && <Outcome outcome={check.outcome} />}
      </div>
      {place && <ThresholdBar place={place} met={check.outcome === 'met'} />}
      {found !== null && <p className="checks__found number">{found}</p>}
      {check.reason !== null && <p className="checks__reason">{check.reason}</p>}
      {near !== null && <p className="near-miss">{near}</p>}
    </div>
  );
}
