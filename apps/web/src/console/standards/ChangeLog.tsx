import { purposeWords } from '../words';
import type { VersionChange } from './standards.queries';

/** What each version after the first changed, for whom and from when. */
export function ChangeLog({ changes }: { changes: readonly VersionChange[] }) {
  if (changes.length === 0) return <p className="quiet">第 1 版，没有变更。</p>;
  return (
    <ol className="changes">
      {changes.map(({ version, day, titles, regions, periods, text, clauses }) => (
        <li key={version}>
          <strong>第 {version} 版</strong> <span className="number quiet">{day}</span>
          <p>{text}</p>
          <p className="quiet">
            涉及称号 {titles.join('、')}；地区 {regions.map((one) => (one === 'nation' ? '全国' : one)).join('、')}；
            {Object.entries(periods)
              .map(
                ([purpose, { from, to }]: [string, { from: string; to?: string }]) =>
                  `${purposeWords[purpose] ?? purpose} ${from} 至 ${to ?? '今'}`,
              )
              .join('、')}
          </p>
          <ul>
            {clauses.map((clause) => (
              <li key={clause.id}>
                <span className="code">{clause.id}</span> {clause.text}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
