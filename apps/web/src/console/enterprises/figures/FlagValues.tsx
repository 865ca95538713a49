import { CorrectLink } from './CorrectLink';
import type { Flag } from './figures.queries';

/** What doesn't go together: every figure with year and source, and the way to put it right. */
export function FlagValues({ flag }: { flag: Flag }) {
  const statements = new Map<string, Flag['values']>();
  for (const value of flag.values) {
    const key = `${value.year}-${value.source}`;
    statements.set(key, [...(statements.get(key) ?? []), value]);
  }
  return (
    <ul className="statements">
      {[...statements].map(([key, values]) => {
        const [{ year, source, sourceLabel } = values[0] as Flag['values'][number]] = values;
        return (
          <li key={key}>
            <span className="statements__who">
              {year} 年 {sourceLabel}
            </span>
            {values.map(({ fact, label, display }) => (
              <span key={fact}>
                {label.replace(/\(.*\)$/, '')} <b className="number">{display}</b>
              </span>
            ))}
            {flag.state === 'open' && (
              <CorrectLink
                enterpriseId={flag.enterpriseId}
                year={year}
                source={source}
                sourceLabel={sourceLabel}
                facts={values.map(({ fact }) => fact)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
