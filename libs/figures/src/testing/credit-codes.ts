import { makeCreditCode } from '@tidu/kernel';

/** A valid credit code by number, of a region. */
export function codeOf(n: number, region = '410305'): string {
  return makeCreditCode({ region, organisation: `MA${String(n).padStart(6, '0')}` });
}
