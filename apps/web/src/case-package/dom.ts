/** An element with its words and parts; nothing of a package is ever read as HTML. */
export function element(tag: string, name: string | null, ...parts: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (name !== null) made.className = name;
  made.append(...parts);
  return made;
}

export function section(title: string, ...parts: (Node | string)[]): HTMLElement {
  return element('section', null, element('h2', null, title), ...parts);
}

/** Rows of a term and what is said of it. */
export function terms(rows: readonly (readonly [string, Node | string])[]): HTMLElement {
  return element('dl', null, ...rows.flatMap(([term, said]) => [element('dt', null, term), element('dd', null, said)]));
}

export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLElement {
  const cells = (row: readonly (Node | string)[]) =>
    row.map((cell, i) => {
      const made = element(i === 0 ? 'th' : 'td', null, cell);
      if (i === 0) made.setAttribute('scope', 'row');
      made.dataset.head = heads[i] ?? '';
      return made;
    });
  const columns = heads.map((head) => {
    const made = element('th', null, head);
    made.setAttribute('scope', 'col');
    return made;
  });
  return element(
    'table',
    null,
    element('caption', null, caption),
    element('thead', null, element('tr', null, ...columns)),
    element('tbody', null, ...rows.map((row) => element('tr', null, ...cells(row)))),
  );
}

/** An instant as it was in Beijing. */
export const beijing = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

export const code = (text: string): HTMLElement => element('code', null, text);
