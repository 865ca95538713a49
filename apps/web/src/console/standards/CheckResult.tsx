import { Alert } from 'antd';
import { DifferenceList } from './DifferenceList';
import type { ReleaseCheck } from './standards.queries';

/** What a check found: problems by line, failing cases clause by clause, and what would change. */
export function CheckResult({ check }: { check: ReleaseCheck }) {
  const { good, name, version, before, problems, failures, casesTotal, differences } = check;
  const faults = problems.filter(({ code }) => code !== 'CRITERIA.CASE_FAILED');
  return (
    <div className="check-result" role="status">
      <Alert
        type={good ? 'success' : 'error'}
        showIcon
        title={good ? `${name ?? ''} 第 ${version ?? ''} 版可以发布` : `还不能发布：${problems.length} 处问题`}
        description={casesTotal > 0 ? `${casesTotal} 个用例，${casesTotal - failures.length} 个通过。` : undefined}
      />
      {faults.length > 0 && (
        <ol className="problem-lines">
          {faults.map(({ row, message }, index) => (
            <li key={index}>
              <span className="number quiet">{row === null ? '整体' : `第 ${row} 行`}</span>
              <span>{message}</span>
            </li>
          ))}
        </ol>
      )}
      {failures.length > 0 && (
        <>
          <h3>没有通过的用例</h3>
          <ol className="problem-lines">
            {failures.map((failure) => (
              <li key={failure.row}>
                <span className="number quiet">第 {failure.row} 行</span>
                <span>
                  {failure.name}
                  {failure.faults.map(({ clause, label, expected, found }, index) => (
                    <span key={index} className="problem-lines__fault">
                      {label ?? '总评'}
                      {clause !== null && <span className="code quiet"> {clause}</span>} 应为{' '}
                      <strong>{expected}</strong>，实为 <strong>{found}</strong>
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      {before !== null && (
        <>
          <h3>与已发布的第 {before} 版相比</h3>
          <DifferenceList differences={differences} />
        </>
      )}
    </div>
  );
}
