import { Link, useLocation } from '@tanstack/react-router';
import { useMay } from '../../../shared/session/session';
import { wayBack } from '../../quality/back';
import type { Source } from './figures.queries';

interface CorrectLinkProps {
  enterpriseId: string;
  year: number;
  source: Source;
  sourceLabel: string;
  /** Facts to look at, as the form marks them. */
  facts: readonly string[];
}

/** Leads to the form in which what this source says of this year is put right. */
export function CorrectLink({ enterpriseId, year, source, sourceLabel, facts }: CorrectLinkProps) {
  const from = useLocation({ select: wayBack });
  const may = useMay();
  if (!may('figures.write')) return null;
  return (
    <Link
      to="/console/enterprises/$id"
      params={{ id: enterpriseId }}
      search={({ back }) => ({
        ...{ tab: 'figures', entry: `${year}-${source}`, facts: facts.join(',') },
        ...((from ?? back) !== undefined && { back: from ?? back }),
      })}
      resetScroll={false}
      className="no-print"
      aria-label={`更正${sourceLabel} ${year} 年的数`}
    >
      更正
    </Link>
  );
}
