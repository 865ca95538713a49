import { columnName } from '@tidu/platform';
import type { ReportDoubts } from '../templates/report-doubts';
import type { ReadyTemplate } from '../templates/report-filling';
import type { ReportCheckDto } from './report-check.dto';

/** What stands to be filled into a form, column by column, as the page shows it before anything is. */
export function toReportCheck(
  { ready, rows, missing, unlisted }: ReportDoubts & { ready: ReadyTemplate; rows: number },
  remarks: readonly string[],
): ReportCheckDto {
  const { name: templateName, version, columns, fields, superseded } = ready;
  const { sheet, firstRow, room, notes, formulas } = version.shape;
  return {
    ...{ templateName, number: version.number, sheet, firstRow, room, rows },
    columns: version.shape.columns.map(({ index, label, hidden, formula }) => ({
      ...{ letter: columnName(index), label, hidden, formula },
      unit: version.mapping?.find((one) => one.index === index)?.unit ?? null,
      field: fields[columns.findIndex((one) => one.index === index)]?.label ?? null,
      missing: missing.find((one) => one.index === index)?.rows ?? 0,
      unlisted: unlisted.find((one) => one.index === index)?.values ?? [],
    })),
    notes: [
      ...(superseded ? ['这个模板有更新的版本，请确认要用这一版。'] : []),
      ...remarks,
      ...(room !== null && rows > room
        ? [`模板只预留 ${room} 行，放不下 ${rows} 件。请在 Excel 里加足行数，作为新版本上传。`]
        : []),
      ...(formulas ? ['模板里有公式，填好后第一次打开时重新计算；请保存一次再报送。'] : []),
      ...notes,
    ],
  };
}
