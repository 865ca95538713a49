import { csvHeader } from './csv-writer';

/** A column of a template: what it's called and what to fill in. */
export interface TemplateColumn {
  label: string;
  required: boolean;
  /** Shown as a note on the header and on the second sheet. */
  note: string;
  /** The words that may be filled in; empty: anything. */
  options: readonly string[];
}

/** A table of codes on a sheet of its own. */
export interface CodeSheet {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Rows of a template that get a drop-down list. */
const filledRows = 5000;

/** An empty table to fill in, as CSV: only its labels. */
export function csvTemplate(columns: readonly TemplateColumn[]): Buffer {
  return Buffer.from(
    csvHeader(
      columns.map(({ label }) => ({ label, type: 'text' })),
      '\r\n',
    ),
  );
}

/**
 * The same as a workbook: notes on the labels, lists to choose from, a sheet that explains every column with its
 * allowed words, and the code tables. Required columns have red labels.
 */
export async function xlsxTemplate(
  name: string,
  columns: readonly TemplateColumn[],
  codes: readonly CodeSheet[] = [],
): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs'); // a second of loading that no start should pay
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  const words = book.addWorksheet('填写说明与可选内容', { views: [{ state: 'frozen', ySplit: 1 }] });
  words.columns = [{ width: 26 }, { width: 8 }, { width: 50 }, { width: 60 }];
  words.addRow(['列名', '必填', '填写说明', '可选内容']).font = { bold: true };
  columns.forEach(({ label, required, note, options }, i) => {
    const cell = sheet.getCell(1, i + 1);
    cell.value = label;
    cell.font = { bold: true, ...(required ? { color: { argb: 'FFC00000' } } : {}) };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDF2F7' } };
    const text = [required ? '必填' : '', note, options.length > 0 ? `可填：${options.join('、')}` : ''].filter(
      Boolean,
    );
    if (text.length > 0) cell.note = text.join('\n');
    const column = sheet.getColumn(i + 1);
    column.width = Math.min(40, Math.max(12, label.length * 2.2 + 2));
    column.numFmt = '@'; // codes and dates stay as they are typed
    words.addRow([label, required ? '是' : '', note, options.join('、')]);
    if (options.length === 0) return;
    const list = `"${options.join(',')}"`;
    // Excel takes 255 characters of a list; a longer one only stands in the note
    if (list.length <= 255 && !options.some((option) => option.includes(',')))
      (sheet as unknown as { dataValidations: { add(range: string, rule: object): void } }).dataValidations.add(
        `${column.letter}2:${column.letter}${filledRows}`,
        { type: 'list', allowBlank: true, formulae: [list], showErrorMessage: true, error: '请从下拉中选择。' },
      );
  });
  for (const code of codes) {
    const page = book.addWorksheet(code.name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
    page.columns = code.columns.map((_, i) => ({ width: i === 0 ? 14 : 40 }));
    page.addRow([...code.columns]).font = { bold: true };
    page.getColumn(1).numFmt = '@';
    for (const row of code.rows) page.addRow([...row]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
