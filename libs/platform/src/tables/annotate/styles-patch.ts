/**
 * Adds to the text of `styles.xml` a red twin of each of the given cell styles: everything the same but the fill.
 * Null where the part isn't built as expected: then nothing is coloured.
 */
export function addRedStyles(
  xml: string,
  styles: Iterable<number>,
): { xml: string; red: ReadonlyMap<number, number> } | null {
  const fills = /<((?:\w+:)?)fills\b([^>]*)>([\s\S]*?)<\/\1fills>/.exec(xml);
  const formats = /<((?:\w+:)?)cellXfs\b([^>]*)>([\s\S]*?)<\/\1cellXfs>/.exec(xml);
  if (fills === null || formats === null) return null;
  const [wholeFills, p = '', , fillList = ''] = fills;
  const [wholeFormats, , , formatList = ''] = formats;
  const fillCount = [...fillList.matchAll(new RegExp(`<${p}fill\\b`, 'g'))].length;
  const own = formatList.match(new RegExp(`<${p}xf\\b[^>]*?(?:/>|>[\\s\\S]*?</${p}xf>)`, 'g')) ?? [];
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
      .replace(wholeFills, () => `<${p}fills${counted(fills[2] ?? '', fillCount + 1)}>${fillList}${fill}</${p}fills>`)
      .replace(
        wholeFormats,
        () =>
          `<${p}cellXfs${counted(formats[2] ?? '', own.length + twins.length)}>${formatList}${twins.join('')}</${p}cellXfs>`,
      ),
  };
}
