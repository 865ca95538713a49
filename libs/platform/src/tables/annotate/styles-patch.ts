/**
 * Adds to the text of `styles.xml` a red twin of each of the given cell styles: everything the same but the fill.
 * Null where the part isn't built as expected: then nothing is coloured.
 */
export function addRedStyles(
  xml: string,
  styles: Iterable<number>,
): { xml: string; red: ReadonlyMap<number, number> } | null {
  const p = /<(\w+:)?fills\b/.exec(xml)?.[1] ?? '';
  const [fills] = elements(xml, `${p}fills`);
  const [formats] = elements(xml, `${p}cellXfs`);
  if (fills === undefined || formats === undefined) return null;
  const [fillList, formatList] = [fills.inside, formats.inside];
  const fillCount = [...fillList.matchAll(new RegExp(`<${p}fill\\b`, 'g'))].length;
  const own = [...elements(formatList, `${p}xf`)].map(({ whole }) => whole);
  const red = new Map<number, number>();
  const twins: string[] = [];
  for (const style of styles) {
    const twin = own[style];
    if (twin === undefined) continue;
    red.set(style, own.length + twins.length);
    const bare = twin.replace(/^(<[^>]*?) fillId="\d*"/, '$1').replace(/^(<[^>]*?) applyFill="\w*"/, '$1');
    twins.push(bare.replace(/^<[^\s/>]+/, (start) => `${start} fillId="${fillCount}" applyFill="1"`));
  }
  const fill = `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="FFFFC7CE"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`;
  const counted = (attributes: string, count: number) => `${attributes.replace(/ count="\d*"/, '')} count="${count}"`;
  return {
    red,
    xml: xml
      .replace(
        fills.whole,
        () => `<${p}fills${counted(fills.attributes, fillCount + 1)}>${fillList}${fill}</${p}fills>`,
      )
      .replace(
        formats.whole,
        () =>
          `<${p}cellXfs${counted(formats.attributes, own.length + twins.length)}>${formatList}${twins.join('')}</${p}cellXfs>`,
      ),
  };
}

interface Element {
  whole: string;
  attributes: string;
  inside: string;
}

/**
 * The elements of a name, one after the other, up to the first that doesn't end. Step by step and not by an expression: a
 * part written to slow us down costs what an honest one of its size costs.
 */
function* elements(xml: string, name: string): Generator<Element> {
  const [open, close] = [`<${name}`, `</${name}>`];
  for (let at = xml.indexOf(open); at >= 0;) {
    const behind = at + open.length;
    if (!/[\s/>]/.test(xml.charAt(behind))) {
      at = xml.indexOf(open, behind);
      continue;
    }
    const end = xml.indexOf('>', behind);
    const isEmpty = xml.charAt(end - 1) === '/';
    const until = isEmpty ? end + 1 : xml.indexOf(close, end);
    if (end < 0 || until < 0) return;
    const after = isEmpty ? until : until + close.length;
    yield {
      whole: xml.slice(at, after),
      attributes: xml.slice(behind, isEmpty ? end - 1 : end),
      inside: isEmpty ? '' : xml.slice(end + 1, until),
    };
    at = xml.indexOf(open, after);
  }
}
