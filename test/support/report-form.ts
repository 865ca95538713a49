import ExcelJS from 'exceljs';

/** How a city's form is to differ from the usual one. */
export interface FormOptions {
  /** Renames, moves, adds columns …: called before the file is written. */
  change?: (sheet: ExcelJS.Worksheet) => void;
  /** Rows prepared below the header. */
  prepared?: number;
  /** A total below the prepared rows. */
  total?: boolean;
}

/**
 * A form as a city bureau makes it, by another library: title, merged header of two rows, styles, a formula in each
 * prepared row, a hidden column, print titles, a second sheet.
 */
export async function cityForm({ change, prepared = 3, total = false }: FormOptions = {}): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('推荐汇总表', { views: [{ state: 'frozen', ySplit: 4 }] });
  sheet.mergeCells('A1:H1');
  sheet.getCell('A1').value = '创新型中小企业推荐汇总表';
  sheet.getCell('A1').font = { size: 18, bold: true };
  sheet.getCell('A2').value = '填报单位（盖章）：';
  sheet.getCell('H2').value = '金额单位：万元';
  for (const area of ['A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'F3:F4', 'G3:G4', 'H3:H4']) sheet.mergeCells(area);
  const heads = {
    ...{ A3: '序号', B3: '企业名称', C3: '统一社会信用代码', D3: '经营情况', D4: '营业收入', E4: '研发费用' },
    ...{ F3: '研发占比（%）', G3: '提交日期', H3: '联系电话' },
  };
  for (const [place, text] of Object.entries(heads)) {
    sheet.getCell(place).value = text;
    sheet.getCell(place).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEBF7' } };
  }
  sheet.getColumn(2).width = 36;
  sheet.getColumn(8).hidden = true;
  for (let row = 5; row < 5 + prepared; row++) {
    sheet.getCell(`F${row}`).value = { formula: `IF(D${row}="","",E${row}/D${row}*100)` };
    sheet.getCell(`D${row}`).numFmt = sheet.getCell(`E${row}`).numFmt = '#,##0.00';
    sheet.getCell(`G${row}`).numFmt = 'yyyy-mm-dd';
    sheet.getRow(row).height = 28;
    for (let column = 1; column <= 8; column++) sheet.getRow(row).getCell(column).border = { top: { style: 'thin' } };
  }
  if (total) {
    sheet.getCell(`B${5 + prepared}`).value = '合计';
    sheet.getCell(`D${5 + prepared}`).value = { formula: `SUM(D5:D${4 + prepared})`, result: 0 };
  }
  sheet.pageSetup.printTitlesRow = '3:4';
  change?.(sheet);
  book.addWorksheet('填表说明').getCell('A1').value = '请勿改动表头。';
  return Buffer.from(await book.xlsx.writeBuffer());
}
