import { Segmented } from 'antd';
import { useMemo } from 'react';
import { Amount } from '../../shared/ui/Amount';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { type AmountUnit, amountUnits, formatDecimal, formatPercent } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { useFacts, useFigures } from './enterprises.queries';
import { type Conflict, type FigureColumn, type FigureRow, figureTable } from './figure-table';
import './figures-table.css';

interface FiguresTableProps {
  enterpriseId: string;
  /** Day whose figures are shown; undefined: today's. */
  asOf: string | undefined;
  unit: AmountUnit;
  onUnit: (unit: AmountUnit) => void;
  /** Where the sources disagree; the value that counts is marked. */
  conflicts: readonly Conflict[] | undefined;
}

/** Three years of figures, a column for each year and source; what nobody has given is 未知. */
export function FiguresTable({ enterpriseId, asOf, unit, onUnit, conflicts }: FiguresTableProps) {
  const figures = useFigures(enterpriseId, asOf);
  const facts = useFacts();
  const table = useMemo(
    () => (figures.data && facts.data ? figureTable(figures.data.items, facts.data.items, conflicts) : undefined),
    [figures.data, facts.data, conflicts],
  );
  const error = figures.error ?? facts.error;
  if (error) return <ProblemView error={error} retry={() => void Promise.all([figures.refetch(), facts.refetch()])} />;
  if (!table) return <Loading what="正在读取年度数据" />;
  if (table.columns.length === 0) {
    if (asOf !== undefined) return <EmptyState title="这一天系统里还没有年度数据" />;
    return <EmptyState title="还没有年度数据">导入年度数据后，这里按年度和来源列出。</EmptyState>;
  }
  return (
    <>
      <div className="figures__tools no-print">
        <span className="quiet" id="amount-unit">
          金额单位
        </span>
        <Segmented
          aria-labelledby="amount-unit"
          size="small"
          options={Object.keys(amountUnits) as AmountUnit[]}
          value={unit}
          onChange={onUnit}
        />
      </div>
      <Grid caption={`年度数据，金额单位${unit}`} columns={table.columns} rows={table.rows} unit={unit} />
      {table.traits.length > 0 && (
        <details className="figures__more">
          <summary>资质、奖项与其他情况（{table.traits.length} 项）</summary>
          <Grid caption="资质、奖项与其他情况" columns={table.columns} rows={table.traits} unit={unit} />
        </details>
      )}
      {table.silent.length > 0 && (
        <details className="figures__more">
          <summary>另有 {table.silent.length} 项指标没有任何来源填报</summary>
          <p>{table.silent.join('、')}</p>
        </details>
      )}
    </>
  );
}

interface GridProps {
  caption: string;
  columns: FigureColumn[];
  rows: FigureRow[];
  unit: AmountUnit;
}

function Grid({ caption, columns, rows, unit }: GridProps) {
  return (
    <div className="figures" tabIndex={0} role="region" aria-label={caption}>
      {/* written out, because browsers drop the roles of a table that is shown as cards */}
      <table role="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              指标
            </th>
            {columns.map((column) => (
              <th key={column.id} role="columnheader" scope="col" className="is-number">
                {column.year} 年
                <span
                  className="figures__source"
                  title={`第 ${column.revision} 版，${formatInstant(column.submittedAt)} 提交`}
                >
                  {column.sourceLabel}
                </span>
                {column.record && (
                  <span className="figures__source" title={`${column.record.name}，${column.record.creditCode}`}>
                    合并进来的记录
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.code} role="row">
              <th role="rowheader" scope="row" title={row.definition || undefined}>
                {row.label} <span className="quiet">{unitText(row, unit)}</span>
                {row.marks.some((mark) => mark !== undefined) && <span className="figures__conflict">来源不一致</span>}
              </th>
              {columns.map((column, i) => (
                <td
                  key={column.id}
                  role="cell"
                  className={cellClass(row.marks[i])}
                  data-label={`${column.year} 年\n${column.sourceLabel}${column.record ? '（合并进来的记录）' : ''}`}
                >
                  <Value row={row} at={i} unit={unit} />
                  {row.marks[i] === 'believed' && <span className="figures__mark">以此为准</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellClass(mark: FigureRow['marks'][number]): string {
  if (mark === undefined) return 'is-number';
  return `is-number ${mark === 'believed' ? 'figures__believed' : 'figures__other'}`;
}

function unitText(row: FigureRow, unit: AmountUnit): string {
  if (row.type === 'money') return `（${unit}）`;
  return row.unit === '' || row.unit === '1' ? '' : `（${row.unit}）`;
}

function Value({ row, at, unit }: { row: FigureRow; at: number; unit: AmountUnit }) {
  const given = row.values[at];
  if (!given) return <Unknown />;
  const { value, valueLabel } = given;
  if (typeof value === 'boolean') return <>{value ? '是' : '否'}</>;
  if (row.type === 'money') return <Amount yuan={value} unit={unit} />;
  if (valueLabel !== null) return <>{valueLabel}</>;
  if (row.unit === '1') return <span title={value}>{formatPercent(value)}</span>;
  return <>{row.type === 'integer' || row.type === 'decimal' ? formatDecimal(value) : value}</>;
}
