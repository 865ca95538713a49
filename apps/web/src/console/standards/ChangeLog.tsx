import { useQueries } from '@tanstack/react-query';
import { api, unwrap } from '../../shared/api/client';
import { purposeWords, titleWords } from '../words';
import type { StandardClause, VersionChange } from './standards.queries';

interface ChangeLogProps {
  changes: readonly VersionChange[];
  /** The clauses of the version shown, for their names; one that is gone is called by its id. */
  clauses: readonly StandardClause[];
}

/** What each version after the first changed, for whom and from when. */
export function ChangeLog({ changes, clauses }: ChangeLogProps) {
  const regionName = useRegionNames([...new Set(changes.flatMap(({ regions }) => regions))]);
  if (changes.length === 0) return <p className="quiet">第 1 版，没有变更。</p>;
  return (
    <ol className="changes">
      {changes.map(({ version, day, titles, regions, periods, text, clauses: changed }) => (
        <li key={version}>
          <strong>第 {version} 版</strong> <span className="number quiet">{day}</span>
          <p>{text}</p>
          <p className="quiet">
            涉及称号：{titles.map((title) => titleWords[title] ?? title).join('、')}；地区：
            {regions.map(regionName).join('、')}；
            {Object.entries(periods)
              .map(
                ([purpose, { from, to }]: [string, { from: string; to?: string }]) =>
                  `${purposeWords[purpose] ?? purpose} ${from} 至 ${to ?? '今'}`,
              )
              .join('、')}
          </p>
          <ul>
            {changed.map(({ id, text: what }) => (
              <li key={id}>
                {clauses.find((clause) => clause.id === id)?.label ?? <span className="code">{id}</span>}：{what}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Names of divisions by their codes; until they are read, and for a code no table has, the code itself. */
function useRegionNames(codes: readonly string[]): (code: string) => string {
  const found = useQueries({
    queries: codes
      .filter((code) => code !== 'nation')
      .map((code) => ({
        queryKey: ['regions', code],
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const query = { q: code, limit: 1 };
          const { items } = await unwrap(api.GET('/api/console/regions', { params: { query }, signal }));
          return { code, path: items.find((one) => one.code === code)?.path ?? code };
        },
        staleTime: Infinity,
      })),
  });
  return (code) => (code === 'nation' ? '全国' : (found.find(({ data }) => data?.code === code)?.data?.path ?? code));
}
