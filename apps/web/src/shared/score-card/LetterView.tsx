import { type Block, type Letter, LETTER_STYLE, letterBlocks } from '@tidu/criteria';
import { createElement, type ReactNode } from 'react';
import { pageNonce } from '../nonce';

/** The letter as it is printed; the same layout and style as the exported file. */
export function LetterView({ letter }: { letter: Letter }) {
  return (
    <>
      <style nonce={pageNonce}>{LETTER_STYLE}</style>
      {render(letterBlocks(letter), 0)}
    </>
  );
}

function render(part: Block | string, key: number): ReactNode {
  if (typeof part === 'string') return part;
  return createElement(part.tag, { key, className: part.name ?? undefined }, part.parts.map(render));
}
