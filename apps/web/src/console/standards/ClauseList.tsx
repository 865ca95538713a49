import { formatPoints } from '../../shared/format/amounts';
import { Confidence } from '../../shared/ui/Confidence';
import { clauseDepths } from './clause-depths';
import type { StandardClause } from './standards.queries';

/** Every clause with what it asks, where the source says so and how sure that is. */
export function ClauseList({ clauses }: { clauses: readonly StandardClause[] }) {
  const depths = clauseDepths(clauses);
  return (
    <ol className="clauses">
      {clauses.map((clause) => (
        <li key={clause.id} className={`clauses__at-${Math.min(depths.get(clause.id) ?? 0, 3)}`}>
          <div className="clauses__head">
            <strong>{clause.label}</strong>
            {clause.full !== null && (
              <span className="number">
                满分 {formatPoints(clause.full)}
                {clause.line !== null && `，不低于 ${formatPoints(clause.line)}`}
              </span>
            )}
          </div>
          {clause.text && <p>{clause.text}</p>}
          {clause.demands.length > 0 && (
            <ul className="clauses__demands">
              {clause.demands.map(({ what, value }, index) => (
                <li key={index}>
                  {!value.startsWith(what) && <span>{what} </span>}
                  <strong className="number">{value}</strong>
                </li>
              ))}
            </ul>
          )}
          <p className="quiet">
            <span className="code">{clause.id}</span> · {clause.article} <Confidence of={clause.confidence} />
          </p>
        </li>
      ))}
    </ol>
  );
}
