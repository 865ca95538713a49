import { columnName } from '../table-errors';
import { xmlText } from '../xlsx-parts';
import type { Remarks } from './remarks';

/** Notes on cells are shapes of a drawing: of many thousand a workbook takes minutes to open. */
const notesKept = 2000;

interface Note {
  row: number;
  column: number;
  text: string;
}

/** The notes of all marked cells, the first {@link notesKept}. */
export function notesOf({ rows }: Remarks): Note[] {
  const notes: Note[] = [];
  for (const [row, { cells }] of [...rows].sort(([a], [b]) => a - b)) {
    for (const [column, text] of [...cells].sort(([a], [b]) => a - b)) {
      if (notes.length === notesKept) return notes;
      notes.push({ row, column, text });
    }
  }
  return notes;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export function commentsXml(notes: readonly Note[]): string {
  const list = notes.map(
    ({ row, column, text }) =>
      `<comment ref="${columnName(column)}${row}" authorId="0"><text><r><t xml:space="preserve">${xmlText(text)}</t></r></text></comment>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${main}"><authors><author>导入检查</author></authors><commentList>${list.join('')}</commentList></comments>`;
}

export function drawingXml(notes: readonly Note[]): string {
  const shapes = notes.map(
    ({ row, column }, i) =>
      `<v:shape id="_x0000_s${1025 + i}" type="#_x0000_t202" style="position:absolute;width:220pt;height:70pt;z-index:${i + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
      `<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox/>` +
      `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>` +
      `<x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  );
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>' +
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' +
    `${shapes.join('')}</xml>`
  );
}
