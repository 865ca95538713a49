import type { ReactNode } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { changeOrder, changeSigns, changeWords } from './changes';
import type { ChangeCounts, ListedChange } from './rehearsals.queries';

interface ChangeSummaryProps {
  counts: ChangeCounts;
  /** Kinds that never occur here, such as points where only outcomes are counted. */
  without?: readonly string[];
  /** Makes of a kind's number a link to the list that makes the number; those that stay have none. */
  link?: (kind: ListedChange, words: ReactNode) => ReactNode;
}

/** How many gain, lose, become open: the answer of the page in one row. */
export function ChangeSummary({ counts, without = [], link = (_, words) => words }: ChangeSummaryProps) {
  const kinds: ListedChange[] = [...changeOrder, 'same' as const].filter((kind) => !without.includes(kind));
  const numberOf = (kind: ListedChange) => {
    const words = <b className="number">{formatCount(counts[kind])}</b>;
    return counts[kind] === 0 ? words : link(kind, words);
  };
  return (
    <ul className="change-summary">
      {kinds.map((kind) => (
        <li key={kind} className={`change-summary__one change--${kind}`}>
          <span className="change-summary__word">
            <i className="change-sign" aria-hidden="true">
              {changeSigns[kind]}
            </i>
            {changeWords[kind]}
          </span>
          {numberOf(kind)}
          <span className="quiet">家</span>
        </li>
      ))}
    </ul>
  );
}
