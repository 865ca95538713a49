import { Alert } from 'antd';
import { formatCount } from '../../shared/format/amounts';
import { bringsNothing, readingWords, tallies } from './import-words';
import type { ImportResult } from './imports.queries';

/** What an import did, or in a trial run would do. */
export function ImportReport({
  result,
  ofParcels,
  undone,
}: {
  result: ImportResult;
  ofParcels: boolean;
  undone: boolean;
}) {
  const place = ofParcels ? '用地台账' : '登记簿';
  const what = { figures: '年度数据', register: '企业名册', list: ofParcels ? '地块和份额' : '佐证清单' }[result.kind];
  return (
    <div className="import-report">
      <p className="quiet">
        {result.dryRun ? '如果正式导入，将会：' : undone ? `曾写入${place}，后来已整次撤销。` : `已写入${place}。`}
        {what}；{readingWords(result)}
        {result.years && result.years.length > 0 && `；涉及 ${result.years.join('、')} 年度`}
      </p>
      <dl className="tallies">
        {tallies(result).map(({ label, count, tone }) => (
          <div key={label} className={tone ? `tallies__${tone}` : undefined}>
            <dt>{label}</dt>
            <dd className="number">{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {bringsNothing(result) && <Alert type="info" showIcon title={`文件内容与${place}已有的完全相同，没有变化。`} />}
      <details>
        <summary>认出 {result.columns.length} 列</summary>
        <ul className="import-report__columns">
          {result.columns.map((column) => (
            <li key={column.column}>
              <span className="quiet">{column.column} 列</span> {column.header} → <b>{column.label}</b>
              {column.unit && `（${column.unit}）`}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
