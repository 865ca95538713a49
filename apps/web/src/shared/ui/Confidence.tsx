import { CONFIDENCE_WORDS } from '@tidu/criteria';
import { Tooltip } from 'antd';

/** How sure a rule's wording is, as a quiet mark; the text itself seen (A) needs none. */
export function Confidence({ of }: { of: string }) {
  if (of !== 'B' && of !== 'C') return null;
  const meaning = CONFIDENCE_WORDS[of];
  return (
    <Tooltip title={meaning}>
      <span className="confidence" tabIndex={0} role="note" aria-label={meaning}>
        [{of}]
      </span>
    </Tooltip>
  );
}
