import type { OutcomeName } from '@tidu/criteria';
import type { ReactNode } from 'react';
import { formatCount } from '../format/amounts';
import { outcomeOrder, outcomeWords } from '../outcome-words';
import './outcome-bar.css';

type Counts = Record<OutcomeName, number>;

interface OutcomeBarProps {
  counts: Counts;
  /** Makes of an outcome's word and number a link to the list that makes the number. */
  link?: (outcome: OutcomeName, words: ReactNode) => ReactNode;
}

/** How many of each outcome: a bar for the eye, the counts in words beside it. */
export function OutcomeBar({ counts, link = (_, words) => words }: OutcomeBarProps) {
  const present = outcomeOrder.filter((name) => counts[name] > 0);
  return (
    <div className="outcome-bar">
      <div className="outcome-bar__track" aria-hidden="true">
        {present.map((name) => (
          <span
            key={name}
            className={`outcome-bar__part outcome-bar__part--${name}`}
            style={{ flexGrow: counts[name] }}
          />
        ))}
      </div>
      <ul className="outcome-bar__words">
        {present.map((name) => (
          <li key={name}>
            <i className={`outcome-bar__key outcome-bar__part--${name}`} aria-hidden="true" />
            {link(
              name,
              <>
                {outcomeWords[name]} <b className="number">{formatCount(counts[name])}</b>
              </>,
            )}
          </li>
        ))}
        {present.length === 0 && <li className="quiet">没有企业</li>}
      </ul>
    </div>
  );
}
