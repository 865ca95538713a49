import type { Writable } from 'node:stream';
import type { TableLimits } from '../limits';
import { damaged, XlsxPackage } from '../xlsx-package';
import { readWorkbook } from '../xlsx-workbook';
import { ZipWriter } from '../zip-writer';
import { commentsXml, drawingXml, notesOf } from './note-parts';
import type { Remarks } from './remarks';
import { SheetRewriter } from './sheet-rewriter';
import { addRedStyles } from './styles-patch';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const emptyRelations =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';
/** Parts that are changed as a whole text; larger ones no honest workbook has. */
const patchedBytes = 16 * 1024 * 1024;

/**
 * A copy of a workbook with the faulty cells of one sheet in red and with notes, and a column of reasons behind the
 * last one. Every part that isn't concerned is copied as it is, packed bytes and all. Notes are left out where the
 * sheet has some already. `out` is not ended.
 */
export async function annotateXlsx(
  file: string,
  limits: TableLimits,
  remarks: Remarks,
  out: Writable,
  sheet?: string,
): Promise<void> {
  const pack = await XlsxPackage.open(file, limits);
  try {
    const book = await readWorkbook(pack, sheet);
    const found = new SheetRewriter(remarks, null);
    for await (const text of texts(pack, book.sheetPart)) found.write(text);
    const changes = new Map<string, string>();
    const { stylesPart } = book;
    const styles = stylesPart !== null && pack.has(stylesPart) ? await textOf(pack, stylesPart) : null;
    const patched = styles === null ? null : addRedStyles(styles, found.styles);
    if (patched !== null && stylesPart !== null) changes.set(stylesPart.toLowerCase(), patched.xml);
    const notesRelation = await addNotes(pack, book.sheetPart, remarks, changes);
    const rewriter = new SheetRewriter(remarks, {
      reasonColumn: found.width,
      red: patched?.red ?? new Map<number, number>(),
      ...(notesRelation === undefined ? {} : { notesRelation }),
    });
    await write(pack, book.sheetPart, rewriter, changes, out);
  } finally {
    pack.close();
  }
}

/** All parts in their order: changed, or as they are; new ones at the end. */
async function write(
  pack: XlsxPackage,
  sheetPart: string,
  rewriter: SheetRewriter,
  changes: Map<string, string>,
  out: Writable,
): Promise<void> {
  const zip = new ZipWriter(out);
  for (const part of pack.parts()) {
    const key = part.name.toLowerCase();
    const changed = changes.get(key);
    changes.delete(key);
    if (key === sheetPart.toLowerCase()) {
      await zip.add(part.name, async (send) => {
        for await (const text of texts(pack, part.name)) {
          const ready = rewriter.write(text);
          if (ready !== '') await send(ready);
        }
        await send(rewriter.end());
      });
    } else if (changed !== undefined) await zip.add(part.name, (send) => send(changed));
    else await zip.copy(part, await pack.packed(part.name));
  }
  for (const [name, text] of changes) await zip.add(name, (send) => send(text));
  await zip.end();
}

/** Notes as new parts with all that must name them; undefined where the sheet has a drawing of notes already. */
async function addNotes(
  pack: XlsxPackage,
  sheetPart: string,
  remarks: Remarks,
  changes: Map<string, string>,
): Promise<string | undefined> {
  const slash = sheetPart.lastIndexOf('/');
  const relationsPart = `${sheetPart.slice(0, slash)}/_rels/${sheetPart.slice(slash + 1)}.rels`;
  const relations = pack.has(relationsPart) ? await textOf(pack, relationsPart) : emptyRelations;
  const types = await textOf(pack, '[Content_Types].xml');
  const notes = notesOf(remarks);
  if (notes.length === 0 || /\/(?:comments|vmlDrawing|threadedComment)"/.test(relations)) return undefined;
  if (!relations.includes('</Relationships>') || !types.includes('</Types>')) return undefined;
  const [comments, drawing] = [freeName(pack, 'xl/comments', '.xml'), freeName(pack, 'xl/drawings/vmlDrawing', '.vml')];
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${relativeTarget(sheetPart, target)}"/>`;
  const added = relation('rIdTidu1', 'comments', comments) + relation('rIdTidu2', 'vmlDrawing', drawing);
  changes.set(relationsPart.toLowerCase(), relations.replace('</Relationships>', `${added}</Relationships>`));
  const vml = /Extension="vml"/i.test(types)
    ? ''
    : '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>';
  const override = `<Override PartName="/${comments}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`;
  // defaults stand before overrides
  changes.set(
    '[content_types].xml',
    types.replace(/(<Types\b[^<>]*>)/, `$1${vml}`).replace('</Types>', `${override}</Types>`),
  );
  changes.set(comments, commentsXml(notes));
  changes.set(drawing, drawingXml(notes));
  return 'rIdTidu2';
}

function freeName(pack: XlsxPackage, stem: string, extension: string): string {
  for (let number = 1; ; number++) {
    const name = `${stem}${number}${extension}`;
    if (!pack.has(name)) return name;
  }
}

/** Some readers understand only the usual form: `../comments1.xml` from a sheet in `xl/worksheets`. */
function relativeTarget(from: string, target: string): string {
  return /^xl\/worksheets\/[^/]+$/i.test(from) ? target.replace(/^xl/, '..') : `/${target}`;
}

async function* texts(pack: XlsxPackage, part: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: false });
  for await (const chunk of pack.bytes(part)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function textOf(pack: XlsxPackage, part: string): Promise<string> {
  let text = '';
  for await (const piece of texts(pack, part)) {
    text += piece;
    if (text.length > patchedBytes) throw damaged(`${part} 过大`);
  }
  return text;
}
