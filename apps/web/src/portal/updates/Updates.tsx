import { Link } from '@tanstack/react-router';
import { ProblemView } from '../../shared/ui/ProblemView';
import { leftWords } from '../declaration/words';
import { type UpdateYear, useUpdateYears } from './updates.queries';

const stateWords: Readonly<Record<UpdateYear['state'], string>> = {
  filed: '已更新',
  open: '待更新',
  missed: '逾期没有更新',
};

/** The years an enterprise has to update because of its titles, each by itself. */
export function Updates({ enterpriseId, whole = false }: { enterpriseId: string; whole?: boolean }) {
  const { data, error, refetch } = useUpdateYears(enterpriseId);
  if (!error && (!data || (data.items.length === 0 && !whole))) return null;
  return (
    <section className="panel" aria-labelledby="updates">
      <h2 id="updates">年度更新</h2>
      {error && <ProblemView error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="quiet">没有要更新的称号，或还没有到可以更新的日子。</p>}
      {data?.lost != null && (
        <p className="declaration__marks" role="status">
          {data.lost}
          {'一年一年各报各的。'}
        </p>
      )}
      {data && data.items.length > 0 && (
        <ul className="portal-list">
          {data.items.map((one) => (
            <li key={one.year}>
              <div className="portal-list__words">
                <Link to="/portal/enterprises/$id/updates/$year" params={{ id: enterpriseId, year: String(one.year) }}>
                  <strong>{one.year} 年的更新</strong>
                </Link>
                <p className="quiet">
                  {one.titles}；更新 {one.figuresYear} 年度的数据，最迟 {one.dueOn}（{one.source}）
                </p>
              </div>
              <span>
                <span className="portal-state">{stateWords[one.state]}</span>{' '}
                {one.filedOn === null ? leftWords(one.workingDaysLeft) : `${one.filedOn}${one.late ? ' 补报' : ''}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
