import { Tooltip } from 'antd';

const words: Readonly<Record<string, string>> = {
  B: '依据 B：条文措辞由多个相互印证的二手来源得来，尚未见到原文',
  C: '依据 C：条文只有一个来源，或解释尚有疑问，请以原文为准',
};

/** How sure a rule's wording is, as a quiet mark; the text itself seen (A) needs none. */
export function Confidence({ of }: { of: string }) {
  const meaning = words[of];
  if (!meaning) return null;
  return (
    <Tooltip title={meaning}>
      <span className="confidence" tabIndex={0} role="note" aria-label={meaning}>
        [{of}]
      </span>
    </Tooltip>
  );
}
