import { differenceWords } from './release-words';
import type { Difference } from './standards.queries';

/** What changed, clause by clause: from what to what. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return <p className="quiet">没有不同。</p>;
  return (
    <ul className="differences">
      {differences.map(({ kind, id, label, lines }) => (
        <li key={`${kind} ${id}`}>
          <div className="differences__head">
            <span className={`difference-kind difference-kind--${kind}`}>{differenceWords[kind]}</span>
            <strong>{label}</strong>
            <span className="quiet code">{id}</span>
          </div>
          <ul className="differences__lines">
            {lines.map(({ what, before, after }, index) => (
              <li key={index}>
                <span className="quiet">{what}</span>
                {before !== null && <del>{before}</del>}
                {before !== null && after !== null && (
                  <span aria-hidden="true" className="quiet">
                    →
                  </span>
                )}
                {after !== null && <ins>{after}</ins>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
