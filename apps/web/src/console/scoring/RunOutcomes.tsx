import { Link } from '@tanstack/react-router';
import { OutcomeBar } from '../../shared/ui/OutcomeBar';
import type { ScoringRun } from './scoring.queries';

/** How many of each outcome a run has; each number opens the enterprises it counts. */
export function RunOutcomes({ run: { id, counts } }: { run: Pick<ScoringRun, 'id' | 'counts'> }) {
  return (
    <OutcomeBar
      counts={counts}
      link={(outcome, words) => (
        <Link to="/console/scoring/$id" params={{ id }} search={{ outcome }}>
          {words}
        </Link>
      )}
    />
  );
}
