import type { FactUse } from '@tidu/criteria';

interface ClauseFactsProps {
  facts: FactUse[];
  /** Where each fact came from, by its code. */
  sources: Readonly<Record<string, string>>;
}

/** The values a clause used, each with its source and year; a missing one is 未知. */
export function ClauseFacts({ facts, sources }: ClauseFactsProps) {
  return (
    <dl className="clause-facts">
      {facts.map((fact) => (
        <div key={fact.code}>
          <dt>{fact.label}</dt>
          <dd>
            <span className={fact.value === null ? 'unknown' : 'number'} title={exact(fact)}>
              {fact.display}
            </span>
            {fact.value !== null && sources[fact.code] !== undefined && (
              <span className="clause-facts__source">{sources[fact.code]}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function exact({ value, unit }: FactUse): string | undefined {
  if (value === null) return '没有这个数据，不等于 0';
  return unit === '元' ? `${String(value)} 元` : undefined;
}
