import { formatCount } from '../../shared/format/amounts';
import { changeOrder, changeSigns, changeWords } from './changes';
import type { ChangeCounts } from './rehearsals.queries';

interface ChangeSummaryProps {
  counts: ChangeCounts;
  /** Kinds that never occur here, such as points where only outcomes are counted. */
  without?: readonly string[];
}

/** How many gain, lose, become open: the answer of the page in one row. */
export function ChangeSummary({ counts, without = [] }: ChangeSummaryProps) {
  const kinds = [...changeOrder, 'same' as const].filter((kind) => !without.includes(kind));
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
          <b className="number">{formatCount(counts[kind])}</b>
          <span className="quiet">家</span>
        </li>
      ))}
    </ul>
  );
}
