/** A name with its code beside it, 涧西区（410305）; a code that no table has a name for stays alone. */
export const besideCode = (name: string | undefined, code: string): string =>
  name === undefined ? code : `${name}（${code}）`;
