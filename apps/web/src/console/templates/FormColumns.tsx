import type { components } from '../../shared/api/console.gen';
import './form-columns.css';

export type ReportCheck = components['schemas']['ReportCheckDto'];
type Column = ReportCheck['columns'][number];

/** What a superior's form would be filled with, column by column, and what to look at first. */
export function FormColumns({ check, unit }: { check: ReportCheck; unit: string }) {
  const { rows, columns, notes, firstRow, sheet } = check;
  return (
    <>
      <p role="status">
        将填 <b className="number">{rows}</b> {unit}，工作表“{sheet}”第 {firstRow} 行起
        {rows > 0 && `到第 ${firstRow + rows - 1} 行`}。金额按原值换算，不四舍五入。
      </p>
      {notes.length > 0 && (
        <ul className="form-columns__notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className="form-columns__scroll" role="region" aria-label="各列填什么" tabIndex={0}>
        <table className="form-columns__columns">
          <thead>
            <tr>
              <th scope="col">列</th>
              <th scope="col">表头</th>
              <th scope="col">填什么</th>
              <th scope="col">要留意的</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.letter}>
                <th scope="row">{column.letter}</th>
                <td>
                  {column.label}
                  {column.hidden && <span className="quiet">（隐藏）</span>}
                </td>
                <td>{filledWith(column)}</td>
                <td>{doubtsOf(column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function filledWith({ field, unit, formula }: Column) {
  if (formula) return <span className="quiet">模板自己的公式</span>;
  if (field === null) return <span className="quiet">留空</span>;
  return unit === null ? field : `${field}（${unit}）`;
}

function doubtsOf({ missing, unlisted }: Column): string {
  const parts = [
    ...(missing > 0 ? [`${missing} 行没有数据，留空`] : []),
    ...(unlisted.length > 0 ? [`模板的选项里没有：${unlisted.join('、')}`] : []),
  ];
  return parts.join('；');
}
