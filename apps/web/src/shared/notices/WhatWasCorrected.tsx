import { Link } from '@tanstack/react-router';
import { type NoticeChange, NoticeChanges } from './NoticeChanges';

interface WhatWasCorrectedProps {
  of: { corrects: string | null; correctedWhy: string | null; changes: readonly NoticeChange[] };
  /** Page of the notice before it. */
  to: '/public/notices/$id' | '/public/support/$id';
}

/** On a notice that took another's place: why, what it says otherwise, and the way to the former. */
export function WhatWasCorrected({ of: { corrects, correctedWhy, changes }, to }: WhatWasCorrectedProps) {
  if (corrects === null) return null;
  return (
    <section className="panel stacked" aria-labelledby="corrected">
      <h2 id="corrected">更正了什么</h2>
      <p>
        {correctedWhy}{' '}
        <Link to={to} params={{ id: corrects }}>
          看更正前的公示
        </Link>
      </p>
      <NoticeChanges changes={changes} />
    </section>
  );
}
