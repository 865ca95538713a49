const text = /"(?:[^"]|"")*"/g;
const reference = /(?<![\w.!$])\$?[A-Z]{1,3}(\$?)(\d{1,7})(?![\w(.!])/g;

/** Does the formula speak of nothing but cells of its own row? A shared one without a text does as its first cell. */
export function isOfRow(formula: string, row: number): boolean {
  const bare = formula.replace(text, '""');
  if (bare.includes('!') || /\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(])|\$?\d+:\$?\d+/.test(bare)) return false;
  return [...bare.matchAll(reference)].every(([, , at]) => Number(at) === row);
}

/** The formula of a row as it says the same of another row; null where it speaks of other rows or says a row by $. */
export function movedFormula(formula: string, from: number, to: number): string | null {
  if (!isOfRow(formula, from)) return null;
  const parts = formula.split(/("(?:[^"]|"")*")/);
  let isFixed = false;
  const moved = parts.map((part, i) =>
    i % 2 === 1
      ? part
      : part.replace(reference, (whole: string, dollar: string, at: string) => {
          if (dollar !== '') isFixed = true;
          return whole.slice(0, whole.length - at.length) + String(to);
        }),
  );
  return isFixed ? null : moved.join('');
}
