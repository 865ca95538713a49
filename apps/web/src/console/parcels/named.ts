/** A name with its code, 演示区（410399）; the code alone where no table has a name for it. */
export const named = (name: string | null, code: string): string => (name === null ? code : `${name}（${code}）`);
