import type { BandKind } from './rank-band';

/** Which of the two a band is, as it is said beside it. */
export const bandKindWords: Readonly<Record<BandKind, string>> = {
  exact: '精确：两端都取得到',
  bound: '外界：不会超出，两端不一定取得到',
};
