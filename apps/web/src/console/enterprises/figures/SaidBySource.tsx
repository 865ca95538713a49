import { CorrectLink } from './CorrectLink';
import type { Conflict, Source } from './figures.queries';

interface SaidBySourceProps {
  enterpriseId: string;
  year: number;
  fact: string;
  values: Conflict['values'];
  believed: Source;
}

/** What each source says of one figure, which one counts, and the way to put one right. */
export function SaidBySource({ enterpriseId, year, fact, values, believed }: SaidBySourceProps) {
  return (
    <ul className="statements">
      {values.map(({ source, sourceLabel, display }) => (
        <li key={source}>
          <span className="statements__who">{sourceLabel}</span>
          <b className={source === believed ? 'number statements__believed' : 'number'}>{display}</b>
          {source === believed && <span className="tag">以此为准</span>}
          <CorrectLink {...{ enterpriseId, year, source, sourceLabel }} facts={[fact]} />
        </li>
      ))}
    </ul>
  );
}
