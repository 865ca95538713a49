import type { OutcomeName } from '@tidu/criteria';
import type { ReactNode } from 'react';
import { outcomeWords } from '../outcome-words';
import './outcome.css';

/** Each outcome has a sign of its own shape, so that black and white tells them apart too. */
const signs: Readonly<Record<OutcomeName, ReactNode>> = {
  met: <path d="M3.5 8.5l3 3 6-7" />,
  unmet: <path d="M4 4l8 8M12 4l-8 8" />,
  unknown: <path d="M5.2 6a2.8 2.8 0 1 1 4 2.5c-.8.4-1.2.9-1.2 1.7M8 12.6v.2" />,
  manual: <path d="M8 7a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 8 7zM3.4 13.5c.4-3 2.2-4.3 4.6-4.3s4.2 1.3 4.6 4.3" />,
  notApplicable: <path d="M3.5 8h9" />,
};

/** An outcome by sign, word and colour together. */
export function Outcome({ outcome, large }: { outcome: OutcomeName; large?: boolean }) {
  return (
    <span className={`outcome outcome--${outcome}${large ? ' outcome--large' : ''}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {signs[outcome]}
      </svg>
      {outcomeWords[outcome]}
    </span>
  );
}

/** Flags a result that more data or a judgement may still change. */
export function OpenFlag() {
  return (
    <span className="open-flag" title="得分区间未收拢，或缺数据、待人工判断">
      未定
    </span>
  );
}
