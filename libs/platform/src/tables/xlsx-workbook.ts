import { refused } from './table-errors';
import { damaged, type XlsxPackage } from './xlsx-package';
import type { Attributes } from './xml-tokens';
import type { XmlHandler } from './xml-scanner';

/** What the workbook part says: the sheet to read and where its parts lie. */
export interface Workbook {
  /** Names of the visible sheets. */
  sheets: string[];
  sheet: string;
  sheetPart: string;
  /** The workbook part itself. */
  workbookPart: string;
  stringsPart: string | null;
  stylesPart: string | null;
  /** Days are counted from 1904 (old Mac workbooks). */
  from1904: boolean;
}

interface SheetEntry {
  name: string;
  id: string;
  isHidden: boolean;
}

interface Relation {
  type: string;
  part: string;
}

/** Reads the workbook part and chooses the sheet: the named one, else the first visible one. */
export async function readWorkbook(pack: XlsxPackage, wanted: string | undefined): Promise<Workbook> {
  const main = (await relations(pack, '_rels/.rels', '')).find((one) => one.type === 'officeDocument')?.part;
  if (main === undefined) throw damaged('没有工作簿部件');
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  await pack.read(main, {
    ...silent,
    open(name, attributes) {
      if (name === 'sheet') sheets.push(sheetEntry(attributes));
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
    },
  });
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const related = await relations(pack, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const chosen = choose(sheets, wanted);
  const sheetPart = related.get(chosen.id);
  if (sheetPart?.type !== 'worksheet')
    throw refused('TABLE_SHEET', `工作表“${chosen.name}”不是普通的数据表（可能是图表）。`);
  const part = (type: string) => related.find((one) => one.type === type)?.part ?? null;
  return {
    sheets: sheets.filter((sheet) => !sheet.isHidden).map((sheet) => sheet.name),
    sheet: chosen.name,
    sheetPart: sheetPart.part,
    workbookPart: main,
    stringsPart: part('sharedStrings'),
    stylesPart: part('styles'),
    from1904,
  };
}

const silent: XmlHandler = { open: () => undefined, close: () => undefined, text: () => undefined };

class Relations {
  constructor(private readonly byId: ReadonlyMap<string, Relation>) {}
  get(id: string): Relation | undefined {
    return this.byId.get(id);
  }
  find(accept: (relation: Relation) => boolean): Relation | undefined {
    return [...this.byId.values()].find(accept);
  }
}

async function relations(pack: XlsxPackage, part: string, folder: string): Promise<Relations> {
  const byId = new Map<string, Relation>();
  await pack.read(part, {
    ...silent,
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      const type = attributes.get('Type') ?? '';
      const target = attributes.get('Target') ?? '';
      byId.set(attributes.get('Id') ?? '', {
        type: type.slice(type.lastIndexOf('/') + 1),
        part: resolve(folder, target),
      });
    },
  });
  return new Relations(byId);
}

/** Name of a part from the target of a relation, which may be absolute or climb with `..`. */
function resolve(folder: string, target: string): string {
  const parts: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '' && step !== '.') parts.push(step);
  }
  return parts.join('/');
}

function sheetEntry(attributes: Attributes): SheetEntry {
  const state = attributes.get('state');
  const id = attributes.get('id') ?? '';
  return { name: attributes.get('name') ?? '', id, isHidden: state === 'hidden' || state === 'veryHidden' };
}

function choose(sheets: readonly SheetEntry[], wanted: string | undefined): SheetEntry {
  const visible = sheets.filter((sheet) => !sheet.isHidden);
  const chosen = wanted === undefined ? visible[0] : sheets.find((sheet) => sheet.name === wanted);
  if (chosen !== undefined) return chosen;
  if (wanted === undefined) throw refused('TABLE_SHEET', '工作簿里没有可见的工作表。');
  const names = visible.map((sheet) => `“${sheet.name}”`).join('、');
  throw refused('TABLE_SHEET', `工作簿里没有名为“${wanted}”的工作表，现有：${names}。`);
}
