import { CorrectLink } from './CorrectLink';
import type { Conflict } from './figures.queries';

interface SaidBySourceProps {
  enterpriseId: string;
  year: number;
  fact: string;
  values: Conflict['values'];
  /** Of a past day: nothing to be put right there. */
  past?: boolean;
}

/** What each source says of one figure, which one counts, and the way to put one right. */
export function SaidBySource({ enterpriseId, year, fact, values, past = false }: SaidBySourceProps) {
  return (
    <ul className="statements">
      {values.map((value) => (
        <li key={voiceKey(value)}>
          <span className="statements__who">{voiceLabel(value)}</span>
          <b className={value.believed ? 'number statements__believed' : 'number'}>{value.display}</b>
          {value.believed && <span className="tag">以此为准</span>}
          {/* what a merged record said stays as it was said there; whether it counts is decided */}
          {value.record === null && !past && (
            <CorrectLink
              {...{ enterpriseId, year, source: value.source, sourceLabel: value.sourceLabel }}
              facts={[fact]}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

type Voice = Pick<Conflict['values'][number], 'source' | 'sourceLabel' | 'record'>;

/** Who says it; where the same source says otherwise in a merged record, with its name. */
export const voiceLabel = ({ sourceLabel, record }: Voice) =>
  record ? `${sourceLabel}（合并进来的“${record.name}”）` : sourceLabel;

export const voiceKey = ({ source, record }: Voice) => (record ? `${source} ${record.id}` : source);
